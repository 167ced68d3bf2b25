using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements.Life;
using static PeerCertification.Domain.Tests.Requirements.Entries;
using static PeerCertification.Domain.Tests.Requirements.Life.Lives;

namespace PeerCertification.Domain.Tests.Requirements.Life;

public class PeriodRulesTests
{
    private static readonly string[] EveryPeriod =
    [
        """ "months": 24, "graceDays": 30 """,
        """ "months": 12, "anchor": { "kind": "FixedDate", "month": 2, "day": 29 }, "workingDay": "Prior" """,
        """ "months": 24, "anchor": { "kind": "FixedDate", "month": 1, "day": 1, "years": "Even" }, "workingDay": "Prior", "firstPeriod": { "fit": "Longer" } """,
        """ "months": 48, "anchor": { "kind": "FixedDate", "month": 9, "day": 30, "everyYears": 4, "baseYear": 2025 }, "firstPeriod": { "leastMonths": 12 } """,
        """ "months": 12, "anchor": { "kind": "Birthday" }, "firstPeriod": { "leastMonths": 6 }, "prorateCe": { "byMonthBelow": 6 } """,
        """ "months": 24, "anchor": { "kind": "Birthday", "years": "BirthYear" }, "workingDay": "Prior" """,
        """ "months": 24, "anchor": { "kind": "FirstOfMonth" }, "workingDay": "Prior" """,
        """ "months": 24, "anchor": { "kind": "LastOfMonth" }, "workingDay": "Prior" """,
        """ "months": 24, "alignedWith": "MostRecentCredential" """,
    ];

    public static TheoryData<string> Periods => [.. EveryPeriod];

    [Fact]
    public void A_plain_period_is_what_it_always_was()
    {
        for (var months = 1; months <= 60; months++)
        {
            var rule = new PeriodRule(months, 30);
            var life = CredentialLife.Plain(rule);
            for (var day = Day("2023-01-01"); day < Day("2024-03-02"); day = day.AddDays(1))
            {
                Assert.Equal(rule.StartingOn(day), life.Award(new PeriodQuestion(day, WorkingDays.WithoutHolidays))!.Period);
            }
        }
    }

    [Theory]
    [InlineData("1980-02-29", "2024-03-10", "2025-02-28", "2026-02-28", "2027-02-28")] // no 29 February in any of them
    [InlineData("1980-02-29", "2026-06-01", "2027-02-28", "2028-02-29", "2029-02-28")] // one in between
    [InlineData("1980-02-29", "2027-02-28", "2028-02-29", "2029-02-28", "2030-02-28")] // issued on the day that stands for it
    [InlineData("1980-12-31", "2024-12-31", "2025-12-31", "2026-12-31", "2027-12-31")] // issued on the birthday: not a period of one day
    [InlineData("1980-12-31", "2024-12-30", "2024-12-31", "2025-12-31", "2026-12-31")] // issued the day before
    [InlineData("1980-01-01", "2024-12-31", "2025-01-01", "2026-01-01", "2027-01-01")] // over the end of a year
    public void Birthdays_of_leap_days_and_at_the_end_of_a_year_never_drift(string born, string issued, params string[] ends)
    {
        var life = Of("""
            "period": { "months": 12, "source": "page", "anchor": { "kind": "Birthday" } }
            """);
        var period = life.Issue(issued, born);
        foreach (var end in ends)
        {
            Assert.Equal(Day(end), period.EndsOn);
            period = life.Renew(end, period, born);
        }
    }

    [Theory]
    [InlineData("2024-02-29", "2025-02-28")]
    [InlineData("2024-01-31", "2025-01-30")]
    [InlineData("2023-03-01", "2024-02-29")]
    public void A_period_from_a_leap_day_ends_as_months_count(string issued, string ends) =>
        Assert.Equal(Day(ends), Of("""
            "period": { "months": 12, "source": "page" }
            """).Issue(issued).EndsOn);

    [Theory]
    [InlineData("2024-08-31", 6, "2025-02-28")] // the 31st and a month that has none
    [InlineData("2024-12-31", 2, "2025-02-28")]
    [InlineData("2023-12-31", 2, "2024-02-29")]
    [InlineData("2024-01-15", 12, "2025-01-31")]
    public void The_last_of_the_month_is_that_of_the_month_due(string issued, int months, string ends) =>
        Assert.Equal(Day(ends), Of($$"""
            "period": { "months": {{months}}, "source": "page", "anchor": { "kind": "LastOfMonth" } }
            """).Issue(issued).EndsOn);

