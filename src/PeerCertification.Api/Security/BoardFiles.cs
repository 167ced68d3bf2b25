using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;

namespace PeerCertification.Api.Security;

/// <summary>Whose eyes a file is read with.</summary>
public enum FileReader { Applicant, Board }

/// <summary>What a reader needs to know of a file before reading on.</summary>
public sealed record OpenFile(Guid BoardId, Guid ApplicantId, FileReader Reader);

/// <summary>A file that an act has moved, and the state it came from.</summary>
public sealed record MovedFile(Application Application, ApplicationState From);

/// <summary>
/// The way to a submitted file: for its applicant, and for the staff of its board who hold the permission there and whom nothing ties to the file.
/// To everybody else the file does not exist.
/// </summary>
public sealed class BoardFiles(RegistryContext db, Caller caller, History history)
{
    private sealed record Found(Guid BoardId, Guid ApplicantId, FileTies Ties);

    /// <summary>For reading, by the applicant or by board staff.</summary>
    public async Task<Outcome<OpenFile>> Read(Guid applicationId, CancellationToken cancellationToken) =>
        await Find(applicationId, cancellationToken) switch
        {
            null => ApplicationAccess.NotFound(),
            { Ties.IsApplicant: true } own => new OpenFile(own.BoardId, own.ApplicantId, FileReader.Applicant),
            { } found => RefuseStaff(found, Permission.ReadBoardFiles, SeparationOfDuties.RefuseHandling) is { } refusal
                ? refusal
                : new OpenFile(found.BoardId, found.ApplicantId, FileReader.Board),
        };

    /// <summary>For reading as board staff with this permission.</summary>
    public async Task<Outcome<OpenFile>> ReadAsBoard(Guid applicationId, Permission permission, CancellationToken cancellationToken) =>
        await Find(applicationId, cancellationToken) is not { } found ? ApplicationAccess.NotFound()
        : RefuseStaff(found, permission, SeparationOfDuties.RefuseHandling) is { } refusal ? refusal
        : new OpenFile(found.BoardId, found.ApplicantId, FileReader.Board);

    /// <summary>For an act of board staff that leaves the file's state as it is.</summary>
    public Task<Outcome<Application>> Take(Guid applicationId, Permission permission, CancellationToken cancellationToken) =>
        Take(applicationId, permission, SeparationOfDuties.RefuseHandling, cancellationToken);

    /// <summary>For an act that is part of deciding and leaves the file's state as it is, from the version that the caller has seen.</summary>
    public async Task<Outcome<Application>> TakeToDecide(Guid applicationId, IfMatch seen, CancellationToken cancellationToken)
    {
        var taken = await Take(applicationId, Permission.DecideApplications, SeparationOfDuties.RefuseDeciding, cancellationToken);
        return taken.Refusal is null && seen.Against(taken.Value.Version) is { } stale ? stale : taken;
    }

    /// <summary>Moves the file by one act of its lifecycle, from the version that the caller has seen. It waits for nothing then, unless the slice says so.</summary>
    public async Task<Outcome<MovedFile>> Move(Guid applicationId, Permission permission, ApplicationAct act, IfMatch seen, CancellationToken cancellationToken)
    {
        var decides = act is ApplicationAct.Approve or ApplicationAct.Deny;
        var taken = await Take(applicationId, permission, decides ? SeparationOfDuties.RefuseDeciding : SeparationOfDuties.RefuseHandling, cancellationToken);
        if (taken.Refusal is not null)
        {
            return taken.Refusal;
        }

        var file = taken.Value;
        var moved = ApplicationLifecycle.Table.Decide(file.State, act);
        if ((seen.Against(file.Version) ?? moved.Refusal) is { } refusal)
        {
            return refusal;
        }

        var from = file.State;
        (file.State, file.WaitingReason) = (moved.Value, null);
        file.Version++;
        return new MovedFile(file, from);
    }

    /// <summary>Appends to the history what moved a file.</summary>
    public void Record(RegistryEvent happened, MovedFile moved, string? why = null)
    {
        var file = moved.Application;
        history.Record(happened, new About(file.BoardId, file.ApplicantId, file.Id), why, before: new { State = moved.From }, after: new { file.State, file.WaitingReason });
    }

    private async Task<Outcome<Application>> Take(Guid applicationId, Permission permission, Func<FileTies, Refusal?> duties, CancellationToken cancellationToken) =>
        await Find(applicationId, cancellationToken) is not { } found ? ApplicationAccess.NotFound()
        : RefuseStaff(found, permission, duties) is { } refusal ? refusal
        : await db.Applications.SingleAsync(a => a.Id == applicationId, cancellationToken);

    private Refusal? RefuseStaff(Found found, Permission permission, Func<FileTies, Refusal?> duties) =>
        !caller.May(Permission.ReadBoardFiles, found.BoardId) ? ApplicationAccess.NotFound()
        : !caller.May(permission, found.BoardId) ? new Refusal("access.not_permitted", "Your role at this board does not include this.")
        : duties(found.Ties);

    private Task<Found?> Find(Guid applicationId, CancellationToken cancellationToken)
    {
        var me = caller.RequiredAccountId;
        return db.Applications.Where(a => a.Id == applicationId && a.SubmittedAtUtc != null)
            .Select(a => new Found(a.BoardId, a.ApplicantId, new FileTies(
                a.Applicant.AccountId == me,
                db.ConflictDeclarations.Any(c => c.ApplicationId == a.Id && c.AccountId == me),
                db.Recommendations.Any(r => r.ApplicationId == a.Id && r.RecommendedByAccountId == me))))
            .SingleOrDefaultAsync(cancellationToken);
    }
}
