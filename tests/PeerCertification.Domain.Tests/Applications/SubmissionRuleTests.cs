using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Life;
using PeerCertification.Domain.Tests.Requirements;

namespace PeerCertification.Domain.Tests.Applications;

public class SubmissionRuleTests
{
    private static readonly DateOnly Day = new(2026, 3, 1);

    private static readonly RequirementSet Open = Rules.Set(Rules.Recovery(24));

    [Fact]
    public void A_draft_that_meets_the_rules_is_submitted() =>
        Assert.Equal(ApplicationState.Submitted, SubmissionRule.Decide(ApplicationState.Draft, Open, Claimed(isMet: true)).Value);

    [Fact]
    public void One_that_does_not_is_refused_with_the_findings()
    {
        var claimed = Claimed(isMet: false);

        var refusal = SubmissionRule.Decide(ApplicationState.Draft, Open, claimed).Refusal;

        Assert.Equal("application.requirements_not_met", refusal?.Code);
        Assert.Same(claimed.Root, refusal?.Details?["findings"]);
    }

    [Fact]
    public void Without_rules_in_force_nothing_is_submitted() =>
        Assert.Equal("application.not_open", SubmissionRule.Decide(ApplicationState.Draft, null, null).Refusal?.Code);

    [Fact]
    public void Rules_that_are_shown_only_take_no_applications()
    {
        var shown = Open with { Status = Openness.Informational };
        Assert.Equal("application.not_open", SubmissionRule.Decide(ApplicationState.Draft, shown, Claimed(isMet: true)).Refusal?.Code);
        Assert.Equal("application.not_open", SubmissionRule.RefuseClosed(shown, Day)?.Code);
        Assert.Null(SubmissionRule.RefuseClosed(Open, Day));
        Assert.Null(SubmissionRule.RefuseClosed(null, Day));
    }

    [Fact]
    public void Nothing_but_a_draft_is_submitted_however_good_it_is() =>
        Assert.All(Enum.GetValues<ApplicationState>().Except([ApplicationState.Draft]), state =>
            Assert.Equal("application.act_not_allowed", SubmissionRule.Decide(state, Open, Claimed(isMet: true)).Refusal?.Code));

    private static Evaluation Claimed(bool isMet) =>
        new(new DateOnly(2026, 3, 1), FactBasis.Claimed, isMet, new Finding("all", "Everything", "manual", isMet, 1, 1, FindingUnit.Requirements, null, [], [], []), []);

    [Theory]
    [InlineData("2023-06-29", null)]
    [InlineData("2023-06-30", "for now")] // New Mexico, from that day on
    [InlineData("2025-01-01", "any more. Who holds it can still renew it")]
    public void Intake_is_what_the_rules_say_of_the_day(string day, string? why)
    {
        var life = CredentialLife.Plain(new PeriodRule(24)) with
        {
            Intake = [new Intake("pause", "Pause", Rules.Source, new DateOnly(2023, 6, 30), IntakeState.Suspended), new Intake("end", "End", Rules.Source, new DateOnly(2025, 1, 1), IntakeState.Closed)],
        };
        var refusal = SubmissionRule.RefuseClosed(Open with { Life = life }, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(why is null ? null : "application.not_open", refusal?.Code);
        Assert.Contains(why ?? "", refusal?.Reason ?? "", StringComparison.Ordinal);
    }
}
