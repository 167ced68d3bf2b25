using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Api.Persistence;

/// <summary>Finds the version of a credential type's rules that a day asks for, and reads its document.</summary>
public sealed class RequirementSets(RegistryContext db, ParsedRequirementSets parsed)
{
    /// <summary>What has been published, for good: replaced versions still decide on the applications of their time.</summary>
    public static readonly IReadOnlyList<RequirementSetState> PublishedStates = [RequirementSetState.Published, RequirementSetState.Superseded];

    /// <summary>The version that an application received on this day at the board is judged by, or null where none takes applications.</summary>
    public async Task<RequirementSetVersion?> InForce(Guid credentialTypeId, DateOnly receivedOn, CancellationToken cancellationToken)
    {
        var published = db.RequirementSets.AsNoTracking().Where(s => s.CredentialTypeId == credentialTypeId && PublishedStates.Contains(s.State));
        var intervals = await published.Select(s => new VersionInterval(s.Number, s.EffectiveFrom, s.EffectiveUntil)).ToListAsync(cancellationToken);
        return VersionInterval.InForce(intervals, receivedOn) is { Number: var number }
            ? await published.SingleAsync(s => s.Number == number, cancellationToken)
            : null;
    }

    /// <summary>The same for several credential types, by their ids; those without a version in force are left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, RequirementSetVersion>> InForce(IReadOnlyCollection<Guid> credentialTypeIds, DateOnly receivedOn, CancellationToken cancellationToken)
    {
        var covering = await db.RequirementSets.AsNoTracking()
            .Where(s => credentialTypeIds.Contains(s.CredentialTypeId) && PublishedStates.Contains(s.State) && s.EffectiveFrom <= receivedOn && (s.EffectiveUntil == null || s.EffectiveUntil >= receivedOn))
            .ToListAsync(cancellationToken);
        return covering.GroupBy(s => s.CredentialTypeId).ToDictionary(of => of.Key, of => of.MaxBy(s => s.Number)!);
    }

    /// <summary>The version that an application is pinned to.</summary>
    public Task<RequirementSetVersion> Pinned(Guid versionId, CancellationToken cancellationToken) =>
        db.RequirementSets.AsNoTracking().SingleAsync(s => s.Id == versionId, cancellationToken);

    public RequirementSet Parsed(RequirementSetVersion version) => parsed.Of(version);
}

/// <summary>Documents that were read already. They never change, so each is read once for all requests.</summary>
public sealed class ParsedRequirementSets
{
    private readonly ConcurrentDictionary<string, RequirementSet> _bySha256 = new();

    /// <summary>The document of a published version. It was read when it was published; that it cannot be read now is a defect.</summary>
    public RequirementSet Of(RequirementSetVersion version) => _bySha256.GetOrAdd(version.Sha256, (_, document) => RequirementSetReader.Read(document).Value, version.Document);
}
