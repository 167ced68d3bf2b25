using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Evidence;

/// <summary>What happens to an entry that counts for nothing any more, and to a question about it that an attester has not answered.</summary>
internal static class Supersession
{
    internal static async Task Supersede(this RegistryContext db, EvidenceItem entry, History history, TimeProvider clock, CancellationToken cancellationToken)
    {
        var before = entry.ForHistory();
        entry.State = EvidenceState.Superseded;
        entry.Version++;
        history.Record(RegistryEvent.EvidenceSuperseded, entry.AsSubject(), before: before, after: entry.ForHistory());

        foreach (var request in await db.AttestationRequests.Where(r => r.EvidenceItemId == entry.Id && r.AnsweredAtUtc == null).ToListAsync(cancellationToken))
        {
            Cancel(request, history, clock);
        }
    }

    private static void Cancel(AttestationRequest request, History history, TimeProvider clock)
    {
        var before = AttestationLifecycle.AsOf(request.State, request.ExpiresAtUtc, clock.UtcNow());
        var next = AttestationLifecycle.Table.Decide(before, AttestationAct.Cancel);
        if (next.Refusal is not null)
        {
            return; // it has ended already
        }

        request.State = next.Value;
        request.Version++;
        history.Record(RegistryEvent.AttestationCancelled, new About(ApplicantId: request.ApplicantId, SubjectId: request.Id), why: "The entry was superseded.", before: new { State = before }, after: new { request.State });
    }
}
