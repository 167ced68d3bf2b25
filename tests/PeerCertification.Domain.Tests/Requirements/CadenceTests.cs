using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Elements;
using static PeerCertification.Domain.Tests.Requirements.Entries;
using static PeerCertification.Domain.Tests.Requirements.Rules;

namespace PeerCertification.Domain.Tests.Requirements;

public class CadenceTests
{
    // Three spans that end on the day of the check; one entry in each but for the day given.
    [Theory]
    [InlineData(Span.Month, "2026-03-31", "2026-03-01", "2026-02-01", "2026-01-01")] // first days
    [InlineData(Span.Month, "2026-03-31", "2026-03-31", "2026-02-28", "2026-01-31")] // last days
    [InlineData(Span.Month, "2026-03-15", "2026-02-16", "2026-01-16", "2025-12-16")]
    [InlineData(Span.Month, "2024-03-31", "2024-03-01", "2024-02-29", "2024-01-01")] // a leap year
    [InlineData(Span.Quarter, "2025-12-31", "2025-10-01", "2025-07-01", "2025-04-01")]
    [InlineData(Span.Quarter, "2025-12-31", "2025-12-31", "2025-09-30", "2025-06-30")]
    [InlineData(Span.HalfYear, "2025-12-31", "2025-07-01", "2025-01-01", "2024-07-01")]
    [InlineData(Span.Year, "2024-02-29", "2023-03-01", "2022-03-01", "2021-03-01")] // the 28th stands for the 29th
    [InlineData(Span.Year, "2024-02-29", "2024-02-29", "2023-02-28", "2022-02-28")]
    public void Every_span_begins_on_the_day_after_the_one_before(Span each, string on, string third, string second, string first)
    {
        var cadence = new Cadence("each", "Each", Source, EvidenceKind.Training, EntryFilter.Everything, each, 3, 60, null);
        EvidenceFact[] entries = [Training(1, "ethics", 60, Day(first)), Training(2, "ethics", 60, Day(second)), Training(3, "ethics", 60, Day(third))];
        var finding = Judge(cadence, Accepted(entries), Day(on));
        Assert.Equal((true, 3, 3), (finding.IsMet, finding.Have, finding.Need));
        Assert.Equal(2, Judge(cadence, Accepted(entries[1..]), Day(on)).Have);
        Assert.Equal(2, Judge(cadence, Accepted([entries[0], entries[2]]), Day(on)).Have);
    }

    [Theory]
    [InlineData("2025-03-01", 1, "outside_window")] // a year and a day before its last day
    [InlineData("2025-03-02", 2, null)]
    [InlineData("2026-03-01", 1, null)]
    [InlineData("2026-03-02", 1, "after_the_day")]
    public void What_is_outside_all_spans_does_not_count(string day, int spans, string? code)
    {
        var cadence = new Cadence("each", "Each", Source, EvidenceKind.Training, EntryFilter.Everything, Span.HalfYear, 2, 60, null);
        var finding = Judge(cadence, Accepted(Training(1, "ethics", 60, Day(day)), Training(2, "ethics", 60, Day("2026-02-01"))));
        Assert.Equal((spans, code), (finding.Have, finding.NotCounted.SingleOrDefault()?.Code));
    }

    [Fact]
    public void An_amount_of_time_must_be_there_in_every_span()
    {
        var cadence = new Cadence("each", "Each", Source, EvidenceKind.Training, EntryFilter.Everything, Span.Year, 2, 1200, null);
        Assert.True(Judge(cadence, Accepted(Training(1, "ethics", 1200, Day("2024-06-01")), Training(2, "ethics", 600), Training(3, "advocacy", 600))).IsMet);
        Assert.Equal("Each year needs 20 hours; 1 of them do not have it.", Judge(cadence, Accepted(Training(1, "ethics", 1199, Day("2024-06-01")), Training(2, "ethics", 9000))).Cure);
    }

    [Fact]
    public void Entries_without_a_length_are_counted()
    {
        var cadence = new Cadence("each", "Each", Source, EvidenceKind.Statement, Where("code", "check-in"), Span.Quarter, 1, 2, null);
        Assert.True(Judge(cadence, Accepted(Statement(1, "check-in", Day("2026-01-01")), Statement(2, "check-in", Day("2026-02-01")))).IsMet);
        var finding = Judge(cadence, Accepted(Statement(1, "check-in", Day("2026-01-01")), Statement(2, "other", Day("2026-02-01")), Statement(3, "check-in", Day("2026-02-01")) with { State = EvidenceState.PartlyAccepted }));
        Assert.Equal((false, "Each quarter needs 2 statements; 1 of them do not have it."), (finding.IsMet, finding.Cure));
        Assert.Equal(["other_sort", "partly_accepted"], finding.NotCounted.Select(r => r.Code));
    }

    [Fact]
    public void Only_minutes_of_the_topics_that_are_asked_count()
    {
        var cadence = new Cadence("each", "Each", Source, EvidenceKind.Training, Topics("ethics"), Span.Year, 1, 60, null);
        var finding = Judge(cadence, Accepted(Training(1, [new("cooking", 600), new("ethics", 59)])));
        Assert.False(finding.IsMet);
        Assert.Equal((59, 600, "topic_not_asked"), (finding.Counted.Single().Amount, finding.NotCounted.Single().Amount, finding.NotCounted.Single().Code));
    }

    [Fact]
    public void What_the_board_did_not_accept_fills_no_span()
    {
        var cadence = new Cadence("each", "Each", Source, EvidenceKind.Practice, EntryFilter.Everything, Span.Year, 1, 60, null);
        var entry = Practice(1, 600) with { State = EvidenceState.PartlyAccepted, AcceptedMinutes = 59 };
        Assert.False(Judge(cadence, Accepted(entry)).IsMet);
        Assert.Equal([(541, "partly_accepted")], Evaluate(cadence, Accepted(entry)).Entries.Single().NotCounted.Select(r => (r.Amount, r.Code)));
    }

    [Fact]
    public void It_ends_on_the_day_that_the_rules_name_and_without_that_day_nothing_counts()
    {
        var cadence = new Cadence("each", "Each", Source, EvidenceKind.Training, EntryFilter.Everything, Span.Year, 1, 60, Anchor.Expiry);
        var facts = Accepted(Training(1, "ethics", 60, Day("2025-03-15")));
        Assert.False(Judge(cadence, facts).IsMet);
        Assert.True(Judge(cadence, facts with { Days = new Dictionary<string, DateOnly> { ["Expiry"] = Day("2026-02-28") } }).IsMet);
        Assert.False(Judge(cadence, facts with { Days = new Dictionary<string, DateOnly> { ["Expiry"] = Day("2026-03-15") } }).IsMet);
    }

    [Fact]
    public void The_ends_of_the_calendar_do_no_harm()
    {
        var cadence = new Cadence("each", "Each", Source, EvidenceKind.Training, EntryFilter.Everything, Span.Year, 120, 60, null);
        Assert.Equal(0, Judge(cadence, Accepted(Training(1, "ethics", 60, DateOnly.MaxValue)), DateOnly.MinValue).Have);
        Assert.Equal(1, Judge(cadence, Accepted(Training(1, "ethics", 60, DateOnly.MinValue)), DateOnly.MinValue).Have);
        Assert.Equal(1, Judge(cadence, Accepted(Training(1, "ethics", 60, DateOnly.MaxValue)), DateOnly.MaxValue).Have);
    }
}
