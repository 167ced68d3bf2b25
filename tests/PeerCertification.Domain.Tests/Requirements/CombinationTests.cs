using PeerCertification.Domain.Requirements;
using static PeerCertification.Domain.Tests.Requirements.Entries;
using static PeerCertification.Domain.Tests.Requirements.Rules;

namespace PeerCertification.Domain.Tests.Requirements;

public class CombinationTests
{
    // Three requirements, of which so many are met.
    [Theory]
    [InlineData(3, 3, true, null)]
    [InlineData(3, 2, false, "Meet the one requirement that is still open.")]
    [InlineData(3, 1, false, "Meet the 2 requirements that are still open.")]
    [InlineData(1, 1, true, null)]
    [InlineData(1, 0, false, "Meet any one of the 3 requirements that are still open. The shortest way: Recovery.")]
    [InlineData(2, 2, true, null)]
    [InlineData(2, 3, true, null)]
    [InlineData(2, 1, false, "Meet any one of the 2 requirements that are still open. The shortest way: Recovery.")]
    [InlineData(2, 0, false, "Meet any 2 of the 3 requirements that are still open. The shortest way: Recovery; Recovery.")]
    public void So_many_of_the_requirements_must_be_met(int need, int met, bool isMet, string? cure)
    {
        var finding = Judge(
            AtLeast(need, [.. Enumerable.Range(0, 3).Select(i => Recovery(i < met ? 12 : 600, $"recovery-{i}"))]),
            Accepted());
        Assert.Equal((isMet, met, need, FindingUnit.Requirements), (finding.IsMet, finding.Have, finding.Need, finding.Unit));
        Assert.Equal(cure, finding.Cure);
        Assert.Equal(3, finding.Of.Count);
    }

    [Fact]
    public void Recovery_that_nobody_attested_to_is_none()
    {
        var finding = Judge(Recovery(24), Accepted() with { RecoverySince = null });
        Assert.Equal((0, 24, FindingUnit.Months, false), (finding.Have, finding.Need, finding.Unit, finding.IsMet));
        Assert.Equal("Tell us since when you are in recovery, in your own record.", finding.Cure);
    }

    [Fact]
    public void The_cure_for_too_short_a_recovery_does_not_give_its_day_away() =>
        Assert.Equal("Wait until you have 24 months of recovery.", Judge(Recovery(24), Accepted() with { RecoverySince = new DateOnly(2025, 7, 9) }).Cure);
}
