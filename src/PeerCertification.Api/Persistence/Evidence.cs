using System.Text.Json;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Persistence;

/// <summary>One thing an applicant offers. It belongs to the person, not to one application: the same hours may serve two boards.</summary>
public sealed class EvidenceItem
{
    public Guid Id { get; init; }

    public Guid ApplicantId { get; init; }

    public EvidenceKind Kind { get; init; }

    /// <summary>Draft, Claimed, Attested or Superseded. A board's judgement is kept with its application: see <see cref="ApplicationItem"/>.</summary>
    public EvidenceState State { get; set; }

    /// <summary>The day that windows look at; repeated from the detail so that queries can use it.</summary>
    public DateOnly OccurredOn { get; set; }

    public int ClaimedMinutes { get; set; }

    /// <summary>Null before an attester answers; 0 when the attester declined.</summary>
    public int? AttestedMinutes { get; set; }

    public required EvidenceDetail Detail { get; set; }

    public Guid? DocumentId { get; set; }

    /// <summary>The entry that this one corrects; that one counts for nothing any more.</summary>
    public Guid? SupersedesId { get; init; }

    public DateTime CreatedAtUtc { get; init; }

    public int Version { get; set; }

    /// <summary>A new entry, claimed or as a draft.</summary>
    public static EvidenceItem Offered(Guid id, Guid applicantId, EvidenceDetail detail, Guid? documentId, bool draft, DateTime atUtc, Guid? supersedes = null) => new()
    {
        Id = id,
        ApplicantId = applicantId,
        Kind = detail.Kind,
        State = draft ? EvidenceState.Draft : EvidenceState.Claimed,
        OccurredOn = detail.On,
        ClaimedMinutes = detail.Minutes,
        Detail = detail,
        DocumentId = documentId,
        SupersedesId = supersedes,
        CreatedAtUtc = atUtc,
        Version = 1,
    };

    /// <summary>Replaces what a draft says. What was claimed is never replaced: see <see cref="SupersedesId"/>.</summary>
    public void Redraft(EvidenceDetail detail, Guid? documentId) =>
        (Detail, OccurredOn, ClaimedMinutes, DocumentId) = (detail, detail.On, detail.Minutes, documentId);
}

/// <summary>An uploaded file. Its bytes are in the document store under a random name.</summary>
public sealed class StoredDocument
{
    public Guid Id { get; init; }

    public Guid ApplicantId { get; init; }

    public required string StorageName { get; init; }

    public required string MediaType { get; init; }

    public required string Sha256 { get; init; }

    public long Bytes { get; init; }

    public DateTime UploadedAtUtc { get; init; }
}

/// <summary>One question to one attester about one entry. The link's token is kept only as a hash.</summary>
public sealed class AttestationRequest
{
    public Guid Id { get; init; }

    public Guid EvidenceItemId { get; init; }

    public EvidenceItem EvidenceItem { get; init; } = null!;

    public Guid ApplicantId { get; init; }

    public AttesterRole Role { get; init; }

    /// <summary>As written at the last act; one whose link has run out since is told by <see cref="AttestationLifecycle.AsOf"/>.</summary>
    public AttestationState State { get; set; }

    /// <summary>The entry as it was when the link was made: the link is good for exactly this statement.</summary>
    public required EvidenceDetail Statement { get; set; }

    /// <summary>Name and e-mail address of the attester, encrypted.</summary>
    public required string AttesterProtected { get; init; }

    /// <summary>SHA-256 of the token in the link that is good now, in hexadecimal.</summary>
    public required string TokenHash { get; set; }

    public DateTime CreatedAtUtc { get; init; }

    public DateTime ExpiresAtUtc { get; set; }

    public DateTime? OpenedAtUtc { get; set; }

    public DateTime? AnsweredAtUtc { get; set; }

    public AttestationAnswer? Answer { get; set; }

    public int? AnsweredMinutes { get; set; }

    public string? AnswerReason { get; set; }

    public int Version { get; set; }

    /// <summary>Whether the entry still says what the attester was asked.</summary>
    public bool StillAsksAbout(EvidenceDetail detail) =>
        JsonSerializer.Serialize(Statement, RegistryJson.Options) == JsonSerializer.Serialize(detail, RegistryJson.Options);
}
