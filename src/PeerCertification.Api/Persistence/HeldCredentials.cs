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
            .Include(c => c.Periods).AsSplitQuery()
            .ToListAsync(cancellationToken);
        return [.. credentials.Select(c => CredentialTimeline.On(on, CredentialActRow.Read(c.Acts, c.Periods), DateTime.MaxValue)).OfType<StandingAnswer>().Select(answer => answer.Standing)];
    }
}
