using System.Globalization;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Fees;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Domain.Applications;

/// <summary>What an application is for: a first award, the next period of a credential, or the return of one that expired.</summary>
public enum ApplicationKind { First, Renewal, Reinstatement }

/// <summary>What the renewal of the period before was decided on, and what of it counted.</summary>
public sealed record SettledPeriod(Facts Facts, Evaluation Evaluation)
{
    /// <summary>How many minutes of each entry it needed.</summary>
    public IReadOnlyDictionary<Guid, int> Used { get; } = UsedMinutes.In(Facts, Evaluation);
}

/// <summary>A renewal as it can be sent on a day.</summary>
/// <param name="Held">The period that it renews.</param>
/// <param name="Position">Where the day is between the opening of the renewal and the last day of the reinstatement.</param>
public sealed record OpenRenewal(HeldPeriod Held, bool IsFirst, DateOnly FirstIssuedOn, RenewalPosition Position)
{
    public ApplicationKind Kind => Position.Phase == RenewalPhase.Reinstatement ? ApplicationKind.Reinstatement : ApplicationKind.Renewal;
}

/// <summary>Whether a credential can be renewed, what then counts, and which period follows. All of it comes from the requirement set and the acts.</summary>
public static class RenewalRule
{
    /// <summary>How a renewal stands that is sent on a day.</summary>
    /// <param name="rules">The version that decides, or null where none does.</param>
    /// <param name="acts">Of the credential; its last period is the one that is renewed.</param>
    /// <param name="handedInOn">The day on which it is handed in, where it counts as sent before: what was done with the credential since stands in its way as well. Null for the same day.</param>
    /// <returns>
    /// The renewal, or a refusal: <c>renewal.inactive</c>, <c>renewal.suspended</c>, <c>renewal.revoked</c>, <c>renewal.surrendered</c>, <c>renewal.holder_died</c>,
    /// <c>renewal.not_in_rules</c>, <c>renewal.none_left</c>, <c>renewal.too_early</c>, <c>renewal.closed</c>.
    /// </returns>
    public static Outcome<OpenRenewal> Send(RequirementSet? rules, IReadOnlyCollection<CredentialAct> acts, DateOnly on, DateOnly? handedInOn = null)
    {
        if ((RefuseState(acts, handedInOn ?? on) ?? RefuseState(acts, on) ?? RefuseRules(rules, acts)) is { } refusal)
        {
            return refusal;
        }

        var renewing = At(rules!, acts, on, CredentialTimeline.Periods(acts)[^1]);
        return renewing.Position.Phase switch
        {
            RenewalPhase.TooEarly => TooEarly(rules!.Life.Renewal!.Spans(renewing.Held.Period)[0]),
            RenewalPhase.Closed => Closed(renewing),
            RenewalPhase.Open or RenewalPhase.OpenWithFee or RenewalPhase.Late or RenewalPhase.Reinstatement => renewing,
            var unknown => throw new ArgumentOutOfRangeException(nameof(on), unknown, "No rule says whether a renewal can be sent in this phase."),
        };
    }

    /// <summary><c>renewal.not_in_rules</c> where there is nothing to judge a renewal by, or null.</summary>
    public static Refusal? RefuseUnstated(RequirementSet? rules) => rules is { Status: Openness.Open, Life: { Period: not null, Renewal.Root: not null } }
        ? null
        : new Refusal("renewal.not_in_rules", "The rules in force do not say what a renewal of this credential asks, so none can be judged. Ask the board.");

