using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;
using PeerCertification.Domain.ContinuingEducation;

namespace PeerCertification.Api.Security;

/// <summary>The way to what training providers ask of a board: for its staff. To everybody else it does not exist.</summary>
internal sealed class BoardTraining(RegistryContext db, StaffRoll staff, Caller caller, History history, Outbox outbox)
{
    /// <summary>Moves a request by one act of its lifecycle, from the version that the caller has seen.</summary>
    internal async Task<Outcome<TrainingApproval>> Move(string board, Guid approvalId, ApprovalAct act, IfMatch seen, CancellationToken cancellationToken)
    {
        var own = await staff.OwnBoard(board, Permission.ApproveTraining, cancellationToken);
        if (own.Refusal is not null)
        {
            return own.Refusal;
        }

        var approval = await db.TrainingApprovals.Include(a => a.Board).Include(a => a.Provider).Include(a => a.Course)
            .SingleOrDefaultAsync(a => a.Id == approvalId && a.BoardId == own.Value, cancellationToken);
        if (approval is null)
        {
            return NotFound();
        }

        var isMember = await db.ProviderMembers.AnyAsync(m => m.ProviderId == approval.ProviderId && m.AccountId == caller.RequiredAccountId && m.EndedAtUtc == null, cancellationToken);
        var moved = ApprovalLifecycle.Table.Decide(approval.State, act);
        if ((ApprovalRules.RefuseMember(isMember) ?? seen.Against(approval.Version) ?? moved.Refusal) is { } refusal)
        {
            return refusal;
        }

        approval.State = moved.Value;
        approval.Version++;
        return approval;
    }

    /// <summary>Appends the act to the history and tells the provider's members.</summary>
    /// <param name="outcome">What the board did, as the end of a sentence.</param>
    internal async Task Record(RegistryEvent happened, ApprovalState from, TrainingApproval approval, string? why, string outcome, CancellationToken cancellationToken)
    {
        history.Record(
            happened,
            new About(approval.BoardId, SubjectId: approval.Id),
            why,
            before: new { State = from },
            after: new { approval.State, approval.ProviderId, approval.CourseId, approval.FromOn, approval.UntilOn, approval.WithdrawnFromOn, approval.Tags });
        var members = await db.ProviderMembers.Where(m => m.ProviderId == approval.ProviderId && m.EndedAtUtc == null).Select(m => m.AccountId).ToListAsync(cancellationToken);
        foreach (var member in members)
        {
            outbox.WriteToAccount(MessageKind.TrainingApprovalDecided, member, new
            {
                Board = approval.Board.Name,
                Subject = approval.Course is { } course ? $"your course \"{course.Title}\"" : $"your organisation, {approval.Provider.Name},",
                Outcome = outcome,
            });
        }
    }

    internal static Refusal NotFound() => new("training_approval.not_found", "There is no such request for approval that this account may see.");
}
