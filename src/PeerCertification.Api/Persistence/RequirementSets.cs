using Microsoft.EntityFrameworkCore;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Api.Persistence;

/// <summary>Finds the version of a credential type's rules that a day asks for.</summary>
public sealed class RequirementSets(RegistryContext db)
{
    /// <summary>The version that an application received on this day at the board is judged by, or null where none takes applications.</summary>
    public async Task<RequirementSetVersion?> InForce(Guid credentialTypeId, DateOnly receivedOn, CancellationToken cancellationToken)
    {
        var published = db.RequirementSets.AsNoTracking()
            .Where(s => s.CredentialTypeId == credentialTypeId && (s.State == RequirementSetState.Published || s.State == RequirementSetState.Superseded));
        var intervals = await published.Select(s => new VersionInterval(s.Number, s.EffectiveFrom, s.EffectiveUntil)).ToListAsync(cancellationToken);
        return VersionInterval.InForce(intervals, receivedOn) is { Number: var number }
            ? await published.SingleAsync(s => s.Number == number, cancellationToken)
            : null;
    }
}
