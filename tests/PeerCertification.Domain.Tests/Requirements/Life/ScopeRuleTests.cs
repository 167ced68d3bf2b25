using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Domain.Tests.Requirements.Life;

public class ScopeRuleTests
{
    private static readonly bool?[] Answers = [true, false, null];

    [Theory]
    [InlineData(ScopeSays.Yes, true, ScopeSays.Yes)]
    [InlineData(ScopeSays.Yes, false, ScopeSays.No)] // the need is not met
    [InlineData(ScopeSays.Yes, null, ScopeSays.CannotSay)]
    [InlineData(ScopeSays.No, true, ScopeSays.No)]
    [InlineData(ScopeSays.No, false, ScopeSays.CannotSay)] // not barred is not yet allowed
    [InlineData(ScopeSays.No, null, ScopeSays.CannotSay)]
    [InlineData(ScopeSays.CannotSay, true, ScopeSays.CannotSay)]
    [InlineData(ScopeSays.CannotSay, false, ScopeSays.CannotSay)]
    public void One_rule_says_no_more_than_is_known(ScopeSays says, bool? need, ScopeSays answer) => Assert.Equal(answer, Answer(_ => need, Rule(says, "a")));

    [Fact]
    public void A_rule_for_every_holder_needs_nothing()
    {
        Assert.Equal(ScopeSays.Yes, Answer(_ => null, Rule(ScopeSays.Yes)));
        Assert.Equal(ScopeSays.No, Answer(_ => null, Rule(ScopeSays.No)));
        Assert.Equal(ScopeSays.CannotSay, Answer(_ => true));
    }

    [Fact]
    public void Of_several_needs_one_is_enough_and_several_rules_hold_together()
    {
        foreach (var (a, b) in from a in Answers from b in Answers select (a, b))
        {
            bool? Fact(string code) => code == "a" ? a : b;
            var either = a == true || b == true ? ScopeSays.Yes : a is null || b is null ? ScopeSays.CannotSay : ScopeSays.No;
            var both = a == false || b == false ? ScopeSays.No : a is null || b is null ? ScopeSays.CannotSay : ScopeSays.Yes;
            Assert.Equal(either, Answer(Fact, Rule(ScopeSays.Yes, "a", "b")));
            Assert.Equal(both, Answer(Fact, Rule(ScopeSays.Yes, "a"), Rule(ScopeSays.Yes, "b")));
        }
    }

    [Fact]
    public void Whoever_learns_more_never_turns_a_yes_or_a_no_around()
    {
        ScopeRule[] all = [.. from says in Enum.GetValues<ScopeSays>() from needs in new string[][] { [], ["a"], ["b"], ["a", "b"] } select Rule(says, needs)];
        foreach (var (one, two) in from one in all from two in all select (one, two))
        {
            foreach (var (a, b) in from a in Answers from b in Answers select (a, b))
            {
                ScopeSays With(bool? first, bool? second) => Answer(code => code == "a" ? first : second, one, two);
                var says = With(a, b);
                var more = from first in a is null ? Answers[..2] : [a] from second in b is null ? Answers[..2] : [b] select With(first, second);
                Assert.True(says == ScopeSays.CannotSay || more.All(better => better == says), $"{one.Says}/{two.Says}: {says} is more than was known");
            }
        }
    }

    private static ScopeSays Answer(Func<string, bool?> isTrue, params ScopeRule[] rules) => ScopeRule.Answer(rules, "H0038", isTrue).Says;

    private static ScopeRule Rule(ScopeSays says, params string[] needs) => new("rule", "A rule", Rules.Source, ["H0038"], needs, says);
}
