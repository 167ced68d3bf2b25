using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Elements;

namespace PeerCertification.Domain.Tests.Requirements;

public class NearnessTests
{
    [Fact]
    public void Nothing_is_missing_exactly_where_the_rules_are_met()
    {
        var rule = Rules.AtLeast(2, Rules.Minutes(EvidenceKind.Practice, 600), new ExamPassed("exam", "Exam", Rules.Source, "X", Window.Always));
        var met = Rules.Judge(rule, Entries.Accepted(Entries.Practice(1, 600), Entries.Exam(2, "X")));

        Assert.Same(Shortfall.None, Nearness.Of(met));
        Assert.All(Enumerable.Range(0, 10), minutes => Assert.True(Missing(rule, Entries.Accepted(Entries.Practice(1, minutes * 60))) is var (m, o) && m + o > 0));
    }

    [Fact]
    public void All_that_is_asked_adds_up()
    {
        var rule = Rules.AtLeast(4,
            Rules.Minutes(EvidenceKind.Practice, 600, id: "practice"),
            Rules.Minutes(EvidenceKind.Training, 60, id: "training"),
            new EntriesCounted("references", "Two references", Rules.Source, EvidenceKind.Reference, EntryFilter.Everything, 2, false, false, Window.Always),
            Rules.Recovery(120));

        Assert.Equal((100 + 60, 1 + 1), Missing(rule, Entries.Accepted(Entries.Practice(1, 500), Entries.Reference(2)))); // one reference, and time to wait
        Assert.Equal(["practice", "training", "references", "recovery"], Nearness.Of(Rules.Judge(rule, Entries.Accepted())).Of.Select(f => f.Id));
    }

    [Fact]
    public void A_minimum_within_a_sum_is_not_added_to_it()
    {
        var rule = Rules.Minutes(EvidenceKind.Training, 600, topics: ["ethics", "other"], parts: [Rules.Floor("ethics", 120)]);

        Assert.Equal((600, 0), Missing(rule, Entries.Accepted()));
        Assert.Equal((120, 0), Missing(rule, Entries.Accepted(Entries.Training(1, "other", 600)))); // only the minimum is missing
        Assert.Equal((100, 0), Missing(rule, Entries.Accepted(Entries.Training(1, "ethics", 500)))); // the minimum is met
        Assert.Equal(["floor-ethics"], Nearness.Of(Rules.Judge(rule, Entries.Accepted(Entries.Training(1, "other", 600)))).Of.Select(f => f.Id));
    }

    [Fact]
    public void Where_there_is_a_choice_the_nearest_way_counts()
    {
        var rule = Rules.AtLeast(1, Rules.Minutes(EvidenceKind.Practice, 600, id: "practice"), Rules.Minutes(EvidenceKind.Training, 600, id: "training"));
        var exam = Rules.AtLeast(1, Rules.Minutes(EvidenceKind.Practice, 600, id: "practice"), new ExamPassed("exam", "Exam", Rules.Source, "X", Window.Always));

        Assert.Equal((100, 0), Missing(rule, Entries.Accepted(Entries.Practice(1, 100), Entries.Training(2, "ethics", 500))));
        Assert.Equal((0, 1), Missing(exam, Entries.Accepted(Entries.Practice(1, 599)))); // no minutes are fewer than one
    }

    [Fact]
    public void Two_of_three_takes_the_two_nearest()
    {
        var rule = Rules.AtLeast(2, Rules.Minutes(EvidenceKind.Practice, 600, id: "practice"), Rules.Minutes(EvidenceKind.Training, 60, id: "training"), Rules.Minutes(EvidenceKind.Supervision, 30, id: "supervision"));

        Assert.Equal((90, 0), Missing(rule, Entries.Accepted()));
        Assert.Equal((30, 0), Missing(rule, Entries.Accepted(Entries.Training(1, "ethics", 60))));
    }

    [Fact]
    public void What_is_unmet_without_an_amount_is_one_thing() =>
        Assert.Equal((0, 1), Of(Nearness.Of(new Finding("x", "X", "s", false, 5, 5, FindingUnit.Minutes, "Do it otherwise.", [], [], []))));

    [Theory]
    [InlineData(0, 9, "b", 1, 0, "a")] // minutes first
    [InlineData(5, 0, "b", 5, 1, "a")] // then other things
    [InlineData(5, 1, "A", 5, 1, "a")] // then the code, ordinally
    [InlineData(5, 1, "a", 5, 1, "b")]
    public void The_nearer_comes_first(int minutes, int others, string code, int otherMinutes, int otherOthers, string otherCode)
    {
        var (one, other) = ((new Shortfall(minutes, others, []), code), (new Shortfall(otherMinutes, otherOthers, []), otherCode));

        Assert.True(Nearness.Compare(one, other) < 0);
        Assert.True(Nearness.Compare(other, one) > 0);
        Assert.Equal(0, Nearness.Compare(one, one));
    }

    [Fact]
    public void Sums_stay_within_the_largest_number()
    {
        var lacks = new Finding("x", "X", "s", false, 0, int.MaxValue, FindingUnit.Minutes, "Log more.", [], [], []);

        Assert.Equal((int.MaxValue, 0), Of(Nearness.Of(new Finding("all", "All", "s", false, 0, 2, FindingUnit.Requirements, null, [], [], [lacks, lacks with { Id = "y" }]))));
    }

    private static (int Minutes, int Others) Missing(Requirement rule, Facts facts) => Of(Nearness.Of(Rules.Judge(rule, facts)));

    private static (int Minutes, int Others) Of(Shortfall missing) => (missing.Minutes, missing.Others);
}
