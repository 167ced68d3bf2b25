using PeerCertification.Api.Persistence;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Api.Features.Verification;

/// <summary>What is known of a holder where rules on scope ask.</summary>
internal static class HolderFacts
{
    /// <summary>Whether an endorsement is held on a day, as known at an instant. Statements, such as whom somebody works for, are not recorded: nobody knows.</summary>
    internal static Func<string, bool?> Of(PublicCredential found, RequirementSet? rules, DateOnly day, DateTime knownAtUtc)
    {
        var held = CredentialTimeline.EndorsementsOn(day, found.Acts, knownAtUtc);
        return code => rules is null || rules.Life.Endorsements.All(e => e.Id != code) ? null : held.Any(e => e.Code == code);
    }
}