    /// <summary>Where a day stands for one period of a credential, whether or not it can be renewed then.</summary>
    public static OpenRenewal At(RequirementSet rules, IReadOnlyCollection<CredentialAct> acts, DateOnly on, HeldPeriod held)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(held);
        var issuedOn = CredentialTimeline.InForce(acts).First(a => a.Opens is not null).EffectiveOn;
        var isFirst = CredentialTimeline.Periods(acts)[0].Period.StartsOn == held.Period.StartsOn;
        return new OpenRenewal(held, isFirst, issuedOn, rules.Life.Renewal!.On(held.Period, on));
    }

    /// <summary>The days that tell which version of the rules decides, and that exceptions go by.</summary>
    /// <remarks>A renewal has no day of training of its own; where that decides, it is the day of receipt.</remarks>
    public static DecidingDays DaysOf(IReadOnlyCollection<CredentialAct> acts, DateOnly receivedOn)
    {
        var ended = CredentialTimeline.Periods(acts)[^1].Period.EndsOn;
        return new DecidingDays(receivedOn, receivedOn, CredentialTimeline.InForce(acts).First(a => a.Opens is not null).EffectiveOn, ended < receivedOn ? ended : null);
    }

    /// <summary>The facts of a person as the facts of a renewal: the days that windows hang on, and what may count for the period.</summary>
    /// <param name="before">The period before, where it was decided on.</param>
    /// <param name="extensionId">The ground on which the period was made longer, or null.</param>
    public static Facts FactsOf(RequirementSet rules, OpenRenewal renewing, Facts facts, DateOnly sentOn, SettledPeriod? before, string? extensionId)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(renewing);
        ArgumentNullException.ThrowIfNull(facts);
        var (period, position) = (renewing.Held.Period, renewing.Position);
        var days = new Dictionary<string, DateOnly>
        {
            [nameof(Anchor.Receipt)] = sentOn,
            [nameof(Anchor.Submission)] = sentOn,
            [nameof(Anchor.Issue)] = renewing.FirstIssuedOn,
            [nameof(Anchor.PeriodStart)] = period.StartsOn,
            [nameof(Anchor.Expiry)] = period.EndsOn,
        };
        if (period.EndsOn < sentOn)
        {
            days[nameof(Anchor.Lapse)] = period.EndsOn;
        }

        return facts with
        {
            Days = days,
            Renewal = new RenewedPeriod(
                period.StartsOn > renewing.FirstIssuedOn ? period.StartsOn : renewing.FirstIssuedOn,
                period.EndsOn,
                HoursUntil(rules.Life, period, position),
                position.BandId,
                position.Phase == RenewalPhase.Reinstatement,
                renewing.IsFirst,
                renewing.IsFirst && rules.Life.Period is { } periods ? periods.ShareOf(renewing.Held.AsOpened) : CeShare.Whole,
                before is null ? [] : Carried(rules.Life, before),
                before is null ? [] : [.. before.Used.Select(use => new EntryMinutes(use.Key, use.Value))])
            {
                ExtensionFromOn = renewing.Held.ExtensionFromOn,
                ExtensionHoursReusable = rules.Life.Period?.Extensions.FirstOrDefault(e => e.Id == extensionId)?.HoursReusable ?? false,
            },
        };
    }

    /// <summary>The period that an approval opens: without a gap where the renewal came within the period or its grace, and else from the day of the decision.</summary>
    /// <param name="others">The current periods of the holder's other credentials at the board.</param>
    /// <returns>The period, or a refusal: <c>decision.birth_date_needed</c>.</returns>
    public static Outcome<Period> Next(RequirementSet rules, Facts facts, Period renewed, DateOnly sentOn, DateOnly decidedOn, WorkingDays calendar, IReadOnlyList<Period> others)
    {
        ArgumentNullException.ThrowIfNull(renewed);
        var follows = sentOn <= (renewed.GraceEndsOn ?? renewed.EndsOn);
        return DecisionRule.Award(rules, facts, new PeriodQuestion(follows ? sentOn : decidedOn, calendar, facts.BirthDate, renewed, others));
    }

    /// <summary>The period as an officer makes it longer. It can be until the last day on which it could still be renewed or reinstated.</summary>
    /// <param name="ground">The id of an extension in the rules.</param>
    /// <param name="taken">How often this period was extended on this ground already.</param>
    /// <returns>The longer period, or a refusal: <c>extension.not_in_rules</c>, <c>extension.used_up</c>, <c>extension.too_late</c>.</returns>
    public static Outcome<Period> Extend(RequirementSet? rules, Period period, string ground, int taken, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(period);
        if (rules?.Life.Period?.Extensions.FirstOrDefault(e => e.Id == ground) is not { } extension)
        {
            string[] known = [.. rules?.Life.Period?.Extensions.Select(e => e.Id) ?? []];
            return new Refusal("extension.not_in_rules", known.Length == 0 ? "The rules in force know no extension of a period." : $"The rules in force know no such ground; they know {string.Join(", ", known)}.");
        }

        if (on > period.EndsOn && (rules.Life.Renewal is not { } renewal || renewal.On(period, on).Phase == RenewalPhase.Closed))
        {
            return new Refusal("extension.too_late", $"The period ended with {period.EndsOn:yyyy-MM-dd} and can be renewed no longer, so there is nothing to extend.");
        }

        return extension.Extend(period, taken, isDecided: true) is { Period: { } longer } ? longer
            : new Refusal("extension.used_up", $"A period can be extended on this ground {Times(extension.AtMost)}, and was {Times(taken)}.");
    }

    /// <summary>Whether a renewal that came in on a day keeps the standing while the board has not answered.</summary>
    public static bool KeepsStanding(RequirementSet rules, OpenRenewal renewing)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(renewing);
        return rules.Life.Renewal!.PendingKeepsStanding && renewing.Position.Phase is RenewalPhase.Open or RenewalPhase.OpenWithFee;
    }

    /// <summary>What a renewal in a phase costs beside the fee of its band, each charge with its reason.</summary>
    /// <param name="facts">Of the renewal.</param>
    /// <param name="evaluation">How it comes out: hours earned after the period make up what it lacks at a fee.</param>
    public static IReadOnlyList<Charge> Fees(RequirementSet rules, RenewalPosition position, Facts facts, Evaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        var on = evaluation.On;
        ArgumentNullException.ThrowIfNull(position);
        var life = rules.Life;
        var days = new DecidingDays(on, on, facts.Days.TryGetValue(nameof(Anchor.Issue), out var issued) ? issued : null, facts.Days.TryGetValue(nameof(Anchor.Lapse), out var lapsed) ? lapsed : null);
        var known = ApplicationFees.Known(rules, days, facts, on);
        FeePurpose[] purposes = position.Phase switch
        {
            RenewalPhase.Reinstatement => [FeePurpose.Reinstatement, FeePurpose.Review],
            RenewalPhase.Late or RenewalPhase.OpenWithFee => [FeePurpose.Renewal, FeePurpose.Late, FeePurpose.Review],
            _ => [FeePurpose.Renewal, FeePurpose.Review],
        };
        return [.. purposes.SelectMany(purpose => Fee.Due(life.Fees, purpose, known)), .. MadeUp(life, position, facts, evaluation)];
    }

    private static IEnumerable<Charge> MadeUp(CredentialLife life, RenewalPosition position, Facts facts, Evaluation evaluation)
    {
        var after = facts.Evidence.Where(fact => fact.Detail.On > position.HoursUntilOn && fact.Detail.Minutes > 0).Select(fact => fact.Id).ToHashSet();
        return life.CarryOver.Back is { FeeCents: > 0 } back && evaluation.Entries.Any(use => use.CountedMinutes > 0 && after.Contains(use.EvidenceId))
            ? [new Charge(life.CarryOver.Id, FeePurpose.Late, back.FeeCents, ChargeReason.Owed, $"{life.CarryOver.Label}: hours of the period are made up after it.", life.CarryOver.Source.Citation)]
            : [];
    }

    /// <summary>Said where a period was taken back that an application wants to renew.</summary>
    public static Refusal PeriodGone() =>
        new("renewal.period_gone", "The period that this application renews was taken back or is renewed already. Withdraw it; where something is to be renewed still, begin anew.");

    private static DateOnly HoursUntil(CredentialLife life, Period period, RenewalPosition position) =>
        position.Phase == RenewalPhase.Late && life.CarryOver.Back is { } back && back.Within.From(period.EndsOn) is var until && until > position.HoursUntilOn ? until : position.HoursUntilOn;

    /// <summary>What the period before has over: minutes that were accepted for it, counted for nothing, and may go on.</summary>
    private static IReadOnlyList<EntryMinutes> Carried(CredentialLife life, SettledPeriod before)
    {
        if (life.CarryOver.NextAtMost == 0 || before.Facts.Renewal is not { } renewed)
        {
            return [];
        }

        var over = before.Facts.Evidence.Where(fact => fact is { Detail: EvidenceDetail.Training, AcceptedMinutes: > 0, State: EvidenceState.Accepted or EvidenceState.PartlyAccepted })
            .Select(fact => new EarnedMinutes(fact.Id, fact.Detail.On, fact.AcceptedMinutes!.Value - before.Used.GetValueOrDefault(fact.Id, 0)));
        var period = new CePeriod(new Period(renewed.StartsOn, renewed.EndsOn), 0, renewed.ExtensionFromOn, renewed.ExtensionHoursReusable);
        return [.. life.CarryOver.Settle([period], [.. over]).Left.Where(left => left.Because == LeftBecause.WaitsForNextPeriod).Select(left => new EntryMinutes(left.Id, left.Minutes))];
    }

    /// <summary>Why a credential cannot be renewed as it is on a day, or null; the calendar and the rules are not asked.</summary>
    /// <returns>Null, or one of the refusals of <see cref="Send"/> that begin with the state.</returns>
    public static Refusal? RefuseState(IReadOnlyCollection<CredentialAct> acts, DateOnly on) => RefuseState(CredentialTimeline.StateOn(on, acts));

    private static Refusal? RefuseState(CredentialState state) => state switch
    {
        CredentialState.Active => null,
        CredentialState.Inactive => new Refusal("renewal.inactive", "The credential is inactive. Ask the board to set it active again; then it can be renewed."),
        CredentialState.Suspended => new Refusal("renewal.suspended", "The credential is suspended. It can be renewed once the suspension has ended or the board has lifted it."),
        CredentialState.Revoked => new Refusal("renewal.revoked", "The board has revoked the credential, so there is nothing to renew. Whether you may apply anew is for the board to say."),
        CredentialState.Surrendered => new Refusal("renewal.surrendered", "The credential was given up, so there is nothing to renew. A new first application is the way back."),
        CredentialState.Deceased => new Refusal("renewal.holder_died", "The holder's death is recorded, so there is nothing to renew. Tell the board if that is wrong."),
        CredentialState.None => new Refusal("renewal.too_early", "The award is not in effect yet; a renewal can be sent once it is."),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No rule says whether a credential in this state can be renewed."),
    };

    private static Refusal? RefuseRules(RequirementSet? rules, IReadOnlyCollection<CredentialAct> acts)
    {
        if (RefuseUnstated(rules) is { } unstated)
        {
            return unstated;
        }

        var periods = rules!.Life.Period!;
        var renewed = CredentialTimeline.InForce(acts).Count(a => a.Kind == CredentialActKind.Renew);
        return periods.MayRenewAgain(renewed) ? null
            : new Refusal("renewal.none_left", $"This credential can be renewed {Times(periods.RenewalsAtMost!.Value)}, and was {Times(renewed)}. Once it has expired, a new first application is the way.");
    }

    private static string Times(int number) => number switch { 0 => "never", 1 => "once", _ => string.Create(CultureInfo.InvariantCulture, $"{number} times") };

    private static Refusal TooEarly(RenewalSpan open) =>
        new("renewal.too_early", $"The renewal of this period opens on {open.FromOn:yyyy-MM-dd}; send it from that day on.")
        {
            Details = new Dictionary<string, object?> { ["opensOn"] = open.FromOn },
        };

    private static Refusal Closed(OpenRenewal renewing) =>
        new("renewal.closed", $"The last day on which this credential could be renewed or reinstated is over; its period ends with {renewing.Held.Period.EndsOn:yyyy-MM-dd}. Once it has expired, a new first application is the way.")
        {
            Details = new Dictionary<string, object?> { ["endsOn"] = renewing.Held.Period.EndsOn },
        };
}
