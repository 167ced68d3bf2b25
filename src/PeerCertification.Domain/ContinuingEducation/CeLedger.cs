using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Domain.ContinuingEducation;

/// <summary>A period of a credential and the rules by which it is renewed.</summary>
/// <param name="Share">How much of a whole period's continuing education is owed; of any but a first period the whole.</param>
public sealed record LedgerSpan(Period Period, RequirementSet Rules, CeShare Share)
{
    public LedgerSpan(Period period, RequirementSet rules)
        : this(period, rules, CeShare.Whole)
    {
    }

    /// <summary>The periods of one credential, the first of which may be short or long.</summary>
    /// <param name="rules">Of each period; null where none are known, and it is left out.</param>
    public static IReadOnlyList<LedgerSpan> Of(IReadOnlyList<HeldPeriod> periods, IReadOnlyList<RequirementSet?> rules) =>
    [
        .. periods.Select((held, i) => rules[i] is not { } known ? null
            : new LedgerSpan(held.Period, known, i == 0 ? known.Life.Period?.ShareOf(held.AsOpened) ?? CeShare.Whole : CeShare.Whole)).OfType<LedgerSpan>(),
    ];
}

/// <summary>How the continuing education of one period stands.</summary>
/// <param name="Share">How much of a whole period's continuing education is owed.</param>
/// <param name="HoursUntilOn">The last day on which hours for the period may be dated.</param>
/// <param name="Evaluation">The file by what a renewal asks, as it would be on that last day.</param>
/// <param name="Owed">What is still missing, in minutes, by topic where the rules ask by topic.</param>
/// <param name="CarriedInMinutes">What counts here and was earned in another period.</param>
/// <param name="LackingMinutes">What the whole period lacks once that is counted; 0 where the rules ask for no sum.</param>
/// <param name="ToNextMinutes">What is over and may be carried into the next period.</param>
public sealed record LedgerPeriod(
    Period Period, int Version, CeShare Share, DateOnly HoursUntilOn, Evaluation Evaluation, IReadOnlyList<OwedMinutes> Owed, int CarriedInMinutes, int LackingMinutes, int ToNextMinutes);

/// <summary>Minutes that one requirement still lacks.</summary>
/// <param name="Label">Such as "6 hours on ethics".</param>
public sealed record OwedMinutes(string RequirementId, string Label, int DoneMinutes, int AskedMinutes, int MissingMinutes);

/// <summary>The account of continuing education over the periods of one credential: what is done, what counts where, what is owed.</summary>
public static class CeLedger
{
    /// <summary>Judges each period by what its rules ask of a renewal. Periods of which the rules do not say are left out.</summary>
    /// <param name="spans">In the order of their days, none empty.</param>
    /// <param name="facts">Everything the holder has logged; uses of entries for other credentials among it.</param>
    /// <param name="today">Tells which late band an unrenewed period is in.</param>
    public static IReadOnlyList<LedgerPeriod> Of(IReadOnlyList<LedgerSpan> spans, Facts facts, DateOnly today, Phrasebook? words = null)
    {
        ArgumentNullException.ThrowIfNull(spans);
        ArgumentNullException.ThrowIfNull(facts);
        List<Judged> judged = [];
        var uses = facts.EarlierUses.ToList();
        for (var i = 0; i < spans.Count; i++)
        {
            var (period, rules) = (spans[i].Period, spans[i].Rules);
            if (rules.Life.Renewal is not { Root: { } root } renewal)
            {
                continue;
            }

            var until = HoursUntil(renewal, period, i + 1 < spans.Count ? spans[i + 1].Period : null, today);
            var days = new Dictionary<string, DateOnly>(facts.Days)
            {
                [nameof(Anchor.Issue)] = spans[0].Period.StartsOn,
                [nameof(Anchor.PeriodStart)] = period.StartsOn,
                [nameof(Anchor.Expiry)] = period.EndsOn,
            };
            var evaluation = RequirementEvaluator.Evaluate(rules with { Root = spans[i].Share == CeShare.Whole ? root : root.Prorated(spans[i].Share) }, facts with { Days = days, EarlierUses = [.. uses] }, until, words);
            uses.AddRange(EarlierUse.In(facts, evaluation, rules.Board, rules.CredentialType));
            judged.Add(new Judged(period, rules, spans[i].Share, until, evaluation));
        }

        return judged.Count == 0 ? [] : Carry(judged, facts);
    }

    private sealed record Judged(Period Period, RequirementSet Rules, CeShare Share, DateOnly Until, Evaluation Evaluation)
    {
        /// <summary>The sum that stands first, which is the whole of what is asked.</summary>
        internal Finding? Total { get; } = FirstSum(Evaluation.Root);
    }

    private static List<LedgerPeriod> Carry(List<Judged> judged, Facts facts)
    {
        var days = facts.Evidence.ToDictionary(fact => fact.Id, fact => fact.Detail.On);
        var earned = from of in judged
                     from counted in of.Total?.Counted ?? []
                     let day = days[counted.EvidenceId]
                     where of.Period.StartsOn <= day && day <= of.Until
                     group counted.Amount by (counted.EvidenceId, Day: day) into entry
                     select new EarnedMinutes(entry.Key.EvidenceId, entry.Key.Day, entry.Max());
        var account = judged[^1].Rules.Life.CarryOver.Settle([.. judged.Select(of => new CePeriod(of.Period with { EndsOn = of.Until }, of.Total?.Need ?? 0))], [.. earned]);
        return
        [
            .. judged.Select((of, i) =>
            {
                var carriedIn = account.Counted.Where(c => c.Toward.StartsOn == of.Period.StartsOn && c.Use != MinutesUse.Earned).Sum(c => c.Minutes);
                var lacking = of.Total is { } total ? Math.Max(0, total.Need - total.Have - carriedIn) : 0;
                return new LedgerPeriod(of.Period, of.Rules.Version, of.Share, of.Until, of.Evaluation, [.. Owed(of.Evaluation.Root)], carriedIn, lacking, i == judged.Count - 1 ? account.ToNextMinutes : 0);
            }),
        ];
    }

    private static DateOnly HoursUntil(RenewalRules renewal, Period period, Period? next, DateOnly today)
    {
        var allowed = renewal.On(period, today).HoursUntilOn;
        return next is null ? allowed : ClampedDays.Later(period.EndsOn, allowed < next.StartsOn ? allowed : next.StartsOn.AddDays(-1));
    }

    private static Finding? FirstSum(Finding finding) => finding.Unit == FindingUnit.Minutes ? finding : finding.Of.Select(FirstSum).FirstOrDefault(found => found is not null);

    private static IEnumerable<OwedMinutes> Owed(Finding finding) =>
        finding.IsMet ? []
        : (finding.Unit == FindingUnit.Minutes && finding.Need > finding.Have ? [new OwedMinutes(finding.Id, finding.Label, finding.Have, finding.Need, finding.Need - finding.Have)] : Array.Empty<OwedMinutes>())
            .Concat(finding.Of.SelectMany(Owed));
}
