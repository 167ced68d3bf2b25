namespace PeerCertification.Domain.ContinuingEducation;

/// <summary>The days on which a board approves a provider or a course. Both ends are inside; an approval that was withdrawn holds to the day before.</summary>
/// <param name="UntilOn">The last day, or null while no end is set.</param>
/// <param name="WithdrawnFromOn">The first day on which it holds no more, or null. On or before <paramref name="FromOn"/> it never held.</param>
/// <param name="Tags">The words of the board's rules that entries of these days carry.</param>
public sealed record ApprovalInterval(DateOnly FromOn, DateOnly? UntilOn, DateOnly? WithdrawnFromOn, IReadOnlyList<string> Tags)
{
    public bool Covers(DateOnly day) => day >= FromOn && !(day > UntilOn) && !(day >= WithdrawnFromOn);
}

/// <summary>Whether a board approved a course on the day that it was held, and by which words its rules know that.</summary>
/// <param name="IsProvider">Whether the provider was approved, whatever the course.</param>
/// <param name="IsCourse">Whether the course was approved and its provider was: a course is no better than who gives it.</param>
/// <param name="Tags">Words for the filters of the board's rules, in alphabetical order.</param>
public sealed record CourseApproval(bool IsProvider, bool IsCourse, IReadOnlyList<string> Tags)
{
    /// <summary>On every entry that a provider posted, whoever approved it.</summary>
    public const string PostedTag = "provider-posted";

    /// <summary>On entries of a provider whom the board approved on the day.</summary>
    public const string ProviderTag = "approved-provider";

    /// <summary>On entries of a course that the board approved on the day.</summary>
    public const string CourseTag = "approved";

    /// <summary>Words that only the registry gives; nobody who offers an entry may write them.</summary>
    public static readonly IReadOnlyList<string> Reserved = [CourseTag, ProviderTag, PostedTag];

    /// <summary>
    /// Judged on the day of the course and on no other: neither the day it was posted nor the day a board looks at it matters.
    /// </summary>
    /// <param name="day">The day of the course; its last, where it had several.</param>
    /// <param name="provider">When the board approves the provider.</param>
    /// <param name="course">When the board approves the course.</param>
    public static CourseApproval On(DateOnly day, IEnumerable<ApprovalInterval> provider, IEnumerable<ApprovalInterval> course)
    {
        var ofProvider = provider.Where(interval => interval.Covers(day)).ToList();
        var ofCourse = ofProvider.Count == 0 ? [] : course.Where(interval => interval.Covers(day)).ToList();
        var tags = ofProvider.Concat(ofCourse).SelectMany(interval => interval.Tags)
            .Concat(ofProvider.Count > 0 ? [ProviderTag] : [])
            .Concat(ofCourse.Count > 0 ? [CourseTag] : [])
            .Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal);
        return new CourseApproval(ofProvider.Count > 0, ofCourse.Count > 0, [.. tags]);
    }
}

/// <summary>When a board may approve, and from when it may take that back.</summary>
public static class ApprovalRules
{
    /// <summary>The last day may be the first, but not before it.</summary>
    public static Refusal? RefuseInterval(DateOnly fromOn, DateOnly? untilOn) => untilOn < fromOn
        ? new Refusal("training_approval.ends_before_start", $"The approval would end on {untilOn:yyyy-MM-dd}, before it begins on {fromOn:yyyy-MM-dd}.")
        : null;

    /// <summary>An approval is withdrawn from today on or later: attendees relied on what was approved on the day they came.</summary>
    /// <param name="today">Today at the board.</param>
    public static Refusal? RefuseWithdrawal(DateOnly? untilOn, DateOnly withdrawnFromOn, DateOnly today) =>
        withdrawnFromOn < today ? new Refusal("training_approval.withdrawal_in_the_past", $"What was approved on a past day stays approved for it; withdraw from {today:yyyy-MM-dd} or later.")
        : withdrawnFromOn > untilOn ? new Refusal("training_approval.ended_by_then", $"The approval ends with {untilOn:yyyy-MM-dd}; on {withdrawnFromOn:yyyy-MM-dd} nothing is left to withdraw.")
        : null;

    /// <summary>Nobody decides on the organisation that they belong to.</summary>
    public static Refusal? RefuseMember(bool isMember) => isMember
        ? new Refusal("training_approval.own_provider", "You belong to this provider; somebody else at the board must decide.")
        : null;

    /// <summary>A course is put to a board that approves its provider, or is asked to.</summary>
    public static Refusal? RefuseRequest(bool isForCourse, bool isProviderKnownToBoard) => isForCourse && !isProviderKnownToBoard
        ? new Refusal("training_approval.provider_first", "This board neither approves the provider nor is asked to: ask it to approve the provider first.")
        : null;
}
