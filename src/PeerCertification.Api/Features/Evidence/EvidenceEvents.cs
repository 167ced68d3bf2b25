using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Evidence;

/// <summary>What the history says of an entry: its kind, day and minutes, and nobody's name.</summary>
internal static class EvidenceEvents
{
    internal static void RecordOffer(this History history, EvidenceItem entry) =>
        history.Record(entry.State == EvidenceState.Draft ? RegistryEvent.EvidenceDrafted : RegistryEvent.EvidenceClaimed, entry.AsSubject(), after: entry.ForHistory());

    internal static About AsSubject(this EvidenceItem entry) => new(ApplicantId: entry.ApplicantId, SubjectId: entry.Id);

    internal static object ForHistory(this EvidenceItem entry) =>
        new { entry.Kind, entry.State, entry.OccurredOn, entry.ClaimedMinutes, entry.AttestedMinutes, entry.DocumentId, entry.SupersedesId };
}
