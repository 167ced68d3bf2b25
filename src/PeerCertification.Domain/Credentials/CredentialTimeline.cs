namespace PeerCertification.Domain.Credentials;

/// <summary>One dated decision on a credential, as recorded. Nothing of it ever changes; a wrong one is vacated by another.</summary>
/// <param name="Sequence">Order of recording within the credential, from 1.</param>
/// <param name="EffectiveOn">The first day, at the board, on which the act holds.</param>
/// <param name="UntilOn">The last day of a suspension that ends by itself; null for every other act and for an open-ended suspension.</param>
/// <param name="RecordedAtUtc">When the registry learned of it: the second axis of time.</param>
/// <param name="VacatesSequence">The act that a Vacate takes back; null for every other kind.</param>
/// <param name="Opens">The period that Issue, Renew or Reinstate opens; the longer one in place of the current that Extend does.</param>
/// <param name="AfterEnd">What is shown after that period and its grace, in the order of the days; expired where it says nothing.</param>
/// <param name="Name">The name that is printed from then on; null for every kind but ChangeName.</param>
/// <param name="Endorsement">The code, in the rules of the credential type, of what Endorse adds or EndEndorsement ends; null for every other kind.</param>
/// <param name="IsPrimary">Of Endorse: whether it is the primary one of the credential. At most one is at a time.</param>
public sealed record CredentialAct(
    int Sequence,
    CredentialActKind Kind,
    DateOnly EffectiveOn,
    DateTime RecordedAtUtc,
    DateOnly? UntilOn = null,
    int? VacatesSequence = null,
    Period? Opens = null,
    IReadOnlyList<LateStanding>? AfterEnd = null,
    string? Name = null,
    string? Endorsement = null,
    bool IsPrimary = false);

/// <summary>What a credential holds beside itself, such as work with families.</summary>
/// <param name="FromOn">The first day, at the board, on which it holds.</param>
/// <param name="IsPrimary">Whether it is the primary one, which the holder chose.</param>
public sealed record HeldEndorsement(string Code, DateOnly FromOn, bool IsPrimary = false);

/// <summary>Derived answer on a day; never stored. A new one comes last: what is packed of late bands says the place.</summary>
public enum Standing { NotYetEffective, Active, InGrace, Expired, Inactive, Suspended, Revoked, Surrendered, Deceased }

/// <summary>What the registry says of a credential for a day, as known at an instant.</summary>
/// <param name="StandingUntilOn">The last day of a suspension that ends by itself, or of what is shown of a late renewal; null otherwise.</param>
/// <param name="Period">The period that covers the day or is the last to have begun before it; the first one when none has begun.</param>
/// <param name="LastChangedAtUtc">When the latest act known then was recorded.</param>
/// <param name="Because">What brought it about, where it is not an act of the board or a running period.</param>
public sealed record StandingAnswer(Standing Standing, DateOnly? StandingUntilOn, DateOnly FirstIssuedOn, Period Period, DateTime LastChangedAtUtc, StandingCause Because = StandingCause.ActsAndPeriod);

/// <summary>What a standing comes from: acts and the period; a complete renewal that waits for the board; or a late band of the rules.</summary>
public enum StandingCause { ActsAndPeriod, RenewalWaits, RenewalLate }

