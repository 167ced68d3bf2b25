using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Elements;
using static PeerCertification.Domain.Tests.Requirements.Entries;
using static PeerCertification.Domain.Tests.Requirements.Rules;

namespace PeerCertification.Domain.Tests.Requirements;

public class WindowTests
{
    private static readonly Dictionary<string, DateOnly> Life = new()
    {
        ["Receipt"] = new DateOnly(2025, 12, 1),
        ["Issue"] = new DateOnly(2024, 2, 29),
        ["PeriodStart"] = new DateOnly(2024, 3, 1),
        ["Expiry"] = new DateOnly(2026, 2, 28),
        ["Lapse"] = new DateOnly(2025, 1, 31),
    };

    // On 1 March 2026: the first and the last day that count.
    [Theory]
    [InlineData("\"months\": 72", "2020-03-01", "2026-03-01")]
    [InlineData("\"days\": 1", "2026-03-01", "2026-03-01")]
    [InlineData("\"days\": 30", "2026-01-31", "2026-03-01")]
    [InlineData("\"months\": 1, \"days\": 10", "2026-02-20", "2026-03-01")] // the later of the two
    [InlineData("\"months\": 12, \"until\": \"Receipt\"", "2024-12-01", "2025-12-01")]
    [InlineData("\"months\": 24, \"until\": \"Expiry\"", "2024-02-28", "2026-02-28")]
    [InlineData("\"months\": 12, \"until\": \"Lapse\"", "2024-01-31", "2025-01-31")]
    [InlineData("\"from\": \"Issue\"", "2024-02-29", "2026-03-01")]
    [InlineData("\"after\": \"Issue\"", "2024-03-01", "2026-03-01")]
    [InlineData("\"after\": \"Lapse\"", "2025-02-01", "2026-03-01")] // the first of the next month
    [InlineData("\"from\": \"PeriodStart\", \"until\": \"Expiry\"", "2024-03-01", "2026-02-28")]
    [InlineData("\"months\": 12, \"from\": \"PeriodStart\"", "2025-03-01", "2026-03-01")] // the later of the two
    [InlineData("\"months\": 12, \"until\": \"Submission\"", "2025-03-01", "2026-03-01")] // not given: the day of the check
    public void First_and_last_day_are_inside(string window, string first, string last)
    {
        var sum = ReadElement("minutes", $"\"kind\": \"Training\", \"atLeast\": \"1m\", \"window\": {{ {window} }}");
        bool Counts(DateOnly day) => Judge(sum, Accepted(Training(1, "ethics", 1, day)) with { Days = Life }).IsMet;
        Assert.Equal((false, true, true, false), (Counts(Day(first).AddDays(-1)), Counts(Day(first)), Counts(Day(last)), Counts(Day(last).AddDays(1))));
    }

    [Theory]
    [InlineData(Anchor.Issue)]
    [InlineData(Anchor.PeriodStart)]
    [InlineData(Anchor.Expiry)]
    [InlineData(Anchor.Lapse)]
    public void What_hangs_on_a_day_that_has_not_come_takes_nothing(Anchor anchor)
    {
        foreach (var window in new[] { new Window(72, null, anchor, null, null), new Window(null, null, null, anchor, null), new Window(null, null, null, null, anchor) })
        {
            var finding = Judge(Minutes(EvidenceKind.Training, 1) with { Window = window }, Accepted(Training(1, "ethics", 1)));
            Assert.Equal((false, "outside_window"), (finding.IsMet, finding.NotCounted.Single().Code));
        }
    }

    [Fact]
    public void A_last_day_in_the_future_does_not_let_the_future_count() =>
        Assert.False(Judge(Minutes(EvidenceKind.Training, 1) with { Window = new Window(12, null, Anchor.Expiry, null, null) }, Accepted(Training(1, "ethics", 1, Today.AddDays(1))) with { Days = new Dictionary<string, DateOnly> { ["Expiry"] = Today.AddDays(30) } }).IsMet);

    [Theory]
    [InlineData("{}", "needs at least one")]
    [InlineData("{ \"from\": \"Expiry\", \"until\": \"Issue\" }", "nothing can ever lie in it")]
    [InlineData("{ \"after\": \"Issue\", \"until\": \"Issue\" }", "nothing can ever lie in it")]
    [InlineData("{ \"from\": \"Issue\", \"after\": \"Lapse\" }", "not both")]
    [InlineData("{ \"months\": 0 }", "a whole number from 1")]
    [InlineData("{ \"until\": \"Whenever\" }", "one of Receipt")]
    [InlineData("{ \"weeks\": 2 }", "\"weeks\" is not a member")]
    public void A_window_in_which_nothing_can_lie_is_refused(string window, string words)
    {
        var refusal = Read(Element("minutes", $"\"kind\": \"Training\", \"atLeast\": \"1h\", \"window\": {window}")).Refusal!;
        Assert.Contains(refusal.Fields!["it"], problem => problem.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void The_long_and_the_short_form_together_are_refused() =>
        Assert.Contains("\"window\" is not a member", Problem("minutes", "\"kind\": \"Training\", \"atLeast\": \"1h\", \"withinMonths\": 12, \"window\": { \"months\": 24 }"), StringComparison.Ordinal);

    [Fact]
    public void The_ends_of_the_calendar_do_no_harm()
    {
        Window[] windows = [Within(1200), new(null, 10_000, null, null, null), new(1200, 10_000, Anchor.Expiry, null, null), new(null, null, null, Anchor.Expiry, null), new(null, null, null, null, Anchor.Expiry)];
        foreach (var on in new[] { DateOnly.MinValue, DateOnly.MaxValue })
        {
            foreach (var expiry in new[] { DateOnly.MinValue, DateOnly.MaxValue })
            {
                foreach (var window in windows)
                {
                    var finding = Judge(Minutes(EvidenceKind.Training, 1) with { Window = window }, Accepted(Training(1, "ethics", 1, on)) with { Days = new Dictionary<string, DateOnly> { ["Expiry"] = expiry } }, on);
                    Assert.Equal(1, finding.Have + finding.NotCounted.Sum(r => r.Amount));
                }
            }
        }
    }
}
