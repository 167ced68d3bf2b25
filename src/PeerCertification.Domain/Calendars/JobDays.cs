namespace PeerCertification.Domain.Calendars;

/// <summary>Which days a daily job has to do.</summary>
public static class JobDays
{
    /// <summary>How far back missed days are caught up: a little over a year.</summary>
    public const int MostCaughtUp = 400;

    /// <summary>
    /// Today, and before it every day since <paramref name="firstOn"/> that was not done, oldest first. Today is due even when it was done already:
    /// a job is safe to run twice, and what was recorded since then is seen.
    /// </summary>
    /// <param name="firstOn">The first day that the schedule did, or null where it has done none: then only today is due.</param>
    public static IReadOnlyList<DateOnly> Due(DateOnly? firstOn, IReadOnlySet<DateOnly> doneOn, DateOnly today)
    {
        var earliest = today.AddDays(-MostCaughtUp);
        var first = firstOn is { } day && day < today ? day : today;
        first = first < earliest ? earliest : first;
        return [.. Enumerable.Range(0, today.DayNumber - first.DayNumber).Select(first.AddDays).Where(d => !doneOn.Contains(d)), today];
    }

    /// <summary>The day that somebody asks for: today where they name none.</summary>
    /// <returns>The day, or a refusal: <c>job.day_in_future</c>.</returns>
    public static Outcome<DateOnly> Asked(DateOnly? day, DateOnly today) =>
        day > today
            ? new Refusal("job.day_in_future", $"It is {today:yyyy-MM-dd} where this job keeps its days; a later day has not come.")
            : day ?? today;
}
