using System.Security.Cryptography;
using System.Text;
using PeerCertification.Domain.Calendars;
using PeerCertification.Domain.Requirements.Publication;
using PeerCertification.Domain.Requirements.Trials;

namespace PeerCertification.Api.Persistence;

/// <summary>A body that certifies. Its days begin and end in its own time zone.</summary>
public sealed class Board
{
    public Guid Id { get; init; }

    /// <summary>Short, stable, lower case, such as <c>ncc-ap</c>: what addresses and claims name the board by.</summary>
    public required string Code { get; init; }

    public required string Name { get; set; }

    /// <summary>IANA name, such as <c>America/New_York</c>.</summary>
    public required string TimeZone { get; set; }

    /// <summary>Two capital letters, such as <c>NY</c>, or <see cref="Everywhere"/> for a board that certifies in every state; null where nobody said.</summary>
    public string? State { get; set; }

    /// <summary>What rules of other boards may know its credentials by, such as the consortium that it is a member of.</summary>
    public List<string> Tags { get; set; } = [];

    /// <summary>How many days before expiry the board wants to be told, longest first.</summary>
    public List<BoardLeadTime> LeadTimes { get; init; } = [];

    /// <summary>How often the plan of reminders was changed.</summary>
    public int ReminderPlanVersion { get; set; }

    /// <summary>Since when its data is not to be relied on, or null.</summary>
    public DateTime? OnHoldSinceUtc { get; set; }

    /// <summary>Why, in public; null while it is not on hold.</summary>
    public string? HoldReason { get; set; }

    /// <summary>When it last said that its data is right, or null.</summary>
    public DateTime? ConfirmedAtUtc { get; set; }

    public TimeZoneInfo Zone => BoardZone.Named(TimeZone);

    public const string Everywhere = "US";
}

/// <summary>A day on which a board is closed that is no federal holiday, or is open although it is one.</summary>
public sealed class BoardHoliday
{
    public Guid BoardId { get; init; }

    public DateOnly Day { get; init; }

    public required string Name { get; set; }

    public bool IsOpen { get; set; }
}

public sealed class BoardLeadTime
{
    public Guid BoardId { get; init; }

    public int Days { get; init; }

    /// <summary>Whether the holder is reminded by e-mail, and not in the inbox alone.</summary>
    public bool ByEmail { get; set; } = true;
}

/// <summary>What a board can award. Never keyed on its abbreviation across boards: the same letters mean different things at two boards.</summary>
public sealed class CredentialType
{
    public Guid Id { get; init; }

    public Guid BoardId { get; init; }

    public Board Board { get; init; } = null!;

    /// <summary>The abbreviation, unique within the board.</summary>
    public required string Code { get; init; }

    /// <summary>The title that it was set up with. What it is called on a day, the published versions of its rules say.</summary>
    public required string PublicTitle { get; init; }

    /// <summary>Unique across the registry, since numbers begin with it.</summary>
    public required string NumberPrefix { get; init; }

    /// <summary>The serial of the last number given out; the next one is a random step further.</summary>
    public int LastSerial { get; set; }

    public int Version { get; set; }
}

/// <summary>One version of a credential type's rules. The document never changes once published.</summary>
public sealed class RequirementSetVersion
{
    public Guid Id { get; init; }

    public Guid CredentialTypeId { get; init; }

    public CredentialType CredentialType { get; init; } = null!;

    public int Number { get; init; }

    public DateOnly EffectiveFrom { get; init; }

    /// <summary>The last day on which this version takes new applications, or null. Publishing a later version ends it on the day before that one begins.</summary>
    public DateOnly? EffectiveUntil { get; set; }

    public RequirementSetState State { get; set; }

    /// <summary>The document as published, byte for byte.</summary>
    public required string Document { get; init; }

    public required string Sha256 { get; init; }

    /// <summary>Since when the registry knows it.</summary>
    public DateTime PublishedAtUtc { get; init; }

    public static string HashOf(string document) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document)));
}

/// <summary>A document that a board is at work on. Published, it becomes a <see cref="RequirementSetVersion"/> and stays as it was then.</summary>
public sealed class RequirementSetDraft
{
    public Guid Id { get; init; }

    public Guid CredentialTypeId { get; init; }

    public CredentialType CredentialType { get; init; } = null!;

    /// <summary>Draft, Proposed, Published or Withdrawn.</summary>
    public RequirementSetState State { get; set; }

    /// <summary>The document as sent, byte for byte.</summary>
    public required string Document { get; set; }

    public Guid DraftedByAccountId { get; set; }

    public DateTime DraftedAtUtc { get; set; }

    /// <summary>Who proposed the document as it stands, or null.</summary>
    public Guid? ProposedByAccountId { get; set; }

    /// <summary>Which open applications move to the version when it is published.</summary>
    public MovedApplications Moves { get; set; }

    public DateOnly? MovesReceivedFromOn { get; set; }

    /// <summary>The version that it became, or null.</summary>
    public Guid? RequirementSetVersionId { get; set; }

    public int Version { get; set; }
}

/// <summary>A document that is tried against a board's own files, before it becomes rules.</summary>
public sealed class RuleTrial
{
    public Guid Id { get; init; }

    public Guid CredentialTypeId { get; init; }

    public CredentialType CredentialType { get; init; } = null!;

    public required string Document { get; init; }

    public TrialState State { get; set; }

    public Guid RequestedByAccountId { get; init; }

    public DateTime RequestedAtUtc { get; init; }

    public DateTime? EndedAtUtc { get; set; }

    /// <summary>The day at the board that the files are judged on, once it has begun.</summary>
    public DateOnly? JudgedOn { get; set; }

    /// <summary>How often it was begun: a run that is interrupted is begun again, but not for ever.</summary>
    public int Attempts { get; set; }

    public int FilesTotal { get; set; }

    public int FilesDone { get; set; }

    /// <summary>Counts as JSON, once it is done; nobody is named in it.</summary>
    public string? Result { get; set; }

    /// <summary>What kind of failure ended it.</summary>
    public string? Error { get; set; }
}

/// <summary>One file that comes out otherwise by the tried document.</summary>
public sealed class RuleTrialFile
{
    public Guid RuleTrialId { get; init; }

    /// <summary>The id of the application or of the credential.</summary>
    public Guid SubjectId { get; init; }

    public TriedKind Kind { get; init; }

    public Becomes Becomes { get; init; }

    public List<string> RequirementIds { get; init; } = [];
}
