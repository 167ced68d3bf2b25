using Microsoft.EntityFrameworkCore;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Persistence;

/// <summary>Reads how the credentials that somebody has of one type stand on a day.</summary>
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
}
