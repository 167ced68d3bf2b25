using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements.Life;

/// <summary>
/// Whether minutes of continuing education count for another period than the one they were earned in. Where nothing allows it, none do; none from
/// before the first period ever do.
/// </summary>
/// <param name="NextAtMost">How many minutes over may go into the next period; 0 where none may.</param>
/// <param name="Back">How minutes earned after a period may still make up what it lacks, or null where none may.</param>
public sealed record CarryOverRules(string Id, string Label, RequirementSource Source, int NextAtMost, CarryBack? Back)
{
    /// <summary>What holds where a document says nothing.</summary>
    public static readonly CarryOverRules None = new("", "", new RequirementSource("", "", null, "", null), 0, null);

    internal static CarryOverRules Read(ElementReader section) =>
        new(section.Id, section.Label, section.Source, section.OptionalAmount("nextAtMost") ?? 0, section.Part("back", CarryBack.Read));

    /// <summary>
    /// What counts where. Earlier periods are served first: by what was carried into them, then by what was earned in them, then by what was earned
    /// after them in time to make up. No minute counts twice, and every minute counts or has a reason.
    /// </summary>
    public CarriedMinutes Settle(IReadOnlyList<CePeriod> periods, IReadOnlyList<EarnedMinutes> earned)
    {
        ArgumentNullException.ThrowIfNull(periods);
        ArgumentNullException.ThrowIfNull(earned);
        var account = new Account(this, [.. periods.OrderBy(p => p.Period.StartsOn).ThenBy(p => p.Period.EndsOn)], earned);
        return account.Settle();
    }

    private sealed class Account
    {
        private readonly CarryOverRules _rules;
        private readonly IReadOnlyList<CePeriod> _periods;
        private readonly Lot[] _lots;
        private readonly List<CountedMinutes> _counted = [];
        private readonly List<LeftMinutes> _left = [];

        internal Account(CarryOverRules rules, IReadOnlyList<CePeriod> periods, IReadOnlyList<EarnedMinutes> earned)
        {
            (_rules, _periods) = (rules, periods);
            _lots = [.. earned.OrderBy(e => e.On).ThenBy(e => e.Id).Select(e => new Lot(e, HomeOf(e.On)))];
        }

        internal CarriedMinutes Settle()
        {
            var lacking = new int[_periods.Count];
            var fee = 0L;
            var toNext = 0;
            List<(Lot Lot, int Minutes)> carried = [];
            for (var p = 0; p < _periods.Count; p++)
            {
                var need = Math.Max(0, _periods[p].OwedMinutes);
                foreach (var (lot, minutes) in carried)
                {
                    var used = lot.Take(Math.Min(minutes, need));
                    need -= Count(lot, p, used, MinutesUse.CarriedOver);
                    Leave(lot, lot.Take(minutes - used), LeftBecause.NotNeeded);
                }

                // What cannot be carried on is used up first.
                foreach (var lot in LotsOf(p).OrderBy(lot => IsReusable(lot, p)))
                {
                    need -= Count(lot, p, lot.Take(need), MinutesUse.Earned);
                }

                var lackedBefore = need;
                // Oldest first: what was earned between two periods, and counts nowhere else, before what the next one needs itself.
                foreach (var lot in _lots.Where(lot => MayGoBack(lot, p)))
                {
                    need -= Count(lot, p, lot.Take(need), MinutesUse.CarriedBack);
                }

                fee += need < lackedBefore ? _rules.Back!.FeeCents : 0;
                lacking[p] = need;
                carried = CarryOn(p);
                toNext = carried.Sum(c => c.Minutes);
            }

            foreach (var (lot, minutes) in carried)
            {
                Leave(lot, lot.Take(minutes), LeftBecause.WaitsForNextPeriod);
            }

            foreach (var lot in _lots)
            {
                var first = _periods.Count == 0 || lot.Earned.On < _periods[0].Period.StartsOn;
                Leave(lot, lot.Take(int.MaxValue), first ? LeftBecause.BeforeTheFirstPeriod : LeftBecause.OutsideEveryPeriod);
            }

            return new CarriedMinutes(_counted, _left, lacking, toNext, fee);
        }

