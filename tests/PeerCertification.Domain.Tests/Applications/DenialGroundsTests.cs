using PeerCertification.Domain.Applications;

namespace PeerCertification.Domain.Tests.Applications;

public class DenialGroundsTests
{
    [Fact]
    public void Every_ground_has_a_text_of_its_own() =>
        Assert.Equal(Enum.GetValues<DenialGround>().Length, DenialGrounds.Texts.Values.Where(t => t.EndsWith('.')).Distinct().Count());

    [Fact]
    public void Unmet_requirements_are_no_ground_where_all_are_met()
    {
        Assert.Equal("decision.ground_not_borne_out", DenialGrounds.RefuseUnfounded([DenialGround.CodeOfEthics, DenialGround.RequirementsNotMet], requirementsMet: true)?.Code);
        Assert.Null(DenialGrounds.RefuseUnfounded([DenialGround.RequirementsNotMet], requirementsMet: false));
        Assert.Null(DenialGrounds.RefuseUnfounded([DenialGround.CodeOfEthics], requirementsMet: true));
    }

    [Fact]
    public void Reconsideration_can_be_asked_for_to_the_end_of_the_last_day() =>
        Assert.Equal(new DateOnly(2026, 3, 31), DenialGrounds.ReconsiderationUntil(new DateOnly(2026, 3, 1), 30));
}
