using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Elements;
using static PeerCertification.Domain.Tests.Requirements.Entries;
using static PeerCertification.Domain.Tests.Requirements.Rules;

namespace PeerCertification.Domain.Tests.Requirements;

public class FeePaidTests
{
    private static readonly FeePaid Fee = new("fee", "The application fee", Source, "Application", 23500) { Waivable = true };

    [Theory]
    [InlineData(23500, true, null)]
    [InlineData(23499, false, "Pay $0.01: The application fee.")]
    [InlineData(18995, false, "Pay $45.05: The application fee.")]
    [InlineData(0, false, "Pay $235.00: The application fee.")]
    public void It_is_paid_to_the_cent(int cents, bool isMet, string? cure)
    {
        var finding = Judge(Fee, Paid(new Payment("application", cents, Today)));
        Assert.Equal((isMet, cents, 23500, FindingUnit.Cents, cure), (finding.IsMet, finding.Have, finding.Need, finding.Unit, finding.Cure));
    }

    [Fact]
    public void Several_payments_add_up_and_what_was_paid_back_does_not_count() =>
        Assert.Equal(23000, Judge(Fee, Paid(new("Application", 20000, Today), new("Application", 3500, Today), new("Application", -500, Today))).Have);

    [Fact]
    public void Money_for_something_else_or_of_tomorrow_does_not_count() =>
        Assert.Equal(0, Judge(Fee, Paid(new("Exam", 23500, Today), new("Application", 23500, Today.AddDays(1)))).Have);

    [Theory]
    [InlineData(null, true)] // all of it
    [InlineData(13500, true)]
    [InlineData(13499, false)]
    public void A_fee_can_be_waived_in_full_or_in_part(int? cents, bool isMet)
    {
        var finding = Judge(Fee, Paid(new Payment("Application", 10000, Today)) with { Waivers = [new Waiver("fee", cents, "Paid by a grant.")] });
        Assert.Equal((isMet, isMet ? "Paid by a grant." : null), (finding.IsMet, finding.Waived));
    }

    private static Facts Paid(params Payment[] payments) => Accepted() with { Payments = payments };
}