/// <summary>
/// Reads a credential's acts as a history. Standing is derived here and nowhere else: a job that runs late or not at all can never make it wrong.
/// </summary>
public static class CredentialTimeline
{
    /// <summary>
    /// The standing on a day as the registry could have told it at <paramref name="knownAtUtc"/>, or null when it then knew of no credential.
    /// Death, revocation and surrender outrank suspension, which outranks the calendar: a suspended credential whose period has ended reads
    /// as suspended until the suspension ends, and as expired from then on. An inactive one whose period has ended reads as expired: grace is
    /// for those who practise. An active one whose period has ended reads as active while a complete renewal waits that keeps the standing, and
    /// else as the late bands of its rules say.
    /// </summary>
    public static StandingAnswer? On(DateOnly day, IReadOnlyCollection<CredentialAct> acts, DateTime knownAtUtc)
    {
        var known = Known(acts, knownAtUtc);
        var history = InForce(known);
        if (history.Count == 0)
        {
            return null;
        }

        var (state, suspendedUntil) = StateAfter(day, history);
        var (issuedOn, opened) = PeriodsOn(day, history);
        var current = opened.Opens!;
        var answer = new StandingAnswer(
            Read(state, current, day),
            state == CredentialState.Suspended ? suspendedUntil : null,
            issuedOn,
            current,
            known.Max(a => a.RecordedAtUtc));
        return state == CredentialState.Active && day > current.EndsOn ? AfterEnd(answer, opened, history, day) : answer;
    }

    /// <summary>The name that is printed on a day, as the registry could have told it at <paramref name="knownAtUtc"/>: as awarded, or as changed last by then.</summary>
    public static string NameOn(DateOnly day, IReadOnlyCollection<CredentialAct> acts, DateTime knownAtUtc, string asAwarded) =>
        acts.All(a => a.Name is null) ? asAwarded : InForce(Known(acts, knownAtUtc)).LastOrDefault(a => a.Name is not null && a.EffectiveOn <= day)?.Name ?? asAwarded;

    /// <summary>The endorsements that a credential holds on a day, as the registry could have told at <paramref name="knownAtUtc"/>, in the order in which they were added. Whether it is good for anything, its standing says.</summary>
    public static IReadOnlyList<HeldEndorsement> EndorsementsOn(DateOnly day, IReadOnlyCollection<CredentialAct> acts, DateTime knownAtUtc) =>
        acts.All(a => a.Endorsement is null) ? [] : EndorsementsOn(day, InForce(Known(acts, knownAtUtc)));

    /// <summary>What the acts alone say on a day, whatever the calendar says of the period.</summary>
    public static CredentialState StateOn(DateOnly day, IReadOnlyCollection<CredentialAct> acts) => StateAfter(day, InForce(acts)).State;

    /// <summary>Every period, the earliest first, each as it was opened and as extensions left it.</summary>
    public static IReadOnlyList<HeldPeriod> Periods(IReadOnlyCollection<CredentialAct> acts) =>
    [
        .. InForce(acts).Where(a => a.Opens is not null).GroupBy(a => a.Opens!.StartsOn).OrderBy(p => p.Key)
            .Select(p => new HeldPeriod(p.MaxBy(a => a.Sequence)!.Opens!, p.MinBy(a => a.Sequence)!.Opens!)),
    ];

    /// <summary>Whether an act may be added: with it, the whole history must still be one that the lifecycle allows, on every day.</summary>
    /// <param name="today">The day at the board on which the act is recorded.</param>
    /// <returns>
    /// The act itself, or a refusal: <c>credential.act_not_allowed</c>, <c>credential.death_in_future</c>, <c>credential.vacate_not_possible</c>,
    /// <c>credential.endorsement_held</c>, <c>credential.endorsement_not_held</c>, <c>credential.primary_endorsement_held</c>,
    /// <c>credential.not_good_on_day</c>.
    /// </returns>
    public static Outcome<CredentialAct> Record(CredentialAct act, IReadOnlyCollection<CredentialAct> acts, DateOnly today)
    {
        if (act.Kind == CredentialActKind.RecordDeath && act.EffectiveOn > today)
        {
            return new Refusal("credential.death_in_future", $"A death can be recorded up to today, {today:yyyy-MM-dd}, not from {act.EffectiveOn:yyyy-MM-dd}.");
        }

        if (act.EffectiveOn > today.AddYears(VerificationReach.YearsAhead))
        {
            return new Refusal("credential.act_not_allowed", $"{act.EffectiveOn:yyyy-MM-dd} is over {VerificationReach.YearsAhead} years ahead, where no verification reaches.");
        }

        if (act.UntilOn > today.AddYears(VerificationReach.YearsAhead))
        {
            return new Refusal("credential.act_not_allowed", $"{act.UntilOn:yyyy-MM-dd} is over {VerificationReach.YearsAhead} years ahead; leave the last day out where there is none.");
        }

        if (act.Kind == CredentialActKind.Vacate && RefuseVacate(act, acts) is { } refusal)
        {
            return refusal;
        }

        var history = InForce([.. acts, act]);
        return (RefuseHistory(history, added: act) ?? RefuseEndorsements(history) ?? RefuseEndorsedWhenOver(act, history, acts)) is { } broken ? broken : act;
    }

