using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain.Calendars;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Api.Persistence;

/// <summary>Reads how the credentials that somebody has stand on a day.</summary>
public static class HeldCredentials
{
    /// <param name="besides">A credential that is not asked about.</param>
    public static async Task<IReadOnlyList<Standing>> Standings(this RegistryContext db, Guid applicantId, Guid credentialTypeId, DateOnly on, CancellationToken cancellationToken, Guid? besides = null)
    {
        var credentials = await db.Credentials.AsNoTracking().AsSplitQuery()
            .Where(c => c.ApplicantId == applicantId && c.CredentialTypeId == credentialTypeId && c.Id != besides)
            .Include(c => c.Acts)
            .Include(c => c.Periods).AsSplitQuery()
            .ToListAsync(cancellationToken);
        return [.. credentials.Select(c => CredentialTimeline.On(on, CredentialActRow.Read(c.Acts, c.Periods), DateTime.MaxValue)).OfType<StandingAnswer>().Select(answer => answer.Standing)];
    }

    /// <summary>The periods, on a day, of the credentials of a board that somebody may practise under, for periods that end together.</summary>
    /// <param name="besides">A credential that is not asked about, or null.</param>
    public static async Task<IReadOnlyList<Period>> OtherPeriods(this RegistryContext db, Guid applicantId, Guid boardId, DateOnly on, Guid? besides, CancellationToken cancellationToken)
    {
        var credentials = await db.Credentials.AsNoTracking().AsSplitQuery()
            .Where(c => c.ApplicantId == applicantId && c.BoardId == boardId && c.Id != besides)
            .Include(c => c.Acts)
            .Include(c => c.Periods)
            .ToListAsync(cancellationToken);
        return
        [
            .. credentials.Select(c => CredentialTimeline.On(on, CredentialActRow.Read(c.Acts, c.Periods), DateTime.MaxValue))
                .Where(answer => answer is { Standing: Standing.Active or Standing.InGrace }).Select(answer => answer!.Period),
        ];
    }

    /// <summary>Every credential of this registry that somebody has, as it stands today at its board, for rules that ask for one.</summary>
    public static async Task<IReadOnlyList<HeldCredential>> Held(this RegistryContext db, Guid applicantId, TimeProvider clock, CancellationToken cancellationToken) =>
        [.. (await db.Held([applicantId], clock, cancellationToken))[applicantId]];

    /// <summary>The same of several people, by person.</summary>
    public static async Task<ILookup<Guid, HeldCredential>> Held(this RegistryContext db, IReadOnlyCollection<Guid> applicantIds, TimeProvider clock, CancellationToken cancellationToken)
    {
        var credentials = await db.Credentials.AsNoTracking().AsSplitQuery()
            .Where(c => applicantIds.Contains(c.ApplicantId))
            .OrderBy(c => c.Number)
            .Select(c => new { c.ApplicantId, Type = c.CredentialType.Code, Board = c.CredentialType.Board.Code, c.CredentialType.Board.State, c.CredentialType.Board.Tags, c.CredentialType.Board.TimeZone, c.Acts, c.Periods })
            .ToListAsync(cancellationToken);
        return (from credential in credentials
                let today = clock.TodayAt(BoardZone.Named(credential.TimeZone))
                let stands = CredentialTimeline.On(today, CredentialActRow.Read(credential.Acts, credential.Periods), DateTime.MaxValue)
                where stands is not null
                select (credential.ApplicantId, Held: new HeldCredential(credential.Board, credential.Type, credential.State ?? "", stands.Standing.ToString(), stands.FirstIssuedOn, stands.Period.EndsOn, credential.Tags)))
            .ToLookup(of => of.ApplicantId, of => of.Held);
    }
}
