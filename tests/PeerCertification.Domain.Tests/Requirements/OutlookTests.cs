using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Elements;
using static PeerCertification.Domain.Tests.Requirements.Entries;
using static PeerCertification.Domain.Tests.Requirements.Rules;

namespace PeerCertification.Domain.Tests.Requirements;

/// <summary>The days to come that an evaluation tells: when waiting alone cures something, and until when something counts.</summary>
public class OutlookTests
{
    private static readonly Age Eighteen = new("age", "18 or older", Rules.Source, 18, null, null, null);

    private static readonly ExamPassed Exam = new("exam", "The exam, within five years", Rules.Source, "NCPRSS", Within(60));

    [Theory]
    [InlineData("2008-03-02", "2026-03-02")]
    [InlineData("2008-02-29", null)] // is eighteen since 28 February
    [InlineData("2012-02-29", "2030-02-28")]
    public void An_age_comes_with_the_birthday(string born, string? curedOn) =>
        Assert.Equal(curedOn is null ? null : Day(curedOn), CuredOn(Eighteen, Accepted() with { BirthDate = Day(born) }));

    [Theory]
    [InlineData("2024-03-02", "2026-03-02")]
    [InlineData("2024-08-31", "2026-08-31")]
    [InlineData("2024-12-31", "2026-12-31")]
    public void Time_in_recovery_comes_by_itself(string since, string curedOn) =>
        Assert.Equal(Day(curedOn), CuredOn(Recovery(24), Accepted() with { RecoverySince = Day(since) }));

    [Fact]
    public void Days_that_follow_from_birth_or_recovery_are_told_to_the_person_alone()
    {
        var facts = Accepted() with { BirthDate = Day("2008-06-01"), RecoverySince = Day("2024-08-31") };
        foreach (var outlook in new[] { Outlook.None, Outlook.Board })
        {
            Assert.All(Below(Judged(AtLeast(2, Eighteen, Recovery(24)), facts, outlook)), finding => Assert.Null(finding.CuredOn));
        }

        var told = Judged(AtLeast(2, Eighteen, Recovery(24)), facts, Outlook.Person);
        Assert.Equal(Day("2026-08-31"), told.CuredOn); // the later of the two
        Assert.EndsWith("By waiting alone, this is met on August 31, 2026.", told.Of[1].Cure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "2026-09-15")] // goes on since 15 September
    [InlineData("2026-02-01", null)] // is over, and nothing follows
    public void What_goes_on_is_long_enough_one_day(string? ends, string? curedOn)
    {
        var year = new TimeCovered("work", "A year of work", Rules.Source, EvidenceKind.Statement, Where("code", "employment"), 12, TimeMeasure.Longest, Window.Always);
        var facts = Accepted(Statement(1, "employment", Day("2025-09-15"), ends is null ? null : Day(ends)));
        Assert.Equal(curedOn is null ? null : Day(curedOn).AddDays(-1), CuredOn(year, facts)); // the last day of the year is inside
    }

    [Fact]
    public void A_credential_is_held_for_long_enough_one_day()
    {
        var two = new CredentialHeld("held", "Held for two years", Rules.Source, ["PR"], [], [], [], ["Active"], null, 24, 1);
        HeldCredential Since(string issued, string ends) => new("a-board", "PR", "US", "Active", Day(issued), Day(ends), []);
        Assert.Equal(Day("2027-01-01"), CuredOn(two, Accepted() with { Held = [Since("2025-01-01", "2027-12-31")] }));
        Assert.Null(CuredOn(two, Accepted() with { Held = [Since("2025-01-01", "2026-12-31")] })); // it ends before
        Assert.Equal(Day("2027-12-31"), CountsUntil(two, Accepted() with { Held = [Since("2020-01-01", "2027-12-31"), Since("2020-01-01", "2026-12-31")] }));
    }

    [Theory]
    [InlineData("2021-03-02", "2026-03-02")]
    [InlineData("2024-02-29", "2029-02-28")]
    public void An_exam_counts_until_its_window_leaves_it_behind(string taken, string until)
    {
        var facts = Accepted(Exam_(Day(taken)));
        Assert.Equal(Day(until), CountsUntil(Exam, facts));
        Assert.True(Judge(Exam, facts, Day(until)).IsMet);
        Assert.False(Judge(Exam, facts, Day(until).AddDays(1)).IsMet);
    }

    [Fact]
    public void Of_several_the_latest_count_longest_and_a_choice_holds_as_long_as_one_way_of_it()
    {
        Assert.Equal(Day("2030-05-05"), CountsUntil(Exam, Accepted(Exam_(Day("2022-01-01")), Exam_(Day("2025-05-05"), 2))));
        Assert.Null(CountsUntil(AtLeast(1, Exam, Recovery(1)), Accepted(Exam_(Day("2022-01-01"))) with { RecoverySince = Day("2020-01-01") })); // recovery does not run out
    }

    [Fact]
    public void Minutes_count_until_so_many_of_the_oldest_are_left_behind_that_too_few_remain()
    {
        var facts = Accepted(Training(1, "ethics", 100, Day("2021-06-01")), Training(2, "advocacy", 100, Day("2023-06-01")), Training(3, "ethics", 100, Day("2025-06-01")));
        Assert.Equal(Day("2028-06-01"), CountsUntil(Minutes(EvidenceKind.Training, 200, withinMonths: 60, id: "sum"), facts)); // a hundred to spare
        Assert.Equal(Day("2026-06-01"), CountsUntil(Minutes(EvidenceKind.Training, 201, withinMonths: 60, id: "sum"), facts));
        Assert.Equal(Day("2027-06-01"), CountsUntil(Minutes(EvidenceKind.Training, 200, parts: [Floor("ethics", 100, 24)], id: "sum"), facts)); // the part runs out first
        Assert.Null(CountsUntil(Minutes(EvidenceKind.Training, 200, id: "sum"), facts));
    }

    [Fact]
    public void What_is_kept_of_a_decision_has_no_outlook()
    {
        var facts = Accepted(Exam_(Day("2025-05-05")));
        Assert.Null(Judge(Exam, facts).CountsUntil);
        Assert.DoesNotContain("CountsUntil", System.Text.Json.JsonSerializer.Serialize(Judge(Exam, facts)), StringComparison.Ordinal);
    }

    private static EvidenceFact Exam_(DateOnly taken, int id = 1) => Entries.Exam(id, "NCPRSS", true, taken);

    private static Finding Judged(Requirement requirement, Facts facts, Outlook outlook) => RequirementEvaluator.Evaluate(Set(requirement), facts, Today, outlook: outlook).Root;

    private static DateOnly? CuredOn(Requirement requirement, Facts facts)
    {
        var finding = Judged(requirement, facts, Outlook.Person);
        if (finding.CuredOn is { } day)
        {
            Assert.True(Judge(requirement, facts, day).IsMet);
            Assert.False(Judge(requirement, facts, day.AddDays(-1)).IsMet);
        }

        return finding.CuredOn;
    }

    private static DateOnly? CountsUntil(Requirement requirement, Facts facts)
    {
        var finding = Judged(requirement, facts, Outlook.Person);
        Assert.True(finding.IsMet);
        Assert.True(Judge(requirement, facts, finding.CountsUntil).IsMet);
        return finding.CountsUntil;
    }

    private static IEnumerable<Finding> Below(Finding finding) => finding.Of.SelectMany(Below).Prepend(finding);
}
