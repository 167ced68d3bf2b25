using PeerCertification.Domain.Fees;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Domain.Tests.Fees;

public class FeeAccountTests
{
    private static readonly DateOnly Day = new(2026, 3, 1);

    private static readonly Guid Renewal = Id(1);

    private static readonly Guid Late = Id(2);

    private static readonly Guid Paid = Id(3);

    private static readonly FeeLine[] Charged = [Charge(Renewal, FeePurpose.Renewal, 20000), Charge(Late, FeePurpose.Late, 2500, FeeBlock.Decision)];

    [Fact]
    public void Nothing_written_is_nothing_owed()
    {
        var account = FeeAccount.Of([]);
        Assert.Equal((0L, 0L, 0L), (account.OwedCents, account.UnusedCents, account.PaidCents));
        Assert.Null(account.RefuseOwed(FeeBlock.Decision));
    }

    [Theory]
    [InlineData(20000, 0, 2500, 0, "the oldest charge first")]
    [InlineData(22500, 0, 0, 0, "both, to the cent")]
    [InlineData(22499, 0, 1, 0, "a cent short")]
    [InlineData(30000, 0, 0, 7500, "too much")]
    [InlineData(5000, 15000, 2500, 0, "in part")]
    public void A_payment_for_whatever_is_owed_covers_the_oldest_charge_first(long cents, long renewal, long late, long unused, string why)
    {
        var account = FeeAccount.Of([.. Charged, Payment(cents, null)]);
        Assert.True((renewal, late, unused) == (account.Charges[0].Owed, account.Charges[1].Owed, account.UnusedCents), why);
    }

    [Fact]
    public void A_payment_for_a_purpose_covers_no_other()
    {
        var account = FeeAccount.Of([.. Charged, Payment(3000, FeePurpose.Late)]);
        Assert.Equal((20000, 0, 500), (account.Charges[0].Owed, account.Charges[1].Owed, account.UnusedCents));
        Assert.Equal([("Late", 2500L), ("Late", 500L)], account.Covers.Select(p => (p.For, p.Cents)));
    }

    [Fact]
    public void Money_paid_ahead_counts_for_its_purpose_before_anything_is_charged() =>
        Assert.Equal([("Application", 23500L)], FeeAccount.Of([Payment(23500, FeePurpose.Application)]).Covers.Select(p => (p.For, p.Cents)));

    [Fact]
    public void What_was_waived_counts_as_if_it_had_come_in_and_what_went_back_does_not()
    {
        var account = FeeAccount.Of([.. Charged, Payment(22500, null), new(Id(4), FeeLineKind.Refund, null, 22500, Day, Paid), new(Id(5), FeeLineKind.Waiver, FeePurpose.Late, 2500, Day, Late)]);
        Assert.Equal((20000, 2500, 22500, 22500), (account.OwedCents, account.WaivedCents, account.PaidCents, account.RefundedCents));
        Assert.Equal([("Late", 2500L)], account.Covers.Select(p => (p.For, p.Cents)));
    }

    [Fact]
    public void A_correction_is_a_line_with_the_difference()
    {
        FeeLine[] lines = [.. Charged, Payment(22000, null), new(Id(4), FeeLineKind.Payment, null, 500, Day, Corrects: Paid)];
        Assert.Equal((22500L, 0L), (FeeAccount.Of(lines).PaidCents, FeeAccount.Of(lines).OwedCents));
        Assert.Equal(-2500, FeeRules.Correct(FeeAccount.Of(lines), Paid, 20000).Value);
        Assert.Equal("fee.correction_changes_nothing", FeeRules.Correct(FeeAccount.Of(lines), Paid, 22500).Refusal!.Code);
        Assert.Equal("fee.correction_not_possible", FeeRules.Correct(FeeAccount.Of(lines), Id(4), 1).Refusal!.Code);
        Assert.Equal("fee.line_not_found", FeeRules.Correct(FeeAccount.Of(lines), Id(9), 1).Refusal!.Code);
    }

    [Theory]
    [InlineData(2500, true)]
    [InlineData(2501, false)]
    public void No_more_is_waived_than_is_owed(long cents, bool may) => Assert.Equal(may ? null : "fee.waiver_above_owed", FeeRules.RefuseWaiver(FeeAccount.Of(Charged), Late, cents)?.Code);

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public void No_more_goes_back_than_is_left_of_the_payment(long cents, bool may)
    {
        var account = FeeAccount.Of([Payment(3000, FeePurpose.Late), new(Id(4), FeeLineKind.Refund, FeePurpose.Late, 2000, Day, Paid)]);
        Assert.Equal(may ? null : "fee.refund_above_paid", FeeRules.RefuseRefund(account, Paid, cents)?.Code);
    }

    [Theory]
    [InlineData(FeeLineKind.Payment, 1999, "fee.correction_not_possible")]
    [InlineData(FeeLineKind.Payment, 2000, null)]
    [InlineData(FeeLineKind.Refund, 3001, "fee.correction_not_possible")]
    [InlineData(FeeLineKind.Refund, 3000, null)]
    [InlineData(FeeLineKind.Waiver, 2501, "fee.correction_not_possible")]
    [InlineData(FeeLineKind.Waiver, 2500, null)]
    [InlineData(FeeLineKind.Charge, 999, "fee.correction_not_possible")]
    [InlineData(FeeLineKind.Charge, 1000, null)]
    public void A_correction_keeps_what_was_waived_or_paid_back_within_bounds(FeeLineKind kind, long cents, string? code)
    {
        FeeLine[] lines = [Charge(Late, FeePurpose.Late, 2500), new(Id(6), FeeLineKind.Waiver, FeePurpose.Late, 1000, Day, Late), Payment(3000, FeePurpose.Exam), new(Id(7), FeeLineKind.Refund, FeePurpose.Exam, 2000, Day, Paid)];
        Assert.Equal(code, FeeRules.Correct(FeeAccount.Of(lines), lines.Single(line => line.Kind == kind).Id, cents).Refusal?.Code);
    }

    [Fact]
    public void Only_what_blocks_an_act_refuses_it()
    {
        var account = FeeAccount.Of(Charged);
        Assert.Null(account.RefuseOwed(FeeBlock.Submission));
        Assert.Contains("$25.00", account.RefuseOwed(FeeBlock.Decision)!.Reason, StringComparison.Ordinal);
        Assert.Null(FeeAccount.Of([.. Charged, Payment(2500, FeePurpose.Late)]).RefuseOwed(FeeBlock.Decision));
    }

    [Theory]
    [InlineData("2026-03-01", null)]
    [InlineData("2026-03-02", "payment.day_not_possible")]
    [InlineData("2025-02-28", null)]
    [InlineData("2025-02-27", "payment.day_not_possible")]
    public void Money_comes_in_within_a_year_and_not_tomorrow(string paidOn, string? code) =>
        Assert.Equal(code, FeeRules.RefusePayment(FeeAccount.Of(Charged), new PostedPayment(Id(8), null, 1, DateOnly.Parse(paidOn, null)), null, Day)?.Code);

    private static FeeLine Charge(Guid id, FeePurpose purpose, long cents, FeeBlock blocks = FeeBlock.Nothing) => new(id, FeeLineKind.Charge, purpose, cents, Day, FeeId: purpose.ToString(), Blocks: blocks);

    private static FeeLine Payment(long cents, FeePurpose? purpose) => new(Paid, FeeLineKind.Payment, purpose, cents, Day);

    private static Guid Id(int last) => new(last, 0, 0, new byte[8]);
}
