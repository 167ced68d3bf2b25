using PeerCertification.Domain.Fees;

namespace PeerCertification.Domain.Tests.Fees;

public class FeeDisagreementsTests
{
    [Theory]
    [InlineData(100, 0, 100, 0, "", "all is paid")]
    [InlineData(100, 0, 0, 0, "", "owed, and not due")]
    [InlineData(100, 0, 150, 0, "OverPaid 50", "")]
    [InlineData(100, 40, 100, 0, "OverPaid 40", "waived after it was paid")]
    [InlineData(100, 0, 150, 50, "", "paid back")]
    [InlineData(100, 120, 0, 0, "OverWaived 20", "")]
    [InlineData(100, 0, 50, 70, "OverRefunded 20", "")]
    public void What_does_not_agree_is_named_with_its_cents(long charged, long waived, long paid, long refunded, string found, string why) =>
        Assert.True(found == Said(new(Guid.Empty, false, charged, waived, paid, refunded, false)), why);

    [Fact]
    public void Money_for_a_draft_is_paid_ahead() => Assert.Equal("PaidAhead 50", Said(new(Guid.Empty, true, 0, 0, 50, 0, false)));

    [Fact]
    public void What_is_owed_after_its_last_day_is_overdue() => Assert.Equal("Overdue 60", Said(new(Guid.Empty, false, 100, 0, 40, 0, true)));

    private static string Said(ApplicationSums sums) => string.Join(", ", FeeDisagreements.In(sums).Select(d => $"{d.Kind} {d.Cents}"));
}
