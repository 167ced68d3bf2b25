using PeerCertification.Domain.ContinuingEducation;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Life;
using static PeerCertification.Domain.Tests.Requirements.Entries;
using static PeerCertification.Domain.Tests.Requirements.Life.Lives;

namespace PeerCertification.Domain.Tests.ContinuingEducation;

public class CeLedgerTests
{
    private const string TwentyHours = """
        "renewal": {
          "id": "renewal", "label": "Renewal", "source": "page",
          "late": [ { "id": "late", "label": "A month late", "source": "page", "until": { "months": 1 }, "hoursMayBeEarned": true } ],
          "root": {
            "element": "minutes", "id": "ce", "label": "20 hours", "source": "page", "kind": "Training", "atLeast": "20h", "window": { "from": "PeriodStart" },
            "parts": [ { "id": "ce-ethics", "label": "6 hours on ethics", "source": "page", "topics": ["ethics"], "atLeast": "6h" } ]
          }
        }
        """;

    private static readonly LedgerSpan[] TwoPeriods =
        [new(Span("2022-01-01", "2023-12-31"), Set(TwentyHours)), new(Span("2024-01-01", "2025-12-31"), Set($$"""{{TwentyHours}}, "carryOver": { "id": "over", "label": "5 hours over", "source": "page", "nextAtMost": "5h" }"""))];

    [Fact]
    public void Each_period_says_what_is_done_and_owed_by_topic_and_until_when()
    {
        var ledger = CeLedger.Of([TwoPeriods[0]], Claimed(Training(1, "ethics", 120, Day("2022-01-01")), Training(2, "general", 600, Day("2023-12-31"))), Day("2023-06-01"));

        var period = Assert.Single(ledger);
        Assert.Equal([new OwedMinutes("ce", "20 hours", 720, 1200, 480), new OwedMinutes("ce-ethics", "6 hours on ethics", 120, 360, 240)], period.Owed);
        Assert.Equal((480, Day("2023-12-31"), false), (period.LackingMinutes, period.HoursUntilOn, period.Evaluation.IsMet));
    }

    [Theory]
    [InlineData(9, 24, 450, 135)] // shortened
    [InlineData(30, 24, 1500, 450)] // lengthened
    [InlineData(1, 1, 1200, 360)]
    public void A_first_period_that_is_not_a_whole_one_owes_its_share_of_the_hours_and_of_each_topic(int months, int ofMonths, int hours, int ethics)
    {
        var ledger = CeLedger.Of([TwoPeriods[0] with { Share = new CeShare(months, ofMonths) }, TwoPeriods[1]], Claimed(), Day("2023-06-01"));

        Assert.Equal([hours, ethics], ledger[0].Owed.Select(owed => owed.AskedMinutes));
        Assert.Equal((new CeShare(months, ofMonths), hours), (ledger[0].Share, ledger[0].LackingMinutes));
        Assert.Equal((CeShare.Whole, 1200), (ledger[1].Share, ledger[1].LackingMinutes));
    }

    [Theory]
    [InlineData("2021-12-31", 0)] // the day before the period
    [InlineData("2022-01-01", 60)] // its first day
    [InlineData("2023-12-31", 60)] // its last day
    [InlineData("2024-01-01", 0)] // the first day of the next
    public void An_hour_belongs_to_the_period_of_its_day(string on, int counted)
    {
        var ledger = CeLedger.Of(TwoPeriods, Claimed(Training(1, "general", 60, Day(on))), Day("2025-06-01"));

        Assert.Equal(counted, ledger[0].Evaluation.Entries.Single().CountedMinutes);
    }

    [Theory]
    [InlineData("2023-12-31", "2023-12-31")] // the last day
    [InlineData("2024-01-01", "2024-01-31")] // in the late band, in which hours may be earned
    public void Hours_may_be_dated_in_the_late_band_that_the_day_is_in(string today, string until) =>
        Assert.Equal(Day(until), CeLedger.Of([TwoPeriods[0]], Claimed(), Day(today)).Single().HoursUntilOn);

