using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Trials;

namespace PeerCertification.Domain.Tests.Requirements;

public class TrialTallyTests
{
    private static readonly Requirement Now = Rules.AtLeast(2, Practice(600), Ethics(60));

    [Fact]
    public void A_trial_moves_as_its_table_says_and_no_other_way()
    {
        var moves = new Dictionary<TrialState, string>
        {
            // In the order Begin Finish Fail Cancel; - where it is refused.
            [TrialState.Queued] = "Running - - Cancelled",
            [TrialState.Running] = "Running Done Failed Cancelled",
            [TrialState.Done] = "- - - -",
            [TrialState.Failed] = "- - - -",
            [TrialState.Cancelled] = "- - - -",
        };
        foreach (var state in Enum.GetValues<TrialState>())
        {
            var row = Enum.GetValues<TrialAct>().Select(act => TrialLifecycle.Table.Decide(state, act)).Select(o => o.Refusal is null ? o.Value.ToString() : "-");
            Assert.Equal($"{state}: {moves[state]}", $"{state}: {string.Join(' ', row)}");
        }
    }

    [Theory]
    [InlineData(900, 60, "Unmet practice")]
    [InlineData(900, 90, "Unmet practice,ethics")]
    [InlineData(600, 60, null)] // the same rules
    [InlineData(300, 60, null)] // met before and after
    public void A_file_that_meets_the_rules_it_has_is_told_by_what_it_lacks_of_the_tried_ones(int practice, int ethics, string? change) =>
        Assert.Equal(change, Change(Rules.AtLeast(2, Practice(practice), Ethics(ethics)), Entries.Accepted(Entries.Practice(1, 600), Entries.Training(2, "ethics", 60))));

    [Theory]
    [InlineData(300, 60, "Met practice")]
    [InlineData(600, 60, null)] // unmet before and after
    [InlineData(300, 90, null)] // unmet after for another reason
    public void A_file_that_lacks_something_is_told_by_what_it_lacks_no_longer(int practice, int ethics, string? change) =>
        Assert.Equal(change, Change(Rules.AtLeast(2, Practice(practice), Ethics(ethics)), Entries.Accepted(Entries.Practice(1, 300), Entries.Training(2, "ethics", 60))));

    [Fact]
    public void A_requirement_that_is_new_or_gone_makes_the_difference()
    {
        var facts = Entries.Accepted(Entries.Practice(1, 600), Entries.Training(2, "ethics", 60));

        Assert.Equal("Unmet exam", Change(Rules.AtLeast(3, Practice(600), Ethics(60), new PeerCertification.Domain.Requirements.Elements.ExamPassed("exam", "Exam", Rules.Source, "X", Window.Always)), facts));
        Assert.Equal("Met ethics", Change(Rules.AtLeast(1, Practice(600)), Entries.Accepted(Entries.Practice(1, 600))));
    }

    [Fact]
    public void Where_nothing_below_tells_the_two_apart_the_whole_does() =>
        Assert.Equal("Unmet tree", Change(Rules.AtLeast(2, Practice(600), Ethics(60)), Entries.Accepted(Entries.Practice(1, 600)), Rules.AtLeast(1, Practice(600), Ethics(60))));

    [Fact]
    public void Counts_are_kept_apart_by_kind_and_requirements_come_with_the_most_files_first()
    {
        var tally = new TrialTally();
        var (stricter, file) = (Rules.AtLeast(2, Practice(900), Ethics(90)), Entries.Accepted(Entries.Practice(1, 600), Entries.Training(2, "ethics", 90)));
        Add(TriedKind.Application, Now, stricter, file);
        Add(TriedKind.Credential, Now, stricter, file);
        Add(TriedKind.Credential, stricter, Now, file);
        Add(TriedKind.Credential, Now, Now, file);
        Add(TriedKind.Credential, stricter, stricter, file);
        Add(TriedKind.Credential, Now, stricter, Entries.Accepted(Entries.Practice(1, 900), Entries.Training(2, "ethics", 60)));
        tally.AddWithoutFile(TriedKind.Credential);

        var result = tally.Result();

        Assert.Equal(new TrialCounts(1, 1, 0, 0, 0, 0), result.Applications);
        Assert.Equal(new TrialCounts(6, 2, 1, 1, 1, 1), result.Credentials);
        Assert.Equal([("practice", 2, 1), ("ethics", 1, 0)], result.Requirements.Select(r => (r.Id, r.BecomeUnmet, r.BecomeMet)));

        void Add(TriedKind kind, Requirement now, Requirement tried, Facts facts) => tally.Add(kind, Rules.Evaluate(now, facts), Rules.Evaluate(tried, facts));
    }

    private static Requirement Practice(int minutes) => Rules.Minutes(EvidenceKind.Practice, minutes, id: "practice");

    private static Requirement Ethics(int minutes) => Rules.Minutes(EvidenceKind.Training, minutes, topics: ["ethics"], id: "ethics");

    private static string? Change(Requirement tried, Facts facts, Requirement? now = null) =>
        new TrialTally().Add(TriedKind.Application, Rules.Evaluate(now ?? Now, facts), Rules.Evaluate(tried, facts)) is { } change ? $"{change.Becomes} {string.Join(',', change.RequirementIds)}" : null;
}
