using PeerCertification.Domain.Calendars;

namespace PeerCertification.Domain.Tests.Calendars;

public class LatestDayTests
{
    private static readonly DateTime Noon = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("America/New_York", 12, "2026-03-01")]
    [InlineData("America/New_York", 3, "2026-03-01")] // still the day before in New York
    [InlineData("Pacific/Guam", 13, "2026-03-01")]
    [InlineData("Pacific/Guam", 14, "2026-03-02")] // ten hours ahead
    public void The_latest_today_is_that_of_utc_or_of_a_board_east_of_it(string zone, int hourUtc, string day) =>
        Assert.Equal(DateOnly.Parse(day, null), BoardDay.Latest(Noon.Date.AddHours(hourUtc), [BoardZone.Named("America/New_York"), BoardZone.Named(zone)]));

    [Fact]
    public void Without_boards_it_is_the_day_of_utc() => Assert.Equal(new DateOnly(2026, 3, 1), BoardDay.Latest(Noon, []));
}
