using PeerCertification.Domain.Requirements.Life;
using static PeerCertification.Domain.Tests.Requirements.Entries;
using static PeerCertification.Domain.Tests.Requirements.Life.Lives;

namespace PeerCertification.Domain.Tests.Requirements.Life;

public class CarryOverRulesTests
{
    private static readonly string[] Days = ["2019-12-31", "2020-06-01", "2020-11-15", "2021-01-15", "2021-08-01", "2021-12-01", "2022-02-01", "2022-12-31", "2023-03-01"];

    /// <summary>A thousand small accounts, drawn by a fixed rule so that a failure can be looked at again.</summary>
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 10)];

    [Theory, MemberData(nameof(Seeds))]
    public void Every_minute_counts_once_or_has_a_reason(int seed)
    {
        foreach (var (rules, periods, earned) in Accounts(seed))
        {
            var result = rules.Settle(periods, earned);
            foreach (var entry in earned)
            {
                Assert.Equal(entry.Minutes, result.Counted.Where(c => c.Id == entry.Id).Sum(c => c.Minutes) + result.Left.Where(l => l.Id == entry.Id).Sum(l => l.Minutes));
            }

            foreach (var (period, i) in periods.Select((p, i) => (p, i)))
            {
                Assert.Equal(period.OwedMinutes, result.Counted.Where(c => c.Toward == period.Period).Sum(c => c.Minutes) + result.LackingMinutes[i]);
                Assert.True(result.Counted.Where(c => c.Toward == period.Period && c.Use == MinutesUse.CarriedOver).Sum(c => c.Minutes) <= rules.NextAtMost);
            }
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void No_other_way_to_count_would_serve_an_earlier_period_better(int seed)
    {
        foreach (var (rules, periods, earned) in Accounts(seed).Take(25))
        {
            Assert.Equal(Best(rules, periods, earned), rules.Settle(periods, earned).LackingMinutes);
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void The_order_of_the_entries_changes_nothing(int seed)
    {
        foreach (var (rules, periods, earned) in Accounts(seed))
        {
            var (one, other) = (rules.Settle(periods, earned), rules.Settle([.. periods.Reverse()], [.. earned.Reverse()]));
            Assert.Equal(one.Counted, other.Counted);
            Assert.Equal(one.Left, other.Left);
        }
    }

    [Fact]
    public void Odd_input_counts_nothing()
    {
        var rules = Of("").CarryOver;
        Assert.Equal(LeftBecause.BeforeTheFirstPeriod, rules.Settle([], [new EarnedMinutes(Id(1), DateOnly.MinValue, 5)]).Left.Single().Because);
        Assert.Empty(rules.Settle([new CePeriod(Span("2020-01-01", "2020-12-31"), -5)], [new EarnedMinutes(Id(1), Day("2020-02-01"), -5)]).Counted);
        var late = rules.Settle([new CePeriod(Span("2020-01-01", "2020-12-31"), 10)], [new EarnedMinutes(Id(1), DateOnly.MaxValue, 5)]);
        Assert.Equal(LeftBecause.OutsideEveryPeriod, late.Left.Single().Because);
    }

    [Theory]
    [InlineData("\"nextAtMost\": 40", "carry-over", "an amount of time with its unit")]
    [InlineData("\"back\": { \"feeCents\": 5 }", "carry-over", "\"within\" is missing")]
    [InlineData("\"back\": { \"within\": { \"months\": 24 } }", "document", "longer than the next period lasts")]
    [InlineData("\"back\": { \"within\": { \"months\": 2, \"before\": true } }", "carry-over", "after its end, not before")]
    [InlineData("\"forward\": { }", "carry-over", "not a member")]
    public void A_rule_that_cannot_be_is_refused(string member, string id, string words)
    {
        var problems = Problems($$""" "carryOver": { "id": "carry-over", "label": "Carry-over", "source": "page", {{member}} } """);
        Assert.Contains(words, problems, StringComparison.Ordinal);
        Assert.Contains(id, problems, StringComparison.Ordinal);
    }

    private static IEnumerable<(CarryOverRules Rules, CePeriod[] Periods, EarnedMinutes[] Earned)> Accounts(int seed)
    {
        var state = (uint)((seed * 7919) + 17);
        int Next(int below)
        {
            state = (state * 1664525) + 1013904223;
            return (int)((state >> 16) % (uint)below);
        }

        for (var i = 0; i < 100; i++)
        {
            var rules = CarryOverRules.None with { NextAtMost = Next(3), Back = Next(2) == 0 ? null : new CarryBack(new CalendarLength(2, LengthUnit.Months), 5) };
            CePeriod[] periods =
            [
                new(Span("2020-01-01", "2020-12-31"), Next(4), Next(2) == 0 ? null : Day("2020-11-01"), Next(4) == 0),
                new(Span("2021-01-01", "2021-12-31"), Next(4)),
                new(Span("2022-03-01", "2023-02-28"), Next(4)), // after a gap
            ];
            yield return (rules, periods, [.. Enumerable.Range(1, Next(5)).Select(n => new EarnedMinutes(Id(n), Day(Days[Next(Days.Length)]), Next(3)))]);
        }
    }

    /// <summary>Tries every period for every minute and keeps what leaves the earliest periods the least short.</summary>
    private static int[] Best(CarryOverRules rules, CePeriod[] periods, EarnedMinutes[] earned)
    {
        var minutes = earned.SelectMany(e => Enumerable.Repeat(e.On, e.Minutes)).ToArray();
        int[]? best = null;
        Try(0, new int[periods.Length], new int[periods.Length]);
        return best!;

        void Try(int at, int[] got, int[] carried)
        {
            if (at == minutes.Length)
            {
                int[] lacking = [.. periods.Select((p, i) => p.OwedMinutes - got[i])];
                if (best is null || lacking.Zip(best).FirstOrDefault(pair => pair.First != pair.Second) is var (mine, other) && mine < other)
                {
                    best = lacking;
                }

                return;
            }

            Try(at + 1, got, carried);
            var on = minutes[at];
            var home = Array.FindIndex(periods, p => p.Period.StartsOn <= on && on <= p.Period.EndsOn);
            for (var p = 0; p < periods.Length; p++)
            {
                var over = home >= 0 && p == home + 1 && carried[p] < rules.NextAtMost && !(periods[home] is { ExtensionFromOn: { } from, ExtensionHoursReusable: false } && on >= from);
                var back = rules.Back?.Within is { } within && on > periods[p].Period.EndsOn && on <= within.From(periods[p].Period.EndsOn, WorkingDays.WithoutHolidays);
                if (got[p] < periods[p].OwedMinutes && (p == home || over || back))
                {
                    got[p]++;
                    carried[p] += over ? 1 : 0;
                    Try(at + 1, got, carried);
                    got[p]--;
                    carried[p] -= over ? 1 : 0;
                }
            }
        }
    }
}
