using Microsoft.EntityFrameworkCore;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Persistence;

/// <summary>Reads how the credentials that somebody has of one type stand on a day.</summary>
public static class HeldCredentials
{
    public static async Task<IReadOnlyList<Standing>> Standings(this RegistryContext db, Guid applicantId, Guid credentialTypeId, DateOnly on, CancellationToken cancellationToken)
    {
        var credentials = await db.Credentials.AsNoTracking().AsSplitQuery()
            .Where(c => c.ApplicantId == applicantId && c.CredentialTypeId == credentialTypeId)
            .Include(c => c.Acts)
            .Include(c => c.Periods)
            .ToListAsync(cancellationToken);
        return [.. credentials.Select(c => CredentialTimeline.On(on, Acts(c), DateTime.MaxValue)).OfType<StandingAnswer>().Select(answer => answer.Standing)];
    }

    private static List<CredentialAct> Acts(Credential credential) =>
    [
        .. credential.Acts.Select(a => new CredentialAct(
            a.Sequence,
            a.Kind,
            a.EffectiveOn,
            a.RecordedAtUtc,
            a.UntilOn,
            a.VacatesSequence,
            credential.Periods.Where(p => p.OpenedBySequence == a.Sequence).Select(p => new Period(p.StartsOn, p.EndsOn, p.GraceEndsOn)).SingleOrDefault())),
    ];
}
