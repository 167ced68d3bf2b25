using PeerCertification.Domain.Requirements.Life;
using static PeerCertification.Domain.Tests.Requirements.Entries;
using static PeerCertification.Domain.Tests.Requirements.Life.Lives;

namespace PeerCertification.Domain.Tests.Requirements.Life;

public class CalendarLengthTests
{
    [Theory]
    [InlineData(LengthUnit.Days, 0, false, "2025-12-31")]
    [InlineData(LengthUnit.Days, 1, false, "2026-01-01")]
    [InlineData(LengthUnit.Days, 30, true, "2025-12-01")]
    [InlineData(LengthUnit.Months, 2, false, "2026-02-28")]
    [InlineData(LengthUnit.Months, 10, true, "2025-02-28")]
    [InlineData(LengthUnit.BusinessDays, 0, false, "2025-12-31")]
    [InlineData(LengthUnit.BusinessDays, 1, false, "2026-01-02")] // New Year's Day is a holiday
    [InlineData(LengthUnit.BusinessDays, 2, false, "2026-01-05")] // over the weekend
    [InlineData(LengthUnit.BusinessDays, 3, true, "2025-12-26")] // Tuesday, Monday, Friday
    [InlineData(LengthUnit.BusinessDays, 4, true, "2025-12-24")] // over Christmas Day
    public void A_term_leads_from_a_day_to_another(LengthUnit unit, int amount, bool before, string day) =>
        Assert.Equal(Day(day), new CalendarLength(amount, unit, before).From(Day("2025-12-31"), Without("2025-12-25", "2026-01-01")));

    [Theory]
    [InlineData("2025-11-29", "2025-11-28")] // Saturday
    [InlineData("2025-11-30", "2025-11-28")] // Sunday
    [InlineData("2025-11-28", "2025-11-28")]
    [InlineData("2025-11-27", "2025-11-26")] // Thanksgiving
    [InlineData("2026-02-01", "2026-01-30")] // back over the month's end
    public void The_closest_working_day_is_the_day_itself_or_one_before(string day, string found) =>
        Assert.Equal(Day(found), Without("2025-11-27").OnOrBefore(Day(day)));

    [Fact]
    public void Terms_stop_at_the_ends_of_the_calendar()
    {
        foreach (var unit in Enum.GetValues<LengthUnit>())
        {
            Assert.Equal(DateOnly.MaxValue, new CalendarLength(10_000, unit).From(DateOnly.MaxValue.AddDays(-3), WorkingDays.WithoutHolidays));
            Assert.Equal(DateOnly.MinValue, new CalendarLength(10_000, unit, IsBefore: true).From(DateOnly.MinValue.AddDays(3), WorkingDays.WithoutHolidays));
        }

        Assert.Equal(DateOnly.MinValue, WorkingDays.WithoutHolidays.OnOrBefore(DateOnly.MinValue)); // a Monday
        Assert.Equal(Day("0001-01-02"), Without("0001-01-01", "0001-01-02").OnOrBefore(Day("0001-01-02"))); // nothing to move to
    }
}
