using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Elements;
using static PeerCertification.Domain.Tests.Requirements.Entries;
using static PeerCertification.Domain.Tests.Requirements.Rules;

namespace PeerCertification.Domain.Tests.Requirements;

public class TimeCoveredTests
{
    private static readonly string[] Measures = ["Total", "Longest", "Reach"];

    [Theory]
    [InlineData("2025-01-01..2025-12-31", 12, 12, 12)]
    [InlineData("2025-01-01..2025-12-30", 11, 11, 11)] // a day short
    [InlineData("2024-02-29..2025-02-27", 12, 12, 12)] // the 28th stands for the 29th
    [InlineData("2024-02-29..2025-02-26", 11, 11, 11)]
    [InlineData("2025-01-31..2025-02-27", 1, 1, 1)]
    [InlineData("2025-01-01..2025-03-31 2025-04-01..2025-06-30", 6, 6, 6)] // one the day after the other
    [InlineData("2025-01-01..2025-03-31 2025-04-02..2025-06-30", 5, 3, 6)] // a day between
    [InlineData("2025-01-01..2025-03-31 2025-02-01..2025-04-30", 4, 4, 4)] // at the same time counts once
    [InlineData("2025-01-01..2025-12-31 2025-03-01..2025-04-30", 12, 12, 12)] // one inside the other
    [InlineData("2024-01-01..2024-01-15 2025-01-01..2025-01-16", 1, 0, 12)] // halves of a month make one
    [InlineData("2025-09-01..", 6, 6, 6)] // it goes on, to today
    [InlineData("2026-03-02..", 0, 0, 0)]
    [InlineData("2025-09-01..2030-01-01", 6, 6, 6)] // what is still to come does not count
    public void Months_are_added_or_taken_at_a_stretch_or_from_end_to_end(string spans, int total, int longest, int reach)
    {
        var statements = spans.Split(' ').Select((span, i) => span.Split("..") is [var from, var until] ? Statement(i + 1, "employment", Day(from), until.Length == 0 ? null : Day(until)) : throw new FormatException()).ToArray();
        Assert.Equal([total, longest, reach], Measures.Select(m => Judge(Employment(Enum.Parse<TimeMeasure>(m)), Accepted(statements), Day("2026-02-28")).Have));
        Assert.Equal([total, longest, reach], Measures.Select(m => Judge(Employment(Enum.Parse<TimeMeasure>(m)), Accepted([.. statements.Reverse()]), Day("2026-02-28")).Have));
    }

    [Fact]
    public void Of_what_reaches_into_the_window_only_the_days_inside_count()
    {
        var time = Employment(TimeMeasure.Total) with { Window = Within(12) };
        var finding = Judge(time, Accepted(Statement(1, "employment", Day("2020-01-01"), Day("2025-05-31")), Statement(2, "employment", Day("2019-01-01"), Day("2025-02-28"))));
        Assert.Equal((3, "outside_window"), (finding.Have, finding.NotCounted.Single().Code)); // since 1 March 2025
        Assert.Equal("It takes 9 months more: Employment.", finding.Cure);
    }

    [Fact]
    public void Entries_of_single_days_reach_from_the_first_to_the_last()
    {
        var time = new TimeCovered("spread", "Spread", Source, EvidenceKind.Practice, EntryFilter.Everything, 6, TimeMeasure.Reach, Window.Always);
        Assert.True(Judge(time, Accepted(Practice(1, 60, on: Day("2025-03-01")), Practice(2, 60, on: Day("2025-08-31")))).IsMet);
        Assert.False(Judge(time, Accepted(Practice(1, 60, on: Day("2025-03-01")), Practice(2, 60, on: Day("2025-08-30")))).IsMet);
        Assert.Equal(0, Judge(time, Accepted(Practice(1, 60, on: Day("2025-03-01")))).Have);
    }

    [Fact]
    public void What_did_not_count_at_all_reaches_nowhere()
    {
        var time = new TimeCovered("spread", "Spread", Source, EvidenceKind.Practice, EntryFilter.Everything, 6, TimeMeasure.Reach, Window.Always);
        var first = Practice(1, 60, on: Day("2025-03-01"));
        EvidenceFact last = Practice(2, 60, on: Day("2025-08-31"));
        Assert.Equal(0, Judge(time, Accepted(first, last with { State = EvidenceState.Rejected, AcceptedMinutes = 0 })).Have);
        Assert.Equal(0, Judge(time, Accepted(first, last with { State = EvidenceState.PartlyAccepted, AcceptedMinutes = 0 })).Have);
        Assert.Equal(0, Judge(time, Claimed(first, last with { State = EvidenceState.Claimed, AttestedMinutes = 0, AcceptedMinutes = null })).Have);
        Assert.Equal(0, Judge(Employment(TimeMeasure.Total), Claimed(Statement(1, "employment", Day("2020-01-01")) with { State = EvidenceState.Claimed })).Have); // declined: nobody confirmed the job
    }

    [Fact]
    public void An_entry_that_was_accepted_in_part_is_not_told_as_counted_in_full()
    {
        var entry = Practice(1, 60) with { State = EvidenceState.PartlyAccepted, AcceptedMinutes = 20 };
        var time = new TimeCovered("spread", "Spread", Source, EvidenceKind.Practice, EntryFilter.Everything, 6, TimeMeasure.Reach, Window.Always);
        var use = Evaluate(AtLeast(2, time, Minutes(EvidenceKind.Practice, 60)), Accepted(entry)).Entries.Single();
        Assert.Equal((60, 20), (use.ClaimedMinutes, use.CountedMinutes));
        Assert.Equal([(40, "partly_accepted")], use.NotCounted.Select(r => (r.Amount, r.Code)));
    }

    [Fact]
    public void A_window_that_ends_in_the_future_counts_no_future() =>
        Assert.Equal(2, Judge(Employment(TimeMeasure.Total) with { Window = new Window(12, null, Anchor.Expiry, null, null) }, Accepted(Statement(1, "employment", Day("2026-01-01"))) with { Days = new Dictionary<string, DateOnly> { ["Expiry"] = Day("2026-12-31") } }).Have);

    [Fact]
    public void Without_the_day_that_its_window_hangs_on_nothing_counts() =>
        Assert.Equal(0, Judge(Employment(TimeMeasure.Total) with { Window = new Window(12, null, Anchor.Expiry, null, null) }, Accepted(Statement(1, "employment", Day("2020-01-01")))).Have);

    [Fact]
    public void The_ends_of_the_calendar_do_no_harm()
    {
        foreach (var measure in Enum.GetValues<TimeMeasure>())
        {
            var facts = Accepted(Statement(1, "employment", DateOnly.MinValue, DateOnly.MinValue), Statement(2, "employment", new DateOnly(2000, 1, 1)), Statement(3, "employment", DateOnly.MaxValue, DateOnly.MaxValue));
            Assert.True(Judge(Employment(measure), facts, DateOnly.MaxValue).IsMet);
            Assert.False(Judge(Employment(measure), facts, DateOnly.MinValue).IsMet);
        }
    }

    private static TimeCovered Employment(TimeMeasure measure) => new("employment", "Employment", Source, EvidenceKind.Statement, Where("code", "employment"), 12, measure, Window.Always);
}