    /// <summary>
    /// The acts that the registry knew at an instant. Acts are known in the order of recording: where the clocks of two nodes disagree, one that
    /// was built on another is never known before it.
    /// </summary>
    public static IReadOnlyCollection<CredentialAct> Known(IReadOnlyCollection<CredentialAct> acts, DateTime knownAtUtc)
    {
        List<CredentialAct> known = [.. acts];
        known.Sort((one, other) => one.Sequence.CompareTo(other.Sequence));
        var later = known.FindIndex(a => a.RecordedAtUtc > knownAtUtc);
        return later < 0 ? known : known[..later];
    }

    /// <summary>The acts that stand: those not vacated, in the order in which they take effect.</summary>
    public static IReadOnlyList<CredentialAct> InForce(IReadOnlyCollection<CredentialAct> known)
    {
        List<CredentialAct> inForce = [.. known];
        foreach (var vacate in known)
        {
            if (vacate.Kind == CredentialActKind.Vacate)
            {
                inForce.RemoveAll(a => a.Sequence == vacate.Sequence || a.Sequence == vacate.VacatesSequence);
            }
        }

        inForce.Sort((one, other) => (one.EffectiveOn, one.Sequence).CompareTo((other.EffectiveOn, other.Sequence)));
        return inForce;
    }

    private static Refusal? RefuseVacate(CredentialAct vacate, IReadOnlyCollection<CredentialAct> acts) =>
        InForce(acts).FirstOrDefault(a => a.Sequence == vacate.VacatesSequence) switch
        {
            null => new Refusal("credential.vacate_not_possible", "There is no such act in force on this credential."),
            { Kind: CredentialActKind.Issue } => new Refusal("credential.vacate_not_possible", "An award cannot be vacated; revoke the credential from its first day."),
            _ => null,
        };

    /// <summary>Endorsements are added where they are not held, and ended where they are, on every day, and one of them is primary at most: an act that another was built on is taken back after it.</summary>
    private static Refusal? RefuseEndorsements(IReadOnlyList<CredentialAct> history)
    {
        HashSet<string> held = [];
        string? primary = null;
        foreach (var act in history)
        {
            if (act.IsPrimary && primary is not null)
            {
                return new Refusal("credential.primary_endorsement_held", $"{primary} is the primary endorsement on {act.EffectiveOn:yyyy-MM-dd}; end it from that day first, and add it again without that if it is kept.");
            }

            primary = act.IsPrimary ? act.Endorsement : primary == act.Endorsement ? null : primary;
            if (act.Kind == CredentialActKind.Endorse && !held.Add(act.Endorsement!))
            {
                return new Refusal("credential.endorsement_held", $"The credential holds {act.Endorsement} already on {act.EffectiveOn:yyyy-MM-dd}.");
            }

            if (act.Kind == CredentialActKind.EndEndorsement && !held.Remove(act.Endorsement!))
            {
                return new Refusal("credential.endorsement_not_held", $"The credential would not hold {act.Endorsement} on {act.EffectiveOn:yyyy-MM-dd}, where it is ended.");
            }
        }

        return null;
    }

