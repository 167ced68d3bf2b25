using System.Text.Json.Nodes;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Life;
using PeerCertification.Domain.Tests.Requirements;

namespace PeerCertification.Domain.Tests.Applications;

public class DecisionRuleTests
{
    [Theory]
    [InlineData("""{ "months": 24, "source": "page" }""", "2025-11-14", "2025-11-14", "2027-11-13")]
    [InlineData("""{ "months": 24, "source": "page", "anchor": { "kind": "FirstOfMonth" } }""", "2025-11-14", "2025-11-01", "2027-10-31")] // begins before the award
    [InlineData("""{ "months": 24, "source": "page" }""", "2024-02-29", "2024-02-29", "2026-02-28")]
    public void The_first_period_is_the_one_that_the_rules_say(string period, string on, string starts, string ends)
    {
        var awarded = DecisionRule.Award(Set(period), Entries.Accepted(), new PeriodQuestion(Day(on), WorkingDays.WithoutHolidays));
        Assert.Equal((Day(starts), Day(ends)), (awarded.Value.StartsOn, awarded.Value.EndsOn));
    }

    [Fact]
    public void An_end_on_a_holiday_moves_where_the_rules_move_it()
    {
        var rules = Set("""{ "months": 24, "source": "page", "workingDay": "Prior", "anchor": { "kind": "LastOfMonth" } }""");
        var calendar = new WorkingDays(new HashSet<DateOnly> { Day("2027-10-29") });

        Assert.Equal(Day("2027-10-29"), DecisionRule.Award(rules, Entries.Accepted(), new PeriodQuestion(Day("2025-10-14"), WorkingDays.WithoutHolidays)).Value.EndsOn); // the 31st is a Sunday
        Assert.Equal(Day("2027-10-28"), DecisionRule.Award(rules, Entries.Accepted(), new PeriodQuestion(Day("2025-10-14"), calendar)).Value.EndsOn);
    }

    [Fact]
    public void A_period_that_ends_with_a_birthday_needs_the_birth_date()
    {
        var birthday = Set("""{ "months": 24, "source": "page", "anchor": { "kind": "Birthday" } }""");
        Assert.Equal("decision.birth_date_needed", DecisionRule.Award(birthday, Entries.Accepted(), new PeriodQuestion(Day("2025-11-14"), WorkingDays.WithoutHolidays)).Refusal?.Code);
        Assert.Null(DecisionRule.Award(birthday, Entries.Accepted(), new PeriodQuestion(Day("2025-11-14"), WorkingDays.WithoutHolidays, Day("1990-05-05"))).Refusal);
    }

    private static RequirementSet Set(string period)
    {
        var document = JsonNode.Parse(RequirementSetReaderTests.Sound)!;
        document["period"] = JsonNode.Parse(period);
        var read = RequirementSetReader.Read(document.ToJsonString());
        Assert.True(read.Refusal is null, read.Refusal?.Reason);
        return read.Value;
    }

    private static DateOnly Day(string day) => DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
}
