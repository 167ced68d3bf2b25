using Microsoft.EntityFrameworkCore;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Renewals;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Api.Persistence;

/// <summary>An audit of a board: which renewals are in the lot, where its seed comes from, and, once it is there, what it is. All of it is public.</summary>
public sealed class RenewalAudit
{
    public Guid Id { get; init; }

    public Guid BoardId { get; init; }

    public Board Board { get; init; } = null!;

    public Guid CredentialTypeId { get; init; }

    public CredentialType CredentialType { get; init; } = null!;

    /// <summary>The version whose terms it goes by.</summary>
    public Guid RequirementSetVersionId { get; init; }

    public DateOnly FromOn { get; init; }

    public DateOnly UntilOn { get; init; }

    public int Percent { get; init; }

    /// <summary>Written with the announcement, and never changed.</summary>
    public List<AuditLotEntry> Lot { get; init; } = [];

    public required string Digest { get; init; }

    /// <summary>How many the rules left out.</summary>
    public int Exempted { get; init; }

    /// <summary>Where the value comes from that the seed is made of, in words.</summary>
    public required string SeedSource { get; init; }

    public DateOnly SeedDueOn { get; init; }

    public DateTime AnnouncedAtUtc { get; init; }

    public string? SeedValue { get; set; }

    public string? Seed { get; set; }

    public DateTime? DrawnAtUtc { get; set; }

    public int Version { get; set; }
}

/// <summary>A renewal that is in the lot, by the number of its credential.</summary>
public sealed class AuditLotEntry
{
    public Guid AuditId { get; init; }

    public required string Number { get; init; }

    public Guid CredentialId { get; init; }

    public Guid ApplicationId { get; init; }
}

/// <summary>The audit of one renewal that was drawn.</summary>
public sealed class AuditCase
{
    public Guid Id { get; init; }

    public Guid AuditId { get; init; }

    public RenewalAudit Audit { get; init; } = null!;

    public Guid BoardId { get; init; }

    public Board Board { get; init; } = null!;

    public Guid CredentialId { get; init; }

    public Credential Credential { get; init; } = null!;

    public Guid ApplicantId { get; init; }

    public Applicant Applicant { get; init; } = null!;

    /// <summary>The renewal that is looked at.</summary>
    public Guid ApplicationId { get; init; }

    public int Place { get; init; }

    public required string Ticket { get; init; }

    public AuditCaseState State { get; set; }

    /// <summary>The last day to show evidence, or to make good what was wanting.</summary>
    public DateOnly DueOn { get; set; }

    public DateTime? ConcludedAtUtc { get; set; }

    /// <summary>What followed from failing, or null.</summary>
    public AuditConsequence? Consequence { get; set; }

    public List<AuditItem> Items { get; init; } = [];

    public int Version { get; set; }
}

/// <summary>One entry of an audited renewal, as it was when the renewal was decided.</summary>
public sealed class AuditItem
{
    public Guid Id { get; init; }

    public Guid CaseId { get; init; }

    public Guid EvidenceItemId { get; init; }

    public required EvidenceDetail Detail { get; init; }

    /// <summary>What the decision counted of it.</summary>
    public int CountedMinutes { get; init; }

    public Guid? DocumentId { get; set; }

    /// <summary>The holder's own words.</summary>
    public string? Note { get; set; }

    public AuditVerdict? Verdict { get; set; }

    /// <summary>Told to the holder.</summary>
    public string? Reason { get; set; }

    public Guid? JudgedByAccountId { get; set; }

    public DateTime? JudgedAtUtc { get; set; }

    public int Version { get; set; }
}

internal static class OpenAudits
{
    /// <summary>The audit of a credential's renewal that is not concluded, or null. While there is one, a renewal is for the board to decide, and not for a rule alone.</summary>
    internal static async Task<Guid?> OpenAudit(this RegistryContext db, Guid credentialId, CancellationToken cancellationToken) =>
        await db.AuditCases.Where(c => c.CredentialId == credentialId && !AuditCaseLifecycle.Concluded.Contains(c.State)).OrderBy(c => c.Id).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(cancellationToken);
}