    /// <summary>
    /// An endorsement is added to a credential that is good on that day: active, or in grace. What the calendar or the board does later leaves it on
    /// record; but an act by which the credential was good on the day is taken back after it.
    /// </summary>
    private static Refusal? RefuseEndorsedWhenOver(CredentialAct added, IReadOnlyList<CredentialAct> history, IReadOnlyCollection<CredentialAct> acts)
    {
        IReadOnlyCollection<CredentialAct> now = [.. acts, added];
        var endorsed = added.Kind switch
        {
            CredentialActKind.Endorse => [added],
            CredentialActKind.Vacate => history.Where(a => a.Kind == CredentialActKind.Endorse && IsGood(a.EffectiveOn, acts)),
            _ => [],
        };
        return endorsed.FirstOrDefault(a => !IsGood(a.EffectiveOn, now)) switch
        {
            null => null,
            var over when over == added => new Refusal("credential.not_good_on_day", $"On {over.EffectiveOn:yyyy-MM-dd} the credential is {On(over.EffectiveOn, now, DateTime.MaxValue)!.Standing}; an endorsement is added from a day on which it is active or in grace. Where it is renewed, record that first."),
            var over => new Refusal("credential.not_good_on_day", $"Without act {added.VacatesSequence} the credential would be {On(over.EffectiveOn, now, DateTime.MaxValue)!.Standing} on {over.EffectiveOn:yyyy-MM-dd}, from which day {over.Endorsement} was added. Vacate act {over.Sequence} first."),
        };
    }

    private static bool IsGood(DateOnly day, IReadOnlyCollection<CredentialAct> acts) => On(day, acts, DateTime.MaxValue)!.Standing is Standing.Active or Standing.InGrace;

    private static IReadOnlyList<HeldEndorsement> EndorsementsOn(DateOnly day, IReadOnlyList<CredentialAct> history)
    {
        List<HeldEndorsement> held = [];
        foreach (var act in history.TakeWhile(a => a.EffectiveOn <= day).Where(a => a.Endorsement is not null))
        {
            held.RemoveAll(e => e.Code == act.Endorsement);
            if (act.Kind == CredentialActKind.Endorse)
            {
                held.Add(new HeldEndorsement(act.Endorsement!, act.EffectiveOn, act.IsPrimary));
            }
        }

        return held;
    }

    private static Refusal? RefuseHistory(IReadOnlyList<CredentialAct> history, CredentialAct added)
    {
        var state = CredentialState.None;
        DateOnly? suspendedUntil = null;
        foreach (var act in history)
        {
            var moved = CredentialLifecycle.Table.Decide(AfterSuspension(state, suspendedUntil, act.EffectiveOn), act.Kind);
            if (moved.Refusal is not null && act == added && state == CredentialState.None)
            {
                return new Refusal("credential.act_not_allowed", $"The credential is in effect from {history.First(a => a.Kind == CredentialActKind.Issue).EffectiveOn:yyyy-MM-dd}; nothing can take effect on it before.");
            }

            if (moved.Refusal is { } refusal)
            {
                return act == added
                    ? refusal
                    : refusal with { Reason = $"{added.Kind} does not fit what is recorded already: on {act.EffectiveOn:yyyy-MM-dd} stands {act.Kind} (act {act.Sequence}). {refusal.Reason} Vacate that act first." };
            }

            (state, suspendedUntil) = (moved.Value, SuspendedUntil(act, suspendedUntil));
        }

        return null;
    }

    /// <summary>The end of the wait for a renewal, a new name and the end of an endorsement are recorded whatever the state, and leave a suspension as it is.</summary>
    private static DateOnly? SuspendedUntil(CredentialAct act, DateOnly? before) =>
        act.Kind is CredentialActKind.EndAwait or CredentialActKind.ChangeName or CredentialActKind.EndEndorsement ? before : act.UntilOn;

    /// <summary>Whether the last that acts in force say of renewals is that a complete one waits for the board.</summary>
    public static bool RenewalWaits(IReadOnlyList<CredentialAct> inForce) =>
        inForce.LastOrDefault(a => a.Kind is CredentialActKind.AwaitRenewal or CredentialActKind.EndAwait or CredentialActKind.Renew) is { Kind: CredentialActKind.AwaitRenewal };

