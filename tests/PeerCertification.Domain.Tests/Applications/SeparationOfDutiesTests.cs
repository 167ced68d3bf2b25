using PeerCertification.Domain.Applications;

namespace PeerCertification.Domain.Tests.Applications;

public class SeparationOfDutiesTests
{
    [Theory]
    [InlineData(false, false, false, null, null)]
    [InlineData(false, false, true, null, "decision.needs_second_person")]
    [InlineData(false, true, false, "decision.conflict_of_interest", "decision.conflict_of_interest")]
    [InlineData(false, true, true, "decision.conflict_of_interest", "decision.conflict_of_interest")]
    [InlineData(true, false, false, "decision.own_application", "decision.own_application")]
    [InlineData(true, false, true, "decision.own_application", "decision.own_application")]
    [InlineData(true, true, false, "decision.own_application", "decision.own_application")]
    [InlineData(true, true, true, "decision.own_application", "decision.own_application")]
    public void Every_tie_keeps_its_holder_from_what_it_should(bool isApplicant, bool hasConflict, bool hasRecommended, string? handling, string? deciding)
    {
        var ties = new FileTies(isApplicant, hasConflict, hasRecommended);

        Assert.Equal(handling, SeparationOfDuties.RefuseHandling(ties)?.Code);
        Assert.Equal(deciding, SeparationOfDuties.RefuseDeciding(ties)?.Code);
    }
}
