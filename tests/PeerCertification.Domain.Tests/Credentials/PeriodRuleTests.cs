using PeerCertification.Domain.Credentials;
using static System.Globalization.CultureInfo;

namespace PeerCertification.Domain.Tests.Credentials;

public class PeriodRuleTests
{
    [Theory]
    [InlineData("2024-03-15", 24, "2026-03-14")]
    [InlineData("2024-01-01", 12, "2024-12-31")] // a calendar year
    [InlineData("2024-02-29", 24, "2026-02-28")] // leap day, to a year without one
    [InlineData("2024-02-29", 48, "2028-02-28")] // leap day to leap day
    [InlineData("2024-02-29", 12, "2025-02-28")]
    [InlineData("2023-02-28", 12, "2024-02-27")] // into a leap year: the 28th is the same day
    [InlineData("2023-03-01", 12, "2024-02-29")] // the day before 1 March is the leap day
    [InlineData("2024-03-01", 24, "2026-02-28")]
    [InlineData("2025-01-31", 1, "2025-02-28")] // a month too short to have the day
    [InlineData("2024-01-31", 1, "2024-02-29")]
    [InlineData("2024-08-31", 6, "2025-02-28")]
    [InlineData("2024-10-31", 1, "2024-11-30")]
    [InlineData("2024-12-31", 24, "2026-12-30")]
    [InlineData("2096-02-29", 48, "2100-02-28")] // 2100 is no leap year
    public void A_period_ends_on_the_day_before_the_same_day_of_the_month(string starts, int months, string ends) =>
        Assert.Equal(Day(ends), new PeriodRule(months).StartingOn(Day(starts)).EndsOn);

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "2026-03-15")]
    [InlineData(30, "2026-04-13")]
    [InlineData(366, "2027-03-15")]
    public void Grace_counts_days_after_the_last(int graceDays, string? ends) =>
        Assert.Equal(ends is null ? null : Day(ends), new PeriodRule(24, graceDays).StartingOn(Day("2024-03-15")).GraceEndsOn);

    [Fact]
    public void Of_two_starts_the_later_never_ends_earlier()
    {
        for (var months = 1; months <= 60; months++)
        {
            var rule = new PeriodRule(months);
            for (var day = Day("2023-01-01"); day < Day("2025-03-02"); day = day.AddDays(1))
            {
                Assert.True(rule.StartingOn(day).EndsOn <= rule.StartingOn(day.AddDays(1)).EndsOn, $"{months} months from {day:yyyy-MM-dd}");
            }
        }
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", InvariantCulture);
}
