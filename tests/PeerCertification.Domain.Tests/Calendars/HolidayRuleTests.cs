using PeerCertification.Domain.Calendars;

namespace PeerCertification.Domain.Tests.Calendars;

public class HolidayRuleTests
{
    private static readonly HolidayRule[] Rules =
    [
        new("New Year", 1, Day: 1),
        new("King", 1, Weekday: DayOfWeek.Monday, Nth: 3, FirstYear: 1986),
        new("Memorial", 5, Weekday: DayOfWeek.Monday, Nth: -1),
        new("Juneteenth", 6, Day: 19, FirstYear: 2021),
        new("Independence", 7, Day: 4),
        new("Thanksgiving", 11, Weekday: DayOfWeek.Thursday, Nth: 4),
    ];

    [Theory]
    [InlineData("2025-01-01", "New Year")] // a Wednesday
    [InlineData("2021-12-31", "New Year")] // the first of 2022 was a Saturday
    [InlineData("2023-01-02", "New Year")] // the first was a Sunday
    [InlineData("2026-01-19", "King")]
    [InlineData("2025-05-26", "Memorial")]
    [InlineData("2027-05-31", "Memorial")] // the last day of its month
    [InlineData("2021-06-18", "Juneteenth")]
    [InlineData("2026-07-03", "Independence")]
    [InlineData("2027-07-05", "Independence")]
    [InlineData("2026-11-26", "Thanksgiving")]
    [InlineData("2029-11-22", "Thanksgiving")] // the earliest there can be
    public void A_holiday_is_kept_on_its_day_or_the_closest_weekday(string day, string name) =>
        Assert.Equal(name, HolidayRule.Between(Rules, 1980, 2030)[Day(day)]);

    [Theory]
    [InlineData("2022-01-01")] // kept on the Friday before
    [InlineData("2026-07-04")]
    [InlineData("1985-01-21")] // the year before the first
    [InlineData("2020-06-19")]
    [InlineData("2026-05-18")] // the third Monday, not the last
    public void And_on_no_other(string day) => Assert.False(HolidayRule.Between(Rules, 1980, 2030).ContainsKey(Day(day)));

    [Fact]
    public void Only_days_of_the_years_asked_for_are_told_though_the_next_new_year_may_be_kept_in_the_last() =>
        Assert.Equal([Day("2021-01-01"), Day("2021-12-31")], HolidayRule.Between([Rules[0]], 2021, 2021).Keys.Order());

    [Fact]
    public void A_rule_without_a_day_or_with_two_is_none()
    {
        Assert.Throws<ArgumentException>(() => HolidayRule.Between([new("Neither", 1)], 2026, 2026));
        Assert.Throws<ArgumentException>(() => HolidayRule.Between([new("Both", 1, 1, DayOfWeek.Monday, 1)], 2026, 2026));
        Assert.Throws<ArgumentException>(() => HolidayRule.Between([new("Fifth", 1, Weekday: DayOfWeek.Monday, Nth: 5)], 2026, 2026));
    }

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
