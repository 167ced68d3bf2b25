using PeerCertification.Domain.ContinuingEducation;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Persistence;

/// <summary>An organisation that gives courses. Its members act for it; a board that approves it takes its rosters at their word.</summary>
public sealed class TrainingProvider
{
    public Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Name and e-mail address of whom boards write to, encrypted.</summary>
    public required string ContactProtected { get; init; }

    public DateTime RegisteredAtUtc { get; init; }
}

/// <summary>An account that acts for a provider. Ended, never deleted: who posted what stays known.</summary>
public sealed class ProviderMember
{
    public Guid Id { get; init; }

    public Guid ProviderId { get; init; }

    public TrainingProvider Provider { get; init; } = null!;

    public Guid AccountId { get; init; }

    public DateTime JoinedAtUtc { get; init; }

    public DateTime? EndedAtUtc { get; set; }
}

/// <summary>A link by which one more account joins a provider. Its token is kept only as a hash.</summary>
public sealed class ProviderInvitation
{
    public Guid Id { get; init; }

    public Guid ProviderId { get; init; }

    public required string TokenHash { get; init; }

    public DateTime ExpiresAtUtc { get; set; }

    public DateTime? JoinedAtUtc { get; set; }

    public int Version { get; set; }
}

/// <summary>What a provider teaches. It never changes, so that what a board approved stays what is taught: a changed course is another one.</summary>
public sealed class Course
{
    public Guid Id { get; init; }

    public Guid ProviderId { get; init; }

    public TrainingProvider Provider { get; init; } = null!;

    public required string Title { get; init; }

    public TrainingMode Mode { get; init; }

    public required IReadOnlyList<TopicMinutes> Topics { get; init; }

    /// <summary>The sum of the topics' minutes.</summary>
    public int Minutes { get; init; }

    public DateTime OfferedAtUtc { get; init; }
}

/// <summary>A request to one board to approve a provider or one of its courses, and the board's answer.</summary>
public sealed class TrainingApproval
{
    public Guid Id { get; init; }

    public Guid BoardId { get; init; }

    public Board Board { get; init; } = null!;

    public Guid ProviderId { get; init; }

    public TrainingProvider Provider { get; init; } = null!;

    /// <summary>Null where it is the provider itself that is to be approved.</summary>
    public Guid? CourseId { get; init; }

    public Course? Course { get; init; }

    public ApprovalState State { get; set; }

    public DateTime RequestedAtUtc { get; init; }

    /// <summary>The first day approved; null while it is not.</summary>
    public DateOnly? FromOn { get; set; }

    public DateOnly? UntilOn { get; set; }

    public DateOnly? WithdrawnFromOn { get; set; }

    /// <summary>The words of the board's rules that entries of these days carry.</summary>
    public List<string> Tags { get; set; } = [];

    /// <summary>Why it was refused or withdrawn; told to the provider.</summary>
    public string? Reason { get; set; }

    public int Version { get; set; }

    /// <summary>The days approved, as the Domain reads them.</summary>
    public ApprovalInterval ReadInterval() => new(FromOn!.Value, UntilOn, WithdrawnFromOn, Tags);
}

/// <summary>One holding of a course on one day, of which a provider posts who was there.</summary>
public sealed class Roster
{
    public Guid Id { get; init; }

    public Guid CourseId { get; init; }

    public Course Course { get; init; } = null!;

    public DateOnly StartsOn { get; init; }

    /// <summary>The last day of the session.</summary>
    public DateOnly Day { get; init; }

    /// <summary>Tells sessions of one course on one day apart, such as "morning"; empty where there is one.</summary>
    public required string Session { get; init; }
}

/// <summary>One attendee as the provider posted them. What it says never changes; a correction is another row.</summary>
public sealed class RosterRow
{
    public Guid Id { get; init; }

    public Guid RosterId { get; init; }

    public Roster Roster { get; init; } = null!;

    /// <summary>Its number in what was sent.</summary>
    public int Line { get; init; }

    public AttendanceState State { get; set; }

    public CourseRole Role { get; init; }

    /// <summary>How much of the course was attended, in minutes; 0 in a row that says that somebody did not come.</summary>
    public int Minutes { get; init; }

    /// <summary>As printed; null where the attendee confirms with a code.</summary>
    public string? CredentialNumber { get; init; }

    /// <summary>The family name as posted, encrypted.</summary>
    public required string FamilyNameProtected { get; init; }

    /// <summary>SHA-256 of the attendee's code, in hexadecimal; null where a number is named.</summary>
    public string? CodeHash { get; init; }

    /// <summary>The row that this one corrects.</summary>
    public Guid? SupersedesId { get; init; }

    public Guid PostedByAccountId { get; init; }

    public DateTime PostedAtUtc { get; init; }

    /// <summary>Whose it is, once it is matched.</summary>
    public Guid? ApplicantId { get; set; }

    /// <summary>The entry in the attendee's evidence, once it is matched.</summary>
    public Guid? EvidenceItemId { get; set; }

    public int Version { get; set; }
}