    [Fact]
    public void A_period_that_was_followed_takes_no_hours_of_the_next() =>
        Assert.Equal(Day("2023-12-31"), CeLedger.Of(TwoPeriods, Claimed(), Day("2025-06-01"))[0].HoursUntilOn);

    [Fact]
    public void What_is_over_is_carried_on_up_to_the_cap()
    {
        var ledger = CeLedger.Of(
            TwoPeriods,
            Claimed(Training(1, "ethics", 1800, Day("2022-03-01")), Training(2, "ethics", 360, Day("2024-03-01")), Training(3, "general", 240, Day("2024-04-01"))),
            Day("2025-06-01"));

        Assert.Equal((0, 0), (ledger[0].CarriedInMinutes, ledger[0].LackingMinutes));
        Assert.Equal((300, 300), (ledger[1].CarriedInMinutes, ledger[1].LackingMinutes)); // 600 earned and 300 of 600 over
    }

    [Fact]
    public void What_the_last_period_has_over_waits_for_the_next() =>
        Assert.Equal(180, CeLedger.Of(TwoPeriods, Claimed(Training(1, "ethics", 1200, Day("2022-03-01")), Training(2, "ethics", 1380, Day("2024-03-01"))), Day("2025-06-01"))[1].ToNextMinutes);

    [Fact]
    public void An_activity_that_counts_once_ever_does_not_count_in_a_second_period()
    {
        var rules = Set("""
            "renewal": { "id": "renewal", "label": "Renewal", "source": "page", "root": {
              "element": "minutes", "id": "ce", "label": "20 hours", "source": "page", "kind": "Training", "atLeast": "20h", "window": { "from": "PeriodStart" }, "oncePer": "Ever" } }
            """);

        var ledger = CeLedger.Of([TwoPeriods[0] with { Rules = rules }, TwoPeriods[1] with { Rules = rules }], Claimed(Training(1, "general", 600, Day("2022-03-01")), Training(2, "general", 600, Day("2024-03-01"))), Day("2025-06-01"));

        Assert.Equal([600, 0], ledger.Select(period => period.Evaluation.Root.Have));
    }

    [Fact]
    public void Rules_that_say_nothing_of_a_renewal_leave_the_period_out() =>
        Assert.Empty(CeLedger.Of([new LedgerSpan(Span("2022-01-01", "2023-12-31"), Set("\"status\": \"Open\""))], Claimed(), Day("2023-06-01")));

    [Theory]
    [InlineData("approved", "a-board", 180)]
    [InlineData("approved-provider", "a-board", 180)]
    [InlineData("nycb-approved", "a-board", 180)]
    [InlineData("provider-posted", "a-board", 180)]
    [InlineData("approved", "another-board", 0)] // that board's word says nothing to this one
    [InlineData("nycb-approved", "another-board", 0)]
    [InlineData("provider-posted", "another-board", 180)] // it was posted, whoever approved it
    public void A_board_s_rules_read_what_that_board_approved_on_the_day(string tag, string approvedBy, int counted)
    {
        var rules = Set($$"""
            "renewal": { "id": "renewal", "label": "Renewal", "source": "page", "root": {
              "element": "minutes", "id": "ce", "label": "3 hours", "source": "page", "kind": "Training", "atLeast": "3h", "where": { "tag": ["{{tag}}"] } } }
            """);
        var posted = Training(1, "general", 180, Day("2022-03-01"));
        var detail = (EvidenceDetail.Training)posted.Detail with { Posted = new PostedAttendance(Id(7), Id(8), Id(9), [new ApprovingBoard(approvedBy, true, ["approved", "approved-provider", "nycb-approved"])]) };

        Assert.Equal(counted, CeLedger.Of([TwoPeriods[0] with { Rules = rules }], Claimed(posted with { Detail = detail }), Day("2023-06-01")).Single().Evaluation.Root.Have);
    }
}
