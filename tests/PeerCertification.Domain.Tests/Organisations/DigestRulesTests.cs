using PeerCertification.Domain.Organisations;

namespace PeerCertification.Domain.Tests.Organisations;

public class DigestRulesTests
{
    [Theory]
    [InlineData("2026-03-01", DigestEvery.Daily, "2026-03-02")]
    [InlineData("2026-03-01", DigestEvery.Weekly, "2026-03-02")] // Sunday
    [InlineData("2026-03-02", DigestEvery.Weekly, "2026-03-09")] // Monday
    [InlineData("2026-03-03", DigestEvery.Weekly, "2026-03-09")] // Tuesday
    [InlineData("2026-03-07", DigestEvery.Weekly, "2026-03-09")] // Saturday
    [InlineData("2026-03-01", DigestEvery.None, null)]
    public void A_digest_is_due_the_next_day_the_next_Monday_or_never(string day, DigestEvery every, string? next) =>
        Assert.Equal(next, DigestRules.NextAfter(DateOnly.Parse(day, null), every)?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
}
