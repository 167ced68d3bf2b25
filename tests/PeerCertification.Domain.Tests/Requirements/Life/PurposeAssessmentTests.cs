using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Domain.Tests.Requirements.Life;

public class PurposeAssessmentTests
{
    private static readonly DateOnly Day = new(2026, 3, 1);

    private static readonly BoardHold Hold = new("Records are being entered again.", new DateTime(2026, 2, 1, 0, 0, 0, DateTimeKind.Utc));

    [Fact]
    public void Of_every_combination_only_one_is_a_yes_and_doubt_never_becomes_certainty()
    {
        var yes = new List<PurposeQuestion>();
        foreach (var question in from standing in Enum.GetValues<Standing>()
                                 from state in new[] { "NY", "NJ", "US", null }
                                 from hold in new[] { null, Hold }
                                 from today in new[] { Day, Day.AddDays(-1) }
                                 from rules in new ScopeSays?[] { null, ScopeSays.Yes, ScopeSays.No, ScopeSays.CannotSay }
                                 from restrictions in new string[][] { [], ["Works under supervision."] }
                                 select Question(standing, state, hold, today, rules, restrictions))
        {
            var assessed = PurposeAssessment.Of(question, _ => null);

            Assert.NotEmpty(assessed.Reasons);
            if (question.Hold is not null || question.ServiceOn > question.TodayOn)
            {
                Assert.Equal(ScopeSays.CannotSay, assessed.Says);
                continue;
            }

            Assert.Equal(assessed.Says == ScopeSays.No, assessed.Reasons.Any(r => r.Says == ScopeSays.No));
            if (assessed.Says == ScopeSays.Yes)
            {
                yes.Add(question);
            }
        }

        Assert.Equal([("NY", Standing.Active), ("US", Standing.Active)], yes.Select(q => (q.BoardState!, q.Standing.Standing)));
        Assert.All(yes, q => Assert.Empty(q.Restrictions));
        Assert.All(yes, q => Assert.Equal(ScopeSays.Yes, q.Rules!.Life.Scope[0].Says));
    }

    [Theory]
    [InlineData(Standing.Active, ScopeSays.Yes, "standing.active")]
    [InlineData(Standing.InGrace, ScopeSays.CannotSay, "standing.in_grace")]
    [InlineData(Standing.NotYetEffective, ScopeSays.No, "standing.not_yet_effective")]
    [InlineData(Standing.Expired, ScopeSays.No, "standing.expired")]
    [InlineData(Standing.Inactive, ScopeSays.No, "standing.inactive")]
    [InlineData(Standing.Suspended, ScopeSays.No, "standing.suspended")]
    [InlineData(Standing.Revoked, ScopeSays.No, "standing.revoked")]
    [InlineData(Standing.Surrendered, ScopeSays.No, "standing.surrendered")]
    [InlineData(Standing.Deceased, ScopeSays.No, "standing.deceased")]
    public void Each_standing_has_a_reason(Standing standing, ScopeSays says, string code)
    {
        var assessed = PurposeAssessment.Of(Question(standing, "NY", null, Day, ScopeSays.Yes, []), _ => null);

        Assert.Equal(says, assessed.Says);
        Assert.Equal([code, "scope.yes"], assessed.Reasons.Select(r => r.Code));
    }

    [Theory]
    [InlineData(true, ScopeSays.Yes, "scope.yes")]
    [InlineData(false, ScopeSays.No, "scope.no")]
    [InlineData(null, ScopeSays.CannotSay, "scope.not_known")]
    public void What_a_rule_hangs_on_is_asked(bool? isTrue, ScopeSays says, string code)
    {
        var assessed = PurposeAssessment.Of(Question(Standing.Active, "NY", null, Day, ScopeSays.Yes, [], "family"), asked => asked == "family" ? isTrue : null);

        Assert.Equal(says, assessed.Says);
        Assert.Equal(code, assessed.Reasons[^1].Code);
    }

    private static PurposeQuestion Question(Standing standing, string? boardState, BoardHold? hold, DateOnly today, ScopeSays? rule, string[] restrictions, params string[] needs)
    {
        var period = new Period(new(2026, 1, 1), new(2026, 12, 31), new(2027, 1, 30));
        var answer = new StandingAnswer(standing, null, period.StartsOn, period, DateTime.UnixEpoch);
        return new("H0038", "NY", Day, today, boardState, hold, answer, rule is { } says ? Rules(says, needs) : null, restrictions);
    }

    private static RequirementSet Rules(ScopeSays says, string[] needs)
    {
        var life = CredentialLife.Plain(null) with { Scope = [new ScopeRule("rule", "A rule", Requirements.Rules.Source, ["H0038"], needs, says)] };
        return new RequirementSet("board", "TYPE", "Title", "TYPE", 1, new(2020, 1, 1), null, DecidingDate.Receipt, null, new Dictionary<string, string>(), new Dictionary<string, RequirementSource>(), [], null!) { Life = life };
    }
}
