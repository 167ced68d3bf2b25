using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Security;

/// <summary>Section <c>Attestation</c>.</summary>
public sealed class AttestationSettings
{
    /// <summary>How many days an attester's link is good for.</summary>
    public int LinkDays { get; set; } = 30;
}

/// <summary>Finds the one request that an attester's link is good for, and from then on lets the attester be who acts.</summary>
public sealed class AttestationLinks(RegistryContext db, CurrentAct act, TimeProvider clock)
{
    /// <summary>The open request with its entry, or why the link is not good now.</summary>
    public async Task<Outcome<AttestationRequest>> Follow(string token, CancellationToken cancellationToken)
    {
        var hash = LinkToken.HashOf(token);
        var request = await db.AttestationRequests.Include(r => r.EvidenceItem).SingleOrDefaultAsync(r => r.TokenHash == hash, cancellationToken);
        var state = request is null ? (AttestationState?)null : AttestationLifecycle.AsOf(request.State, request.ExpiresAtUtc, clock.UtcNow());
        if (AttestationRules.AgainstLink(state) is { } refusal)
        {
            return refusal;
        }

        act.Actor = CurrentAct.ByAttester;
        var entry = request!.EvidenceItem;
        return request.StillAsksAbout(entry.Detail) && EvidenceLifecycle.Table.Decide(entry.State, EvidenceAct.Attest).Refusal is null
            ? request
            : new Refusal("attestation.statement_changed", "The applicant changed this statement after it was sent to you. Ask for a new message where it is still wanted.");
    }
}
