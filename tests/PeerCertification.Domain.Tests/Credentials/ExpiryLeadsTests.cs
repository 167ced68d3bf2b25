using PeerCertification.Domain.Credentials;

namespace PeerCertification.Domain.Tests.Credentials;

public sealed class ExpiryLeadsTests
{
    [Fact]
    public void Every_last_day_within_the_longest_lead_time_has_one_nearest_lead_time()
    {
        var day = new DateOnly(2026, 3, 1);
        var leads = ExpiryLeads.On(day, [90, 60, 30, 7]);

        Assert.All(Enumerable.Range(0, 91), n => Assert.Single(leads, l => day.AddDays(n) >= l.NearestFromOn && day.AddDays(n) <= l.ReachedUntilOn));
        Assert.DoesNotContain(leads, l => l.NearestFromOn < day || l.ReachedUntilOn > day.AddDays(90));
    }

    [Theory]
    [InlineData("2028-02-22", 7, "2028-02-29", "a leap day is a last day like any other")]
    [InlineData("2027-02-21", 7, "2027-02-28", "there is no 29 February")]
    [InlineData("2027-12-01", 90, "2028-02-29", "ninety days, not three months")]
    [InlineData("2026-12-31", 60, "2027-03-01", "across the year and a short month")]
    [InlineData("2026-01-31", 30, "2026-03-02", "thirty days, not one month")]
    public void A_lead_time_counts_days(string day, int lead, string reachedUntil, string why) =>
        Assert.True(ExpiryLeads.On(DateOnly.Parse(day, null), [lead]).Single().ReachedUntilOn == DateOnly.Parse(reachedUntil, null), why);

    [Fact]
    public void The_shortest_comes_first_whatever_order_the_board_wrote_them_in() =>
        Assert.Equal(ExpiryLeads.On(new DateOnly(2026, 3, 1), [7, 30, 90]), ExpiryLeads.On(new DateOnly(2026, 3, 1), [90, 7, 30, 7]));
}
