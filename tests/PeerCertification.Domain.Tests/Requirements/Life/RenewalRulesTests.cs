using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements.Life;
using static PeerCertification.Domain.Tests.Requirements.Entries;
using static PeerCertification.Domain.Tests.Requirements.Life.Lives;

namespace PeerCertification.Domain.Tests.Requirements.Life;

public class RenewalRulesTests
{
    private const string Everything = """
        "renewal": { "id": "renewal", "label": "Renewal", "source": "page", "opensBefore": { "days": 90 }, "dueBefore": { "days": 14 },
          "late": [
            { "id": "short", "label": "Short notice", "source": "page", "until": { "days": 0 }, "feeCents": 1000 },
            { "id": "grace", "label": "Grace", "source": "page", "until": { "days": 30 }, "feeCents": 2000, "standing": "InGrace", "hoursMayBeEarned": true },
            { "id": "papers", "label": "Papers", "source": "page", "until": { "months": 3 }, "feeCents": 3000 } ],
          "reinstatement": { "id": "again", "label": "Again", "source": "page", "until": { "months": 12 }, "feeCents": 9000,
            "root": { "element": "exam", "id": "again-exam", "label": "The exam", "source": "page", "exam": "NCPRSS" } } }
        """;

    private static readonly Period Span2025 = Span("2024-01-01", "2025-12-31");

    [Theory]
    [InlineData("2023-12-31", RenewalPhase.TooEarly, Standing.NotYetEffective, 0, "2025-10-01", "2025-12-31")]
    [InlineData("2025-10-01", RenewalPhase.TooEarly, Standing.Active, 0, "2025-10-01", "2025-12-31")]
    [InlineData("2025-10-02", RenewalPhase.Open, Standing.Active, 0, "2025-12-17", "2025-12-31")]
    [InlineData("2025-12-17", RenewalPhase.Open, Standing.Active, 0, "2025-12-17", "2025-12-31")]
    [InlineData("2025-12-18", RenewalPhase.OpenWithFee, Standing.Active, 1000, "2025-12-31", "2025-12-31")]
    [InlineData("2026-01-01", RenewalPhase.Late, Standing.InGrace, 2000, "2026-01-30", "2026-01-30")]
    [InlineData("2026-01-31", RenewalPhase.Late, Standing.Expired, 3000, "2026-03-31", "2026-01-30")] // hours of the grace still count
    [InlineData("2026-04-01", RenewalPhase.Reinstatement, Standing.Expired, 9000, "2026-12-31", "2026-12-31")]
    [InlineData("2027-01-01", RenewalPhase.Closed, Standing.Expired, 0, null, "2026-01-30")]
    public void Every_day_has_its_place(string on, RenewalPhase phase, Standing standing, int fee, string? until, string hours)
    {
        var position = Of(Everything).Renewal!.On(Span2025, Day(on));
        Assert.Equal((phase, standing, fee), (position.Phase, position.Standing, position.FeeCents));
        Assert.Equal(until is null ? null : Day(until), position.UntilOn);
        Assert.Equal(Day(hours), position.HoursUntilOn);
    }

    [Fact]
    public void A_day_that_is_in_no_phase_does_not_exist_and_phases_never_go_back()
    {
        var renewal = Of(Everything).Renewal!;
        foreach (var period in new[] { Span2025, Span("2024-02-29", "2024-02-29"), new Period(DateOnly.MinValue, DateOnly.MinValue), new Period(DateOnly.MaxValue, DateOnly.MaxValue) })
        {
            RenewalPhase? last = null;
            for (var i = -400; i < 600; i++)
            {
                var day = DateOnly.FromDayNumber(Math.Clamp(period.EndsOn.DayNumber + i, 0, DateOnly.MaxValue.DayNumber));
                var position = renewal.On(period, day);
                Assert.True(last is null || position.Phase >= last, $"{position.Phase} after {last} on {day:yyyy-MM-dd}");
                Assert.True(position.UntilOn is null || position.UntilOn >= day || period.EndsOn == DateOnly.MinValue);
                last = position.Phase;
            }
        }
    }

