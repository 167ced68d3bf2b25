using PeerCertification.Domain.Requirements.Life;
using static PeerCertification.Domain.Tests.Requirements.Entries;
using static PeerCertification.Domain.Tests.Requirements.Life.Lives;

namespace PeerCertification.Domain.Tests.Requirements.Life;

/// <summary>How real rules carry hours from one period to another. Every test is one shape of domain/rule_shapes.json, with its figures.</summary>
public class ShapesOfCarryOverTests
{
    private const int Hour = 60;

    private static readonly CePeriod First = new(Span("2022-01-01", "2023-12-31"), 80 * Hour);
    private static readonly CePeriod Second = new(Span("2024-01-01", "2025-12-31"), 80 * Hour);

    [Fact]
    public void K1_IL_nothing_goes_into_another_period_and_nothing_from_before_certification_counts()
    {
        var result = Of("""
            "carryOver": { "id": "carry-over", "label": "Hours stay in their period", "source": "il_policy" }
            """).CarryOver.Settle([First, Second], [Earned(1, "2021-12-31", 10), Earned(2, "2023-06-01", 100), Earned(3, "2024-06-01", 30)]);
        Assert.Equal([(2, 80, MinutesUse.Earned), (3, 30, MinutesUse.Earned)], Counted(result));
        Assert.Equal([(2, 20, LeftBecause.NotCarriedOver), (1, 10, LeftBecause.BeforeTheFirstPeriod)], Left(result));
        Assert.Equal([0, 50 * Hour], result.LackingMinutes);
    }

    [Fact]
    public void K2_AS_up_to_40_hours_over_and_a_deficiency_made_up_within_6_months_in_addition()
    {
        var rules = Of("""
            "carryOver": { "id": "carry-over", "label": "Up to 40 hours", "source": "as_cpa", "nextAtMost": "40h", "back": { "within": { "months": 6 } } }
            """).CarryOver;
        var over = rules.Settle([First, Second], [Earned(1, "2022-03-01", 130), Earned(2, "2024-03-01", 45)]);
        Assert.Equal([(1, 80, MinutesUse.Earned), (1, 40, MinutesUse.CarriedOver), (2, 40, MinutesUse.Earned)], Counted(over));
        Assert.Equal([(1, 10, LeftBecause.OverTheCap), (2, 5, LeftBecause.WaitsForNextPeriod)], Left(over));
        Assert.Equal(5 * Hour, over.ToNextMinutes);

        var under = rules.Settle([First, Second], [Earned(1, "2022-03-01", 70), Earned(2, "2024-06-30", 50), Earned(3, "2024-07-01", 40)]);
        Assert.Equal([(1, 70, MinutesUse.Earned), (2, 10, MinutesUse.CarriedBack), (2, 40, MinutesUse.Earned), (3, 40, MinutesUse.Earned)], Counted(under)); // in addition
        Assert.Equal(10 * Hour, rules.Settle([First, Second], [Earned(1, "2022-03-01", 70), Earned(2, "2024-07-01", 50)]).LackingMinutes[0]); // a day too late
    }

    [Fact]
    public void K3_MN_hours_carried_back_cost_a_fee_and_never_count_twice()
    {
        var rules = Of("""
            "carryOver": { "id": "carry-over", "label": "Carry-back", "source": "mn_cpa", "back": { "within": { "months": 6 }, "feeCents": 5000 } }
            """).CarryOver;
        var result = rules.Settle([First, Second], [Earned(1, "2023-01-01", 60), Earned(2, "2024-02-01", 90)]);
        Assert.Equal([(1, 60, MinutesUse.Earned), (2, 20, MinutesUse.CarriedBack), (2, 70, MinutesUse.Earned)], Counted(result));
        Assert.Equal([0, 10 * Hour], result.LackingMinutes);
        Assert.Equal(5000, result.FeeCents);
        Assert.Equal(0, rules.Settle([First, Second], [Earned(1, "2023-01-01", 80), Earned(2, "2024-02-01", 90)]).FeeCents);
    }

    [Fact]
    public void K4_NCC_hours_of_a_three_month_extension_may_not_be_reused()
    {
        var life = Of("""
            "period": { "months": 24, "source": "ncc_ext", "extensions": [ { "id": "three-months", "label": "Three months", "source": "ncc_ext", "kind": "Once", "months": 3 } ] },
            "carryOver": { "id": "carry-over", "label": "Up to 40 hours", "source": "as_cpa", "nextAtMost": "40h" }
            """);
        var extension = Assert.Single(life.Period!.Extensions);
        var longer = extension.Extend(First.Period, taken: 0, isDecided: false).Period!;
        Assert.Equal(Span("2022-01-01", "2024-03-31"), longer);
        var extended = new CePeriod(longer, First.OwedMinutes, Day("2024-01-01"), extension.HoursReusable);
        var next = new CePeriod(Span("2024-04-01", "2026-03-31"), 80 * Hour);
        var result = life.CarryOver.Settle([extended, next], [Earned(1, "2022-05-01", 75), Earned(2, "2024-02-01", 15)]);
        Assert.Equal([(2, 15, MinutesUse.Earned), (1, 65, MinutesUse.Earned), (1, 10, MinutesUse.CarriedOver)], Counted(result)); // what cannot go on is used up first
        var over = life.CarryOver.Settle([extended, next], [Earned(1, "2022-05-01", 75), Earned(2, "2024-02-01", 95)]);
        Assert.Equal([(1, 35, LeftBecause.OverTheCap), (2, 15, LeftBecause.EarnedInAnExtension)], Left(over));
    }

    private static EarnedMinutes Earned(int id, string on, int hours) => new(Id(id), Day(on), hours * Hour);

    private static (int, int, MinutesUse)[] Counted(CarriedMinutes result) => [.. result.Counted.Select(c => (Number(c.Id), c.Minutes / Hour, c.Use))];

    private static (int, int, LeftBecause)[] Left(CarriedMinutes result) => [.. result.Left.Select(l => (Number(l.Id), l.Minutes / Hour, l.Because))];

    private static int Number(Guid id) => Enumerable.Range(1, 9).Single(number => Id(number) == id);
}
