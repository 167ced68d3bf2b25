using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Persistence;

/// <summary>Why a file stands still, apart from its state.</summary>
public enum WaitingReason { MoreEvidence, Clarification, AttesterAnswer, ExamResult, BackgroundCheck, BoardMeeting }

public sealed class Application
{
    public Guid Id { get; init; }

    public Guid ApplicantId { get; init; }

    public Applicant Applicant { get; init; } = null!;

    public Guid BoardId { get; init; }

    public Board Board { get; init; } = null!;

    public Guid CredentialTypeId { get; init; }

    public CredentialType CredentialType { get; init; } = null!;

    /// <summary>A renewal becomes a reinstatement where it is sent so late.</summary>
    public ApplicationKind Kind { get; set; }

    /// <summary>The credential that a renewal is of; null for a first application.</summary>
    public Guid? CredentialId { get; init; }

    /// <summary>The first day of the period that is renewed.</summary>
    public DateOnly? PeriodStartsOn { get; set; }

    /// <summary>The version of the rules that the application is pinned to; null until it is submitted.</summary>
    public Guid? RequirementSetVersionId { get; set; }

    public ApplicationState State { get; set; }

    public WaitingReason? WaitingReason { get; set; }

    public DateTime CreatedAtUtc { get; init; }

    /// <summary>When the applicant last did something with it; drafts left alone are abandoned.</summary>
    public DateTime TouchedAtUtc { get; set; }

    public DateTime? SubmittedAtUtc { get; set; }

    /// <summary>The day of receipt at the board.</summary>
    public DateOnly? ReceivedOn { get; set; }

    /// <summary>Why a renewal that the rules would let through by themselves went to a person; empty for every other application.</summary>
    public List<PersonNeeded> PersonNeeded { get; set; } = [];

    /// <summary>What was submitted, as it was, encrypted.</summary>
    public string? SubmissionProtected { get; set; }

    public List<ApplicationItem> Items { get; init; } = [];

    public int Version { get; set; }
}

/// <summary>One entry as part of one application: what was submitted of it, and the board's judgement.</summary>
public sealed class ApplicationItem
{
    public Guid Id { get; init; }

    public Guid ApplicationId { get; init; }

    public Guid EvidenceItemId { get; init; }

    /// <summary>Claimed or Attested when submitted; then Accepted, PartlyAccepted or Rejected.</summary>
    public EvidenceState State { get; set; }

    /// <summary>The entry as it was when it was submitted.</summary>
    public required EvidenceDetail Detail { get; init; }

    public int ClaimedMinutes { get; init; }

    public int? AttestedMinutes { get; set; }

    public int? AcceptedMinutes { get; set; }

    public Guid? DocumentId { get; init; }

    /// <summary>Why not all of it was accepted; told to the applicant.</summary>
    public string? JudgementReason { get; set; }

    public Guid? JudgedByAccountId { get; set; }

    public DateTime? JudgedAtUtc { get; set; }

    public int Version { get; set; }
}

/// <summary>What a reviewer asked for, and what came back.</summary>
public sealed class BoardQuestion
{
    public Guid Id { get; init; }

    public Guid ApplicationId { get; init; }

    public WaitingReason WaitingReason { get; init; }

    public required string Message { get; init; }

    public Guid AskedByAccountId { get; init; }

    public DateTime AskedAtUtc { get; init; }

    public string? Answer { get; set; }

    public DateTime? AnsweredAtUtc { get; set; }
}

/// <summary>A member of a board's staff who must keep away from a file, by their own word.</summary>
public sealed class ConflictDeclaration
{
    public Guid ApplicationId { get; init; }

    public Guid AccountId { get; init; }

    public required string Reason { get; init; }

    public DateTime DeclaredAtUtc { get; init; }
}

/// <summary>One requirement that the board lets an applicant off. A withdrawn one lets nobody off anything, and stays on record.</summary>
public sealed class RequirementWaiver
{
    public Guid Id { get; init; }

    public Guid ApplicationId { get; init; }

    /// <summary>The id of the requirement in the rules that the application is pinned to.</summary>
    public required string RequirementId { get; init; }

    /// <summary>Told to the applicant.</summary>
    public required string Reason { get; init; }

    public Guid GrantedByAccountId { get; init; }

    public DateTime GrantedAtUtc { get; init; }

    public Guid? WithdrawnByAccountId { get; set; }

    public DateTime? WithdrawnAtUtc { get; set; }

    public string? WithdrawalReason { get; set; }
}

public enum DecisionKind { Approve, Deny }

/// <summary>What a reviewer advised the deciding officer. A file that went back to review may get another; none is overwritten.</summary>
public sealed class Recommendation
{
    public Guid Id { get; init; }

    public Guid ApplicationId { get; init; }

    public DecisionKind Advice { get; init; }

    public required string Note { get; init; }

    public Guid RecommendedByAccountId { get; init; }

    public DateTime RecommendedAtUtc { get; init; }
}

/// <summary>A board's decision with all that it was made on, so that it can be replayed.</summary>
public sealed class Decision
{
    public Guid Id { get; init; }

    public Guid ApplicationId { get; init; }

    public DecisionKind Kind { get; init; }

    /// <summary>Null where the rules decided by themselves.</summary>
    public Guid? DecidedByAccountId { get; init; }

    /// <summary>The rule that decided by itself, by its id in the version; null where a person did.</summary>
    public string? DecidedByRule { get; init; }

    public DateTime DecidedAtUtc { get; init; }

    /// <summary>The day at the board that the requirements were judged on.</summary>
    public DateOnly DecidedOn { get; init; }

    public Guid RequirementSetVersionId { get; init; }

    /// <summary>The facts as judged, encrypted JSON.</summary>
    public required string FactsProtected { get; init; }

    /// <summary>The evaluation as it came out, encrypted JSON.</summary>
    public required string FindingsProtected { get; init; }

    /// <summary>Coded grounds of a denial.</summary>
    public List<DenialGround> Grounds { get; init; } = [];

    /// <summary>The board's own words; told to the applicant.</summary>
    public string? Note { get; init; }

    /// <summary>The last day on which the board takes a request to reconsider a denial; null for an approval.</summary>
    public DateOnly? ReconsiderationUntilOn { get; init; }
}
