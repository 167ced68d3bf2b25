using PeerCertification.Domain.Requirements;

namespace PeerCertification.Domain.Tests.Requirements;

public class CalendarMonthsTests
{
    [Theory]
    [InlineData("2024-03-01", "2026-02-28", 23)] // one day short
    [InlineData("2024-03-01", "2026-03-01", 24)] // the same day of the month
    [InlineData("2024-02-29", "2026-02-27", 23)] // the 28th stands for the 29th, the 27th does not
    [InlineData("2024-02-29", "2026-02-28", 24)] // no 29 February in 2026
    [InlineData("2024-02-29", "2028-02-28", 47)] // there is one in 2028
    [InlineData("2024-02-29", "2028-02-29", 48)]
    [InlineData("2024-02-28", "2028-02-28", 48)]
    [InlineData("2025-01-31", "2025-02-27", 0)]
    [InlineData("2025-01-31", "2025-02-28", 1)] // the last day stands for the 31st
    [InlineData("2024-01-31", "2024-02-28", 0)] // in a leap year it is the 29th
    [InlineData("2024-01-31", "2024-02-29", 1)]
    [InlineData("2025-01-31", "2025-03-30", 1)]
    [InlineData("2025-01-31", "2025-03-31", 2)]
    [InlineData("2025-01-31", "2025-04-30", 3)]
    [InlineData("2025-12-31", "2026-01-01", 0)] // a new year is not a month
    [InlineData("2026-03-01", "2026-03-01", 0)]
    [InlineData("2026-03-02", "2026-03-01", 0)] // not yet
    public void Whole_months_are_counted_by_the_calendar(string from, string to, int months) =>
        Assert.Equal(months, CalendarMonths.Between(Day(from), Day(to)));

    [Theory]
    [InlineData("2026-03-01", 72, "2020-03-01")]
    [InlineData("2024-02-29", 72, "2018-02-28")] // no 29 February in 2018
    [InlineData("2026-03-31", 1, "2026-02-28")] // February is too short
    [InlineData("2026-12-31", 6, "2026-06-30")]
    [InlineData("2026-01-15", 1, "2025-12-15")]
    [InlineData("0002-01-01", 13, "0001-01-01")] // before the first day there is
    [InlineData("0002-01-01", 12, "0001-01-01")]
    public void A_window_begins_on_the_same_day_so_many_months_before(string day, int months, string first) =>
        Assert.Equal(Day(first), CalendarMonths.WindowStart(Day(day), months));

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
