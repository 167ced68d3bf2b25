using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Domain.Tests.Applications;

public class PostedRenewalRuleTests
{
    private static readonly Period Period = new(new(2024, 1, 1), new(2025, 12, 31));

    [Theory]
    [InlineData("2026-01-03", null, null)]
    [InlineData("2026-01-03", "2026-01-03", null)]
    [InlineData("2026-01-03", "2025-12-31", null)]
    [InlineData("2026-01-04", null, "renewal.posted_days")]
    [InlineData("2026-01-02", "2026-01-03", "renewal.posted_days")]
    [InlineData("2026-01-03", "2023-12-31", "renewal.posted_days")]
    public void Papers_bear_days_of_their_period_in_their_order_and_up_to_today(string arrivedOn, string? postmarkedOn, string? refused) =>
        Assert.Equal(refused, PostedRenewalRule.Refuse(new RenewalFiling(Day(arrivedOn), postmarkedOn is null ? null : Day(postmarkedOn)), Period, today: new(2026, 1, 3))?.Code);

    [Theory]
    [InlineData("2024-01-01", null)]
    [InlineData("2023-12-31", "renewal.posted_days")]
    public void Papers_are_no_older_than_the_period_that_they_renew(string arrivedOn, string? refused) =>
        Assert.Equal(refused, PostedRenewalRule.Refuse(new RenewalFiling(Day(arrivedOn), null), Period, today: new(2024, 1, 2))?.Code);

    [Theory]
    [InlineData("2025-11-04", null)]
    [InlineData("2025-11-03", "renewal.posted_days")]
    public void Papers_count_for_sixty_days_from_their_arrival(string arrivedOn, string? refused) =>
        Assert.Equal(refused, PostedRenewalRule.Refuse(new RenewalFiling(Day(arrivedOn), null), Period, today: new(2026, 1, 3))?.Code);

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
