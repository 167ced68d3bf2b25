namespace PeerCertification.Domain.Calendars;

/// <summary>
/// A holiday that comes every year, on a day of a month or on the so-manieth weekday of one. One that falls on a Saturday is kept on the Friday
/// before, one on a Sunday on the Monday after (5 U.S.C. 6103(b); Executive Order 11582).
/// </summary>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">The day of the month, for a holiday on a set day; else null.</param>
/// <param name="Weekday">For a holiday on a weekday; else null.</param>
/// <param name="Nth">1 to 4 for the first to the fourth of these weekdays in the month, -1 for the last; null for a set day.</param>
/// <param name="FirstYear">The year in which it was kept first, or null.</param>
public sealed record HolidayRule(string Name, int Month, int? Day = null, DayOfWeek? Weekday = null, int? Nth = null, int? FirstYear = null)
{
    /// <summary>Every day on which one of the holidays is kept, from the first day of a year to the last day of another, with its name.</summary>
    /// <exception cref="ArgumentException">A rule has neither a set day nor a weekday, or both.</exception>
    public static IReadOnlyDictionary<DateOnly, string> Between(IReadOnlyCollection<HolidayRule> rules, int firstYear, int lastYear)
    {
        var kept = new Dictionary<DateOnly, string>();

        // The first of January can be kept in the year before.
        for (var year = firstYear; year <= lastYear + 1; year++)
        {
            foreach (var rule in rules)
            {
                if (rule.KeptFor(year) is { } day && day.Year >= firstYear && day.Year <= lastYear)
                {
                    kept.TryAdd(day, rule.Name);
                }
            }
        }

        return kept;
    }

    private DateOnly? KeptFor(int year) => year < FirstYear ? null : Of(year) switch
    {
        { DayOfWeek: DayOfWeek.Saturday } day => day.AddDays(-1),
        { DayOfWeek: DayOfWeek.Sunday } day => day.AddDays(1),
        var day => day,
    };

    private DateOnly Of(int year) => this switch
    {
        { Day: { } day, Weekday: null, Nth: null } => new DateOnly(year, Month, day),
        { Day: null, Weekday: { } weekday, Nth: > 0 and <= 4 and { } nth } => FirstOn(weekday, new DateOnly(year, Month, 1)).AddDays(7 * (nth - 1)),
        { Day: null, Weekday: { } weekday, Nth: -1 } => FirstOn(weekday, new DateOnly(year, Month, DateTime.DaysInMonth(year, Month)).AddDays(-6)),
        _ => throw new ArgumentException($"\"{Name}\" needs either a day, or a weekday and which of the month."),
    };

    private static DateOnly FirstOn(DayOfWeek weekday, DateOnly from) => from.AddDays(((int)weekday - (int)from.DayOfWeek + 7) % 7);
}
