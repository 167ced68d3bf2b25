using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Elements;
using static PeerCertification.Domain.Tests.Requirements.Entries;
using static PeerCertification.Domain.Tests.Requirements.Rules;

namespace PeerCertification.Domain.Tests.Requirements;

public class AbsenceTests
{
    private static readonly Absence TwoYears = Custody(Within(24));

    [Theory]
    [InlineData("2023-01-01", "2024-02-29", true)] // over the day before the two years
    [InlineData("2023-01-01", "2024-03-01", false)] // on their first day
    [InlineData("2026-03-01", null, false)] // since today
    [InlineData("2026-03-02", null, true)] // a day that has not come is nothing yet
    [InlineData("2019-01-01", null, false)] // it goes on
    [InlineData("2019-01-01", "2030-01-01", false)] // it goes on until a day that is known
    public void A_stay_that_reaches_into_the_window_is_in_the_way(string from, string? until, bool isMet)
    {
        var finding = Judge(TwoYears, Accepted(Statement(1, "custody", Day(from), until is null ? null : Day(until))));
        Assert.Equal((isMet, isMet ? 1 : 0, 1, FindingUnit.Count), (finding.IsMet, finding.Have, finding.Need, finding.Unit));
        Assert.Equal(isMet ? null : "in_the_way", finding.NotCounted.SingleOrDefault()?.Code);
        Assert.Equal(isMet ? null : "The rules ask for time without what is on record here. Wait, or ask the board.", finding.Cure);
    }

    [Theory]
    [InlineData("2024-03-01", 24, null, "2026-03-02")]
    [InlineData("2024-08-31", 18, null, "2026-03-01")] // 18 months before 28 February is 28 August; before 1 March it is 1 September
    [InlineData("2024-02-29", 24, null, "2026-03-01")] // there is no 29 February in 2026
    [InlineData("2026-01-31", null, 30, "2026-03-02")]
    public void Waiting_cures_on_the_day_on_which_the_window_lets_go(string ended, int? months, int? days, string curedOn)
    {
        var absence = Custody(new Window(months, days, null, null, null));
        var facts = Accepted(Statement(1, "custody", Day("2023-01-01"), Day(ended)));
        var free = Day(curedOn);
        Assert.Equal(free, Judge(absence, facts, free.AddDays(-1)).CuredOn);
        Assert.True(Judge(absence, facts, free).IsMet);
    }

    [Fact]
    public void The_latest_of_several_tells_how_long_to_wait() =>
        Assert.Equal(Day("2027-06-02"), Judge(TwoYears, Accepted(Statement(1, "custody", Day("2025-01-01"), Day("2025-06-01")), Statement(2, "custody", Day("2024-01-01"), Day("2024-06-01")))).CuredOn);

    [Theory]
    [InlineData(null, null)] // it goes on, so that nobody knows
    [InlineData("2025-01-01", Anchor.Submission)] // the window hangs on a day that does not move
    public void Waiting_that_has_no_end_has_no_day(string? until, Anchor? anchor) =>
        Assert.All([Within(24), new Window(null, 730, null, null, null)], window => Assert.Null(Judge(Custody(window with { Until = anchor }), Accepted(Statement(1, "custody", Day("2024-06-01"), until is null ? null : Day(until)))).CuredOn));

    [Theory]
    [InlineData(EvidenceState.Draft, true)]
    [InlineData(EvidenceState.Claimed, false)]
    [InlineData(EvidenceState.Attested, false)]
    [InlineData(EvidenceState.Accepted, false)]
    [InlineData(EvidenceState.PartlyAccepted, false)]
    [InlineData(EvidenceState.Rejected, true)]
    [InlineData(EvidenceState.Superseded, true)]
    public void What_is_stated_is_in_the_way_whatever_its_proof_unless_the_board_rejected_it(EvidenceState state, bool isMet)
    {
        var stay = Statement(1, "custody", Day("2025-01-01"), Day("2025-02-01")) with { State = state };
        Assert.Equal(isMet, Judge(TwoYears, Accepted(stay)).IsMet);
        Assert.Equal(isMet, Judge(TwoYears, Claimed(stay)).IsMet);
    }

    [Fact]
    public void Without_a_window_what_was_once_is_always_in_the_way()
    {
        var finding = Judge(Custody(Window.Always), Accepted(Statement(1, "custody", DateOnly.MinValue, DateOnly.MinValue)));
        Assert.Equal((false, "The rules do not allow what is on record here. Ask the board what can be done.", null), (finding.IsMet, finding.Cure, finding.CuredOn));
    }

    [Fact]
    public void Counted_from_a_day_that_has_not_come_it_is_not_met_yet()
    {
        var absence = Custody(new Window(24, null, Anchor.Issue, null, null));
        Assert.Equal("This is counted from a day that has not come yet.", Judge(absence, Accepted()).Cure);
        Assert.True(Judge(absence, Accepted() with { Days = new Dictionary<string, DateOnly> { ["Issue"] = Today } }).IsMet);
    }

    [Fact]
    public void A_statement_that_is_not_in_the_way_keeps_the_reason_for_which_another_requirement_refused_it()
    {
        var check = new EntriesCounted("check", "A fresh check", Source, EvidenceKind.Statement, Where("code", "check"), 1, false, false, Within(12));
        var use = Evaluate(AtLeast(2, TwoYears, check), Accepted(Statement(1, "check", Day("2024-01-01"), Day("2024-01-01")))).Entries.Single();
        Assert.Empty(use.CountedToward);
        Assert.Equal("outside_window", use.NotCounted.Single().Code);
        Assert.Equal("other_sort", Evaluate(TwoYears, Accepted(Statement(1, "check", Day("2024-01-01")))).Entries.Single().NotCounted.Single().Code);
    }

    [Fact]
    public void Minutes_that_are_in_the_way_close_the_account_of_their_entry()
    {
        var none = new Absence("none", "No practice with the own family", Source, EvidenceKind.Practice, Where("tag", "own-family"), Window.Always);
        var family = Practice(1, 60) with { Detail = Practice(1, 60).Detail with { Tags = ["own-family"] } };
        var evaluation = Evaluate(none, Accepted(family, Practice(2, 30)));
        Assert.False(evaluation.IsMet);
        Assert.Equal([(60, "in_the_way"), (30, "other_sort")], evaluation.Entries.OrderBy(e => e.EvidenceId).Select(e => (e.NotCounted.Single().Amount, e.NotCounted.Single().Code)));
    }

    [Fact]
    public void The_ends_of_the_calendar_do_no_harm()
    {
        foreach (var day in new[] { DateOnly.MinValue, DateOnly.MaxValue })
        {
            foreach (var window in new[] { Within(24), new Window(null, 10_000, null, null, null), new Window(null, null, null, null, Anchor.Lapse) })
            {
                var finding = Judge(Custody(window), Accepted(Statement(1, "custody", DateOnly.MinValue, DateOnly.MaxValue)) with { Days = new Dictionary<string, DateOnly> { ["Lapse"] = day } }, day);
                Assert.False(finding.IsMet);
            }
        }
    }

    private static Absence Custody(Window window) => new("custody", "No custody", Source, EvidenceKind.Statement, Where("code", "custody"), window);
}
