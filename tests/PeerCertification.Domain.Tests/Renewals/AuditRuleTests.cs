using PeerCertification.Domain.Renewals;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Domain.Tests.Renewals;

public class AuditRuleTests
{
    private static readonly DateOnly Due = new(2026, 4, 2);

    private static readonly AuditTerms Curable = new(new CalendarLength(30, LengthUnit.Days), new CalendarLength(20, LengthUnit.Days), AuditConsequence.Refer, false, false);

    private static readonly AuditTerms Once = Curable with { CureWithin = null };

    [Fact]
    public void The_life_of_an_audit_is_this_table_and_nothing_else()
    {
        var moves = new Dictionary<AuditCaseState, string>
        {
            // In the order HandIn Pass AskCure Fail; - where it is refused.
            [AuditCaseState.AwaitingHolder] = "InReview - AwaitingCure Failed",
            [AuditCaseState.InReview] = "- Passed AwaitingCure Failed",
            [AuditCaseState.AwaitingCure] = "InCureReview - - Failed",
            [AuditCaseState.InCureReview] = "- Cured - Failed",
            [AuditCaseState.Passed] = "- - - -",
            [AuditCaseState.Cured] = "- - - -",
            [AuditCaseState.Failed] = "- - - -",
        };
        foreach (var state in Enum.GetValues<AuditCaseState>())
        {
            var row = Enum.GetValues<AuditCaseAct>().Select(act => AuditCaseLifecycle.Table.Decide(state, act)).Select(o => o.Refusal is null ? o.Value.ToString() : "-");
            Assert.Equal($"{state}: {moves[state]}", $"{state}: {string.Join(' ', row)}");
        }
    }

    [Theory]
    [InlineData(AuditCaseState.InReview, true, true, AuditCaseAct.Pass)]
    [InlineData(AuditCaseState.InReview, false, true, AuditCaseAct.AskCure)]
    [InlineData(AuditCaseState.InReview, false, false, AuditCaseAct.Fail)]
    [InlineData(AuditCaseState.InCureReview, true, true, AuditCaseAct.Pass)]
    [InlineData(AuditCaseState.InCureReview, false, true, AuditCaseAct.Fail)]
    public void Once_all_is_judged_the_requirements_and_the_terms_say_what_it_comes_to(AuditCaseState state, bool isMet, bool mayCure, AuditCaseAct act) =>
        Assert.Equal(act, AuditRule.Conclude(state, mayCure ? Curable : Once, isMet));

    [Fact]
    public void Nothing_is_concluded_before_all_is_judged_or_handed_in()
    {
        Assert.Equal("audit.items_not_judged", AuditRule.RefuseConcluding(AuditCaseState.InReview, [new(Guid.Empty, null)])?.Code);
        Assert.Equal("audit.act_not_allowed", AuditRule.RefuseConcluding(AuditCaseState.AwaitingCure, [])?.Code);
    }

    [Theory]
    [InlineData(AuditCaseState.AwaitingHolder, true, AuditCaseAct.AskCure)]
    [InlineData(AuditCaseState.AwaitingHolder, false, AuditCaseAct.Fail)]
    [InlineData(AuditCaseState.AwaitingCure, true, AuditCaseAct.Fail)]
    public void A_day_that_passed_leads_to_the_time_to_cure_or_to_failing(AuditCaseState state, bool mayCure, AuditCaseAct act) => Assert.Equal(act, AuditRule.Missed(state, mayCure ? Curable : Once));

    [Theory]
    [InlineData(AuditCaseState.AwaitingHolder, 0, true, null)] // the last day
    [InlineData(AuditCaseState.AwaitingCure, 0, true, null)]
    [InlineData(AuditCaseState.AwaitingHolder, 1, true, "audit.too_late")]
    [InlineData(AuditCaseState.AwaitingCure, 0, false, "audit.item_accepted")]
    [InlineData(AuditCaseState.InReview, 0, true, "audit.act_not_allowed")]
    [InlineData(AuditCaseState.Passed, 0, true, "audit.act_not_allowed")]
    public void Evidence_is_shown_while_the_audit_waits_and_to_the_last_day(AuditCaseState state, int daysAfter, bool isOpen, string? code) =>
        Assert.Equal(code, AuditRule.RefuseShowing(state, Due, Due.AddDays(daysAfter), isOpen)?.Code);

    [Theory]
    [InlineData(false, -1, "audit.seed_not_due")]
    [InlineData(false, 0, null)]
    [InlineData(true, 0, "audit.seed_entered")]
    public void The_value_is_entered_once_and_not_before_it_came_about(bool isEntered, int days, string? code) => Assert.Equal(code, AuditRule.RefuseSeed(isEntered, Due, Due.AddDays(days))?.Code);
}