        private List<(Lot Lot, int Minutes)> CarryOn(int p)
        {
            var room = _rules.NextAtMost;
            List<(Lot, int)> carried = [];
            foreach (var lot in LotsOf(p))
            {
                if (!IsReusable(lot, p))
                {
                    Leave(lot, lot.Take(int.MaxValue), LeftBecause.EarnedInAnExtension);
                    continue;
                }

                var minutes = Math.Min(room, lot.Remaining);
                room -= minutes;
                if (minutes > 0)
                {
                    carried.Add((lot, minutes));
                }

                Leave(lot, lot.Take(lot.Remaining - minutes), _rules.NextAtMost == 0 ? LeftBecause.NotCarriedOver : LeftBecause.OverTheCap);
            }

            return carried;
        }

        private IEnumerable<Lot> LotsOf(int p) => _lots.Where(lot => lot.Home == p);

        private bool IsReusable(Lot lot, int p) => _periods[p] is not { ExtensionFromOn: { } from, ExtensionHoursReusable: false } || lot.Earned.On < from;

        private bool MayGoBack(Lot lot, int p) =>
            _rules.Back is { } back && lot.Earned.On > _periods[p].Period.EndsOn && lot.Earned.On <= back.Within.From(_periods[p].Period.EndsOn);

        private int HomeOf(DateOnly day)
        {
            for (var p = 0; p < _periods.Count; p++)
            {
                if (_periods[p].Period is var period && period.StartsOn <= day && day <= period.EndsOn)
                {
                    return p;
                }
            }

            return -1;
        }

        private int Count(Lot lot, int p, int minutes, MinutesUse use)
        {
            if (minutes > 0)
            {
                _counted.Add(new CountedMinutes(lot.Earned.Id, _periods[p].Period, minutes, use));
            }

            return minutes;
        }

        private void Leave(Lot lot, int minutes, LeftBecause why)
        {
            if (minutes > 0)
            {
                _left.Add(new LeftMinutes(lot.Earned.Id, minutes, why));
            }
        }
    }

    private sealed class Lot(EarnedMinutes earned, int home)
    {
        internal EarnedMinutes Earned => earned;

        /// <summary>The period that the minutes were earned in; -1 where they were earned in none.</summary>
        internal int Home => home;

        internal int Remaining { get; private set; } = Math.Max(0, earned.Minutes);

        internal int Take(int most)
        {
            var taken = Math.Clamp(most, 0, Remaining);
            Remaining -= taken;
            return taken;
        }
    }
}

/// <summary>Minutes earned after a period that make up what it lacks.</summary>
/// <param name="Within">How long after the end of the period.</param>
/// <param name="FeeCents">What each period costs that was made up so.</param>
public sealed record CarryBack(CalendarLength Within, int FeeCents)
{
    internal static CarryBack Read(ElementReader part)
    {
        var back = new CarryBack(part.Part("within", CalendarLength.ReadPlain, new CalendarLength(0, LengthUnit.Days)), part.OptionalWhole("feeCents", 0, Fee.MostCents) ?? 0);
        if (back.Within.IsBefore)
        {
            part.Wrong("What a period lacks can be made up after its end, not before.");
        }

        return back;
    }
}

/// <summary>Minutes of continuing education that a board accepted, on the day they are dated.</summary>
public sealed record EarnedMinutes(Guid Id, DateOnly On, int Minutes);

/// <summary>A period and what it owes.</summary>
/// <param name="Period">With its extension, if it has one.</param>
/// <param name="ExtensionFromOn">The first day of the extension, or null.</param>
public sealed record CePeriod(Period Period, int OwedMinutes, DateOnly? ExtensionFromOn = null, bool ExtensionHoursReusable = false);

public enum MinutesUse { Earned, CarriedOver, CarriedBack }

public enum LeftBecause { BeforeTheFirstPeriod, OutsideEveryPeriod, NotCarriedOver, OverTheCap, EarnedInAnExtension, NotNeeded, WaitsForNextPeriod }

public sealed record CountedMinutes(Guid Id, Period Toward, int Minutes, MinutesUse Use);

public sealed record LeftMinutes(Guid Id, int Minutes, LeftBecause Because);

/// <summary>The account of all minutes over all periods.</summary>
/// <param name="LackingMinutes">What each period lacks, in the order of the periods.</param>
/// <param name="ToNextMinutes">What the last period has over that the next may use.</param>
/// <param name="FeeCents">For the periods that were made up afterwards.</param>
public sealed record CarriedMinutes(
    IReadOnlyList<CountedMinutes> Counted, IReadOnlyList<LeftMinutes> Left, IReadOnlyList<int> LackingMinutes, int ToNextMinutes, long FeeCents);