    [Theory]
    [InlineData("\"opensBefore\": { \"days\": 90 }", "\"opensBefore\": { \"days\": 13 }", "renewal: It opens after it is due")]
    [InlineData("\"opensBefore\": { \"days\": 90 }", "\"opensBefore\": { \"months\": 25 }", "document: The renewal opens before its period begins")]
    [InlineData("\"until\": { \"days\": 0 }", "\"until\": { \"days\": 91, \"before\": true }", "renewal: The late band \"short\" ends before a renewal can be sent at all")]
    [InlineData("\"until\": { \"days\": 0 }", "\"until\": { \"days\": 14, \"before\": true }", "renewal: The late band \"short\" ends no later than")]
    [InlineData("\"until\": { \"days\": 30 }", "\"until\": { \"days\": 93 }", "renewal: The late band \"papers\" ends no later than")]
    [InlineData("\"until\": { \"days\": 30 }", "\"until\": { \"months\": 3 }", "renewal: The late band \"papers\" ends no later than")]
    [InlineData("\"until\": { \"months\": 12 }", "\"until\": { \"months\": 3 }", "renewal: Reinstatement ends no later than")]
    [InlineData("\"until\": { \"months\": 12 }", "\"until\": { \"days\": 0 }", "renewal: Reinstatement ends no later than")]
    [InlineData("\"until\": { \"days\": 30 }", "\"until\": { \"days\": 30, \"months\": 1 }", "grace: A length of time has one unit")]
    [InlineData("\"until\": { \"days\": 30 }", "\"until\": { \"businessDays\": 30 }", "\"businessDays\" is not a member")]
    [InlineData("\"InGrace\"", "\"Revoked\"", "grace: \"standing\" must be one of InGrace, Expired")]
    [InlineData("\"feeCents\": 1000", "\"feeCents\": -1", "short: \"feeCents\" must be a whole number from 0")]
    [InlineData("\"id\": \"again-exam\"", "\"id\": \"exam\"", "exam: Another element has the same id")]
    [InlineData("\"id\": \"papers\"", "\"id\": \"grace\"", "grace: Another element has the same id")]
    [InlineData("\"exam\": \"NCPRSS\"", "\"exams\": \"NCPRSS\"", "again-exam: \"exams\" is not a member")]
    [InlineData("\"element\": \"exam\"", "\"element\": \"test\"", "again-exam: There is no element \"test\"")]
    [InlineData("\"label\": \"Papers\", \"source\": \"page\"", "\"label\": \"Papers\", \"source\": \"hearsay\"", "papers: The source \"hearsay\" is not in")]
    [InlineData("\"opensBefore\": { \"days\": 90 }", "\"opensAt\": { \"days\": 90 }", "renewal: \"opensAt\" is not a member")]
    [InlineData("\"until\": { \"months\": 3 }, \"feeCents\": 3000", "\"feeCents\": 3000", "papers: \"until\" is missing")]
    public void A_renewal_that_contradicts_itself_is_refused(string what, string instead, string problem)
    {
        Assert.Contains(what, Everything, StringComparison.Ordinal);
        Assert.Contains(problem, Problems(Everything.Replace(what, instead, StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void Thirty_days_may_stand_before_a_month_only_where_every_month_is_longer()
    {
        static string Bands(string first, string second) => Problems($$"""
            "renewal": { "id": "renewal", "label": "Renewal", "source": "page", "late": [
              { "id": "one", "label": "One", "source": "page", "until": { {{first}} } }, { "id": "two", "label": "Two", "source": "page", "until": { {{second}} } } ] }
            """);
        Assert.NotEmpty(Bands("\"days\": 30", "\"months\": 1")); // not in February
        Assert.Empty(Bands("\"days\": 27", "\"months\": 1"));
    }

    [Fact]
    public void What_is_due_before_the_end_is_not_reinstated_before_it()
    {
        static string Until(string until) => $$"""
            "renewal": { "id": "renewal", "label": "Renewal", "source": "page", "dueBefore": { "days": 14 },
              "reinstatement": { "id": "again", "label": "Again", "source": "page", "until": { {{until}} }, "root": {{Tree("form")}} } }
            """;
        var renewal = Of(Until("\"months\": 6")).Renewal!;
        Assert.Equal((RenewalPhase.Closed, Standing.Active), (renewal.On(Span2025, Day("2025-12-31")).Phase, renewal.On(Span2025, Day("2025-12-31")).Standing));
        Assert.Equal(RenewalPhase.Reinstatement, renewal.On(Span2025, Day("2026-01-01")).Phase);
        Assert.Contains("renewal: Reinstatement ends no later than", Problems(Until("\"days\": 5, \"before\": true")), StringComparison.Ordinal);
    }

    [Fact]
    public void Grace_is_said_once() =>
        Assert.Contains("document: Grace is said twice", Problems($$""" "period": { "months": 24, "graceDays": 30, "source": "page" }, {{Everything}} """), StringComparison.Ordinal);
}