    [Theory]
    [InlineData(1, 1, "2026-06-01", "2026-12-31")] // Friday 1 January 2027 is a holiday: back over the year's end
    [InlineData(3, 1, "2025-06-01", "2026-02-27")] // Sunday 1 March 2026: back over the month's end
    [InlineData(3, 2, "2024-06-01", "2025-02-28")] // Sunday 2 March 2025
    [InlineData(1, 4, "2025-06-01", "2026-01-02")] // Sunday 4 January 2026: the Friday, although between two holidays
    public void A_day_off_moves_back_over_the_end_of_a_month_or_a_year(int month, int day, string issued, string ends)
    {
        var calendar = Without("2025-12-31", "2026-01-01", "2027-01-01");
        var life = Of($$"""
            "period": { "months": 12, "source": "page", "workingDay": "Prior", "anchor": { "kind": "FixedDate", "month": {{month}}, "day": {{day}} } }
            """);
        var first = life.Issue(issued, calendar: calendar);
        Assert.Equal(Day(ends), first.EndsOn);
        var second = life.Renew(ends, first, calendar: calendar);
        Assert.Equal((first.EndsOn.AddDays(1), calendar.OnOrBefore(new DateOnly(Day(issued).Year + 2, month, day))), (second.StartsOn, second.EndsOn));
    }

    [Fact]
    public void A_month_that_ends_on_a_weekend_is_followed_by_the_next_month()
    {
        var life = Of("""
            "period": { "months": 12, "source": "page", "workingDay": "Prior", "anchor": { "kind": "FirstOfMonth" } }
            """);
        var first = life.Issue("2024-09-10"); // to Sunday 31 August 2025
        Assert.Equal(Span("2024-09-01", "2025-08-29"), first);
        Assert.Equal(Span("2025-08-30", "2026-08-31"), life.Renew("2025-08-29", first));
    }

    [Theory]
    [InlineData("2025-12-31", "2026-01-01", "2026-12-31")] // on the last day
    [InlineData("2026-01-30", "2026-01-01", "2026-12-31")] // in grace: no gap
    [InlineData("2026-01-31", "2026-01-31", "2026-12-31")] // after it: no back-dating, and the same day of the year
    public void A_renewal_in_grace_follows_without_a_gap_and_a_later_one_begins_on_its_day(string on, string starts, string ends)
    {
        var life = Of("""
            "period": { "months": 12, "graceDays": 30, "source": "page", "anchor": { "kind": "FixedDate", "month": 12, "day": 31 } }
            """);
        var renewed = life.Renew(on, Span("2025-01-01", "2025-12-31", "2026-01-30"));
        Assert.Equal((Day(starts), Day(ends)), (renewed.StartsOn, renewed.EndsOn));
    }

    [Fact]
    public void After_an_extension_the_next_period_comes_back_to_the_fixed_date()
    {
        var life = Of("""
            "period": { "months": 24, "source": "page", "anchor": { "kind": "FixedDate", "month": 9, "day": 30, "years": "Odd" },
              "extensions": [ { "id": "hardship", "label": "Hardship", "source": "page", "kind": "Hardship", "months": 3, "atMost": 2 } ] }
            """);
        var longer = life.Period!.Extensions[0].Extend(Span("2023-10-01", "2025-09-30", "2025-10-30"), 1, false).Period!;
        Assert.Equal(Span("2023-10-01", "2025-12-31", "2026-01-30"), longer);
        Assert.Equal(Span("2026-01-01", "2027-09-30"), life.Renew("2025-12-01", longer));
    }

    [Fact]
    public void Only_the_first_period_owes_less_and_a_longer_one_owes_no_more()
    {
        const string period = """
            "period": { "months": 12, "source": "page", "anchor": { "kind": "FixedDate", "month": 12, "day": 31 }, "firstPeriod": { "fit": "Shorter" }, "prorateCe": { "byMonthBelow": 12 } }
            """;
        var life = Of(period);
        Assert.Equal(new CeShare(5, 12), life.ShareOf("2025-08-01"));
        Assert.Equal(CeShare.Whole, life.Award(new PeriodQuestion(Day("2026-08-01"), WorkingDays.WithoutHolidays, Previous: Span("2025-01-01", "2025-12-31")))!.CeShare);
        Assert.Equal(CeShare.Whole, Of(period.Replace("Shorter", "Longer", StringComparison.Ordinal)).ShareOf("2025-08-01"));
        Assert.Equal((1, 0, 0), (new CeShare(1, 12).Of(5), new CeShare(0, 1).Of(600), new CeShare(1, 12).Of(-5))); // rounded up to a whole minute
    }

    [Theory]
    [InlineData("2025-12-31", 12)] // to the next end of December, a whole period and no more
    [InlineData("2025-08-01", 17)]
    public void Where_the_rules_say_so_a_longer_first_period_owes_more_by_the_month(string issued, int months)
    {
        var life = Of("""
            "period": { "months": 12, "source": "page", "anchor": { "kind": "FixedDate", "month": 12, "day": 31 }, "firstPeriod": { "fit": "Longer" }, "prorateCe": { "byMonthAbove": 12 } }
            """);
        Assert.Equal(months == 12 ? CeShare.Whole : new CeShare(months, 12), life.ShareOf(issued));
    }