    private static StandingAnswer AfterEnd(StandingAnswer answer, CredentialAct opened, IReadOnlyList<CredentialAct> history, DateOnly day)
    {
        if (RenewalWaits([.. history.TakeWhile(a => a.EffectiveOn <= day)]))
        {
            return answer with { Standing = Standing.Active, Because = StandingCause.RenewalWaits };
        }

        return answer.Standing == Standing.Expired && opened.AfterEnd?.FirstOrDefault(late => day <= late.UntilOn) is { } shown && shown.Standing != Standing.Expired
            ? answer with { Standing = shown.Standing, StandingUntilOn = shown.UntilOn, Because = StandingCause.RenewalLate }
            : answer;
    }

    /// <summary>The state on a day of a history that was allowed when it was recorded.</summary>
    private static (CredentialState State, DateOnly? SuspendedUntil) StateAfter(DateOnly day, IReadOnlyList<CredentialAct> history)
    {
        var state = CredentialState.None;
        DateOnly? suspendedUntil = null;
        foreach (var act in history)
        {
            if (act.EffectiveOn > day)
            {
                break;
            }

            state = CredentialLifecycle.Table.Decide(AfterSuspension(state, suspendedUntil, act.EffectiveOn), act.Kind).Value;
            suspendedUntil = SuspendedUntil(act, suspendedUntil);
        }

        return (AfterSuspension(state, suspendedUntil, day), suspendedUntil);
    }

    /// <summary>
    /// The day of the first award, and the act that opened the period that has begun last on the day; the first one where none has begun. A period
    /// may begin before its award, where a board counts from the first of the month.
    /// </summary>
    private static (DateOnly IssuedOn, CredentialAct Opened) PeriodsOn(DateOnly day, IReadOnlyList<CredentialAct> history)
    {
        CredentialAct? first = null;
        CredentialAct? current = null;
        DateOnly? issuedOn = null;
        foreach (var act in history)
        {
            if (act.Opens is { } period)
            {
                issuedOn ??= act.EffectiveOn;
                first = first is null || period.StartsOn < first.Opens!.StartsOn || (period.StartsOn == first.Opens.StartsOn && IsBefore(first, act)) ? act : first;
                current = period.StartsOn <= day && (current is null || IsBefore(current, act)) ? act : current;
            }
        }

        return first is null
            ? throw new ArgumentException("An award opens a period; this history has none.", nameof(history))
            : (issuedOn!.Value, current ?? first);
    }

    /// <summary>Of two acts that open periods which begin on one day, the later one extends the other.</summary>
    private static bool IsBefore(CredentialAct one, CredentialAct other) =>
        one.Opens!.StartsOn != other.Opens!.StartsOn ? one.Opens.StartsOn < other.Opens.StartsOn : one.Sequence < other.Sequence;

    private static CredentialState AfterSuspension(CredentialState state, DateOnly? until, DateOnly day) =>
        state == CredentialState.Suspended && until < day ? CredentialState.Active : state;

    private static Standing Read(CredentialState state, Period period, DateOnly day) => state switch
    {
        CredentialState.None => Standing.NotYetEffective,
        CredentialState.Active when day <= period.EndsOn => Standing.Active,
        CredentialState.Active when day <= period.GraceEndsOn => Standing.InGrace,
        CredentialState.Active => Standing.Expired,
        CredentialState.Inactive when day <= period.EndsOn => Standing.Inactive,
        CredentialState.Inactive => Standing.Expired,
        CredentialState.Suspended => Standing.Suspended,
        CredentialState.Revoked => Standing.Revoked,
        CredentialState.Surrendered => Standing.Surrendered,
        CredentialState.Deceased => Standing.Deceased,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No rule reads this state."),
    };
}
