using PeerCertification.Domain.Calendars;
using static System.Globalization.CultureInfo;

namespace PeerCertification.Domain.Tests.Calendars;

public class BoardDayTests
{
    [Theory]
    [InlineData("2026-03-15T03:59:59Z", "America/New_York", "2026-03-14")] // summer time: four hours behind
    [InlineData("2026-03-15T04:00:00Z", "America/New_York", "2026-03-15")]
    [InlineData("2026-01-15T04:59:59Z", "America/New_York", "2026-01-14")] // winter time: five
    [InlineData("2026-01-15T05:00:00Z", "America/New_York", "2026-01-15")]
    [InlineData("2026-01-15T09:59:59Z", "Pacific/Honolulu", "2026-01-14")]
    [InlineData("2026-01-14T14:00:00Z", "Pacific/Guam", "2026-01-15")] // a day ahead of UTC's afternoon
    public void The_day_is_the_one_at_the_board(string instant, string zone, string day) =>
        Assert.Equal(Day(day), BoardDay.Of(Instant(instant), BoardZone.Named(zone)));

    [Theory]
    [InlineData("2026-03-14", "America/New_York", "2026-03-15T04:00:00Z")]
    [InlineData("2026-03-07", "America/New_York", "2026-03-08T05:00:00Z")] // the clocks go forward that night, after midnight
    [InlineData("2026-03-08", "America/New_York", "2026-03-09T04:00:00Z")] // a day of 23 hours
    [InlineData("2026-11-01", "America/New_York", "2026-11-02T05:00:00Z")] // a day of 25 hours
    [InlineData("2026-03-28", "Asia/Beirut", "2026-03-28T22:00:00Z")] // there midnight is skipped: the day begins at one
    public void A_day_ends_when_the_next_begins_there(string day, string zone, string end) =>
        Assert.Equal(Instant(end), BoardDay.EndUtc(Day(day), BoardZone.Named(zone)));

    [Fact]
    public void The_last_instant_before_the_end_is_still_that_day_and_the_end_is_not()
    {
        foreach (var zone in new[] { "America/New_York", "Asia/Beirut", "Pacific/Guam", "Etc/UTC" }.Select(BoardZone.Named))
        {
            for (var day = Day("2026-01-01"); day.Year == 2026; day = day.AddDays(1))
            {
                var end = BoardDay.EndUtc(day, zone);

                Assert.Equal(day, BoardDay.Of(end.AddTicks(-1), zone));
                Assert.Equal(day.AddDays(1), BoardDay.Of(end, zone));
            }
        }
    }

    [Fact]
    public void A_zone_that_is_not_there_is_not_guessed() =>
        Assert.Throws<TimeZoneNotFoundException>(() => BoardZone.Named("America/Gotham"));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", InvariantCulture);

    private static DateTime Instant(string text) => DateTime.Parse(text, InvariantCulture, System.Globalization.DateTimeStyles.RoundtripKind);
}