    [Theory]
    [InlineData("2026-11-20", "2026-11-20", "2027-12-31")] // ten months late: to the next set day, not a whole period and on to one
    [InlineData("2027-11-20", "2027-11-20", "2027-12-31")] // and with no least length
    public void A_late_renewal_is_no_first_period(string on, string starts, string ends)
    {
        var life = Of("""
            "period": { "months": 24, "source": "page", "anchor": { "kind": "FixedDate", "month": 12, "day": 31, "years": "Odd" }, "firstPeriod": { "fit": "Longer", "leastMonths": 6 } }
            """);
        Assert.Equal(Span(starts, ends), life.Renew(on, Span("2024-01-01", "2025-12-31")));
    }

    [Theory]
    [InlineData("2026-06-10", null, "2028-06-09")] // another that ended before
    [InlineData("2026-07-10", null, "2026-12-31")]
    [InlineData("2026-07-11", null, "2026-12-31")]
    [InlineData("2026-10-02", null, "2028-10-01")] // not three months
    [InlineData("2026-12-01", "2027-01-31", "2029-01-31")] // it ends before this period begins
    [InlineData("2026-12-01", "2026-12-15", "2026-12-31", 0)]
    [InlineData("2026-12-01", "2027-01-31", "2029-01-31", 0)] // not a period of one day
    public void Periods_are_aligned_only_where_the_other_one_goes_on_long_enough(string on, string? previousEnds, string ends, int least = 3)
    {
        var life = Of($$"""
            "period": { "months": 24, "source": "page", "alignedWith": "MostRecentCredential" {{(least == 0 ? "" : ", \"firstPeriod\": { \"leastMonths\": 3 }")}} }
            """);
        var other = Day(on) < Day("2026-07-01") ? Span("2024-06-01", "2026-05-31") : Span("2025-01-01", "2026-12-31");
        var previous = previousEnds is null ? null : Span("2025-01-01", previousEnds);
        Assert.Equal(Day(ends), life.Award(new PeriodQuestion(Day(on), WorkingDays.WithoutHolidays, null, previous, [Span("2020-01-01", "2030-12-31"), other]))!.Period.EndsOn);
    }

    [Fact]
    public void A_period_that_begins_before_its_issue_is_not_aligned_with_one_that_has_ended()
    {
        var life = Of("""
            "period": { "months": 24, "source": "page", "anchor": { "kind": "FirstOfMonth" }, "alignedWith": "MostRecentCredential" }
            """);
        Assert.Equal(Span("2026-11-01", "2028-10-31"), life.Issue("2026-11-14", others: Span("2024-11-11", "2026-11-10")));
    }

    [Fact]
    public void Without_the_birth_date_there_is_no_period_to_a_birthday() =>
        Assert.Null(Of("""
            "period": { "months": 12, "source": "page", "anchor": { "kind": "Birthday" } }
            """).Award(new PeriodQuestion(Day("2025-01-01"), WorkingDays.WithoutHolidays)));

    [Theory, MemberData(nameof(Periods))]
    public void No_day_is_too_early_or_too_late_for_a_period(string period)
    {
        var life = Of($$""" "period": { "source": "page", {{period}} } """);
        DateOnly[] days = [DateOnly.MinValue, DateOnly.MinValue.AddDays(1), Day("0004-02-29"), Day("2024-02-29"), Day("9996-02-29"), DateOnly.MaxValue.AddDays(-1), DateOnly.MaxValue];
        foreach (var (issued, other, born) in from issued in days from other in days from born in days select (issued, other, born))
        {
            foreach (var previous in new[] { null, new Period(other, issued), new Period(issued, other, DateOnly.MaxValue) })
            {
                var awarded = life.Award(new PeriodQuestion(issued, WorkingDays.WithoutHolidays, born, previous, [new Period(other, issued), new Period(issued, other)]))!;
                Assert.True(awarded.Period.EndsOn >= awarded.Period.StartsOn);
                Assert.InRange(awarded.CeShare.Of(600), 0, 600);
            }
        }
    }

    [Theory, MemberData(nameof(Periods))]
    public void Renewed_in_time_again_and_again_periods_follow_each_other_and_keep_their_length(string period)
    {
        var life = Of($$""" "period": { "source": "page", {{period}} } """);
        for (var issued = Day("2023-12-01"); issued < Day("2025-03-05"); issued = issued.AddDays(1))
        {
            var last = life.Issue($"{issued:yyyy-MM-dd}", "1988-02-29");
            for (var renewals = 0; renewals < 4; renewals++)
            {
                var next = life.Renew($"{last.EndsOn:yyyy-MM-dd}", last, "1988-02-29");
                Assert.Equal(last.EndsOn.AddDays(1), next.StartsOn);
                var months = (next.EndsOn.DayNumber - last.EndsOn.DayNumber) / 30.4375;
                Assert.InRange(months, life.Period!.Length.Months - 0.3, life.Period!.Length.Months + 0.3);
                last = next;
            }
        }
    }
}
