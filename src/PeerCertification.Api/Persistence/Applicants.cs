using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Persistence;

/// <summary>A person who applies or is certified: what a board and, of the name, the public may know. The rest is in <see cref="SensitiveRecord"/>.</summary>
public sealed class Applicant
{
    public Guid Id { get; init; }

    public Guid AccountId { get; init; }

    public required string LegalName { get; set; }

    public string? PreferredName { get; set; }

    /// <summary>As the applicant declares it; what counts is the evidence of kind Education.</summary>
    public EducationLevel EducationLevel { get; set; }

    public DateTime CreatedAtUtc { get; init; }

    public int Version { get; set; }
}

/// <summary>Birth date, contact and lived experience of one person, encrypted as a whole. Read only through SensitiveStore, which records each read.</summary>
public sealed class SensitiveRecord
{
    public Guid ApplicantId { get; init; }

    public required string Payload { get; set; }

    public DateTime ChangedAtUtc { get; set; }
}

/// <summary>Who read a sensitive record, when and for what.</summary>
public sealed class SensitiveRead
{
    public long Id { get; init; }

    public Guid ApplicantId { get; init; }

    /// <summary>Null where the registry itself read it, as when it judges a file for a job.</summary>
    public Guid? ReaderAccountId { get; init; }

    /// <summary>The use case that read it, such as <c>ViewProgress</c>.</summary>
    public required string Act { get; init; }

    public required string Why { get; init; }

    public DateTime ReadAtUtc { get; init; }
}
