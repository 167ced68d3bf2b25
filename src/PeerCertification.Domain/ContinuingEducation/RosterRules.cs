namespace PeerCertification.Domain.ContinuingEducation;

/// <summary>What can be posted of a session, by whom, and when.</summary>
public static class RosterRules
{
    /// <summary>For how many days an attendee can confirm a row with its code.</summary>
    public const int CodeDays = 90;

    /// <summary>
    /// Only a provider whom some board approved on the day puts entries into people's records; else whoever registers an organisation could.
    /// </summary>
    /// <param name="startsOn">The first day of the session.</param>
    /// <param name="day">Its last day, on which approval is judged.</param>
    /// <param name="today">The latest day that can be called today.</param>
    /// <param name="provider">When boards approve the provider, of all boards together.</param>
    public static Refusal? RefuseSession(DateOnly startsOn, DateOnly day, DateOnly today, IEnumerable<ApprovalInterval> provider) =>
        day < startsOn ? new Refusal("roster.ends_before_start", $"The session ends on {day:yyyy-MM-dd}, before it begins on {startsOn:yyyy-MM-dd}.")
        : day > today ? new Refusal("roster.in_the_future", $"{day:yyyy-MM-dd} has not come yet; the latest day that can be posted is {today:yyyy-MM-dd}.")
        : !provider.Any(interval => interval.Covers(day)) ? new Refusal("roster.provider_not_approved", $"No board approved the provider on {day:yyyy-MM-dd}; a board must approve it for that day before its rosters are taken.")
        : null;

    /// <summary>The minutes of a course fit into the days of the session.</summary>
    /// <param name="courseMinutes">1 or more.</param>
    public static Refusal? RefuseLength(DateOnly startsOn, DateOnly day, int courseMinutes) => (day.DayNumber - startsOn.DayNumber + 1L) * 24 * 60 is var room && courseMinutes > room
        ? new Refusal("roster.course_too_long", $"The course has {courseMinutes} minutes; the days of the session have {room}.")
        : null;

    /// <summary>Somebody attended all of a course or a part; a correction may say that they attended nothing.</summary>
    public static Refusal? RefuseMinutes(int minutes, int courseMinutes, bool isCorrection) => minutes < (isCorrection ? 0 : 1) || minutes > courseMinutes
        ? new Refusal("roster.minutes_not_possible", $"Somebody attends 1 to {courseMinutes} minutes of this course{(isCorrection ? ", or 0 where they did not come" : "")}.")
        : null;

    /// <summary>Whether a code is still good.</summary>
    public static bool IsGood(DateTime postedAtUtc, DateTime atUtc) => atUtc < postedAtUtc.AddDays(CodeDays);
}
