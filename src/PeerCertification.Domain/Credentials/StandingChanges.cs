using PeerCertification.Domain.Calendars;

namespace PeerCertification.Domain.Credentials;

/// <summary>What changed of a credential, in the words of whoever relies on it. The first ones are acts of the board; the later ones happen by themselves when a day begins.</summary>
public enum StandingChangeKind
{
    Awarded,
    Renewed,
    Extended,
    RenewalAwaited,
    RenewalNoLongerAwaited,
    Deactivated,
    Reactivated,
    Suspended,
    SuspensionLifted,
    Revoked,
    Surrendered,
    Reinstated,
    DeathRecorded,
    ActVacated,
    RestrictionBegan,
    RestrictionEnded,
    EndorsementAdded,
    EndorsementEnded,
    EndorsementMadePrimary,
    EndorsementNoLongerPrimary,
    BecameEffective,
    PeriodBegan,
    GraceBegan,
    GraceEnded,
    LateBandBegan,
    Expired,
    SuspensionEnded,
}

/// <summary>One change of what the registry answers about a credential: on the days from <paramref name="EffectiveOn"/> on it says something else than it did.</summary>
/// <param name="From">What was said before: of the day before where a day brought it about, of the same day where an act did; null where the credential was not known.</param>
/// <param name="To">What is said now. The same as before where the period, a restriction or an endorsement is what changed.</param>
/// <param name="EffectiveOn">The first day, at the board, of which it is said.</param>
/// <param name="UntilOn">The last such day, where an act changed days that have passed and not the day it was recorded on; null otherwise.</param>
/// <param name="PeriodEndsOn">The last day of the period that holds from then on.</param>
/// <param name="KnownAtUtc">Since when the registry says it: when the act was recorded, or when the day began at the board.</param>
/// <param name="IsCorrection">Whether it reaches back to days before the one on which it was known.</param>
/// <param name="ActSequence">The last act that was known then; the one that brought it about, where one did.</param>
/// <param name="Endorsement">The code of the endorsement that is held, or is the primary one, from then on, or no more; null where something else changed.</param>
public sealed record StandingChange(
    StandingChangeKind Kind,
    Standing? From,
    Standing To,
    DateOnly EffectiveOn,
    DateOnly? UntilOn,
    DateOnly PeriodEndsOn,
    DateTime KnownAtUtc,
    bool IsCorrection,
    int ActSequence,
    string? Endorsement = null);

/// <summary>How far a credential's changes were told.</summary>
/// <param name="Sequence">The last act that was told; 0 where none was.</param>
/// <param name="On">The last day, at the board, that was told; null where nothing was.</param>
public sealed record ToldUpTo(int Sequence, DateOnly? On);

/// <summary>
/// Tells what changed of a credential since it was last asked. What it says follows from the acts and the days alone and not from when it is asked:
/// asked every day or once in a year, it says the same changes, each once. Every standing is read from <see cref="CredentialTimeline"/>.
/// </summary>
public static class StandingChanges
{
    /// <summary>What is said of an endorsement that is held, each told on its own: when it begins to be so, and when it is no more.</summary>
    private static readonly (Func<HeldEndorsement, bool> Fact, StandingChangeKind Began, StandingChangeKind Ended)[] OfEndorsements =
    [
        (_ => true, StandingChangeKind.EndorsementAdded, StandingChangeKind.EndorsementEnded),
        (held => held.IsPrimary, StandingChangeKind.EndorsementMadePrimary, StandingChangeKind.EndorsementNoLongerPrimary),
    ];

    /// <summary>The changes from what was told up to today, oldest first.</summary>
    /// <param name="today">The day at the board.</param>
    public static IReadOnlyList<StandingChange> Since(ToldUpTo told, IReadOnlyCollection<CredentialAct> acts, DateOnly today, TimeZoneInfo zone)
    {
        var changes = new List<StandingChange>();
        List<CredentialAct> known = [.. acts.Where(a => a.Sequence <= told.Sequence)];
        var on = told.On;
        foreach (var act in acts.Where(a => a.Sequence > told.Sequence).OrderBy(a => a.Sequence))
        {
            // Where a clock was put back, an act is not told of a day that has not come, nor of one before the last that was told.
            var recordedOn = Later(on, Earlier(BoardDay.Of(act.RecordedAtUtc, zone), today));
            if (known.Count == 0)
            {
                on = Earlier(act.EffectiveOn, recordedOn);
                known.Add(act);
                changes.Add(Change(StandingChangeKind.Awarded, null, At(on.Value, known), on.Value, null, act, recordedOn));
                continue;
            }

            changes.AddRange(ByDays(known, on!.Value, recordedOn, zone));
            changes.AddRange(ByAct(act, known, recordedOn));
            known.Add(act);
            on = recordedOn;
        }

        return known.Count == 0 || on is null ? changes : [.. changes, .. ByDays(known, on.Value, today, zone)];
    }

    /// <summary>The first day after one on which another standing begins by itself, or something else is said of an endorsement; or null.</summary>
    public static DateOnly? NextAfter(DateOnly day, IReadOnlyCollection<CredentialAct> acts) =>
        Turns(acts).Where(d => d > day && (At(d.AddDays(-1), acts).Standing != At(d, acts).Standing || EndorsementsTurned(d, acts).Any()))
            .Select(d => (DateOnly?)d).FirstOrDefault();

    /// <summary>The changes that a public restriction brings about up to today: that it begins, and that it has ended or was taken back as a whole.</summary>
    /// <param name="toldBegan">Whether its beginning was told.</param>
    /// <param name="toldEnded">Whether its end was told.</param>
    /// <param name="acts">All acts on the credential, of which there is one.</param>
    public static IReadOnlyList<StandingChange> Since(RestrictionSpan restriction, bool toldBegan, bool toldEnded, IReadOnlyCollection<CredentialAct> acts, DateOnly today, TimeZoneInfo zone)
    {
        var changes = new List<StandingChange>();
        var (beganOn, lastOn) = (restriction.FromOn, restriction.LastDay(DateTime.MaxValue));
        if (!toldBegan && beganOn <= today && !(lastOn < beganOn))
        {
            changes.Add(ByRestriction(StandingChangeKind.RestrictionBegan, beganOn, restriction.RecordedAtUtc));
        }

        if ((toldBegan || changes.Count > 0) && !toldEnded && lastOn < today)
        {
            // One that was taken back as a whole never held: it is told of the day on which it was said to begin.
            var endedOn = lastOn < beganOn ? beganOn : lastOn.Value.AddDays(1);
            changes.Add(ByRestriction(StandingChangeKind.RestrictionEnded, endedOn, restriction.EndRecordedAtUtc ?? restriction.RecordedAtUtc));
        }

        return changes;

        StandingChange ByRestriction(StandingChangeKind kind, DateOnly on, DateTime recordedAtUtc)
        {
            var beganAtUtc = on == DateOnly.MinValue ? DateTime.MinValue : BoardDay.EndUtc(on.AddDays(-1), zone);
            var knownAtUtc = beganAtUtc < recordedAtUtc ? recordedAtUtc : beganAtUtc;
            var known = CredentialTimeline.Known(acts, knownAtUtc) is { Count: > 0 } some ? some : acts; // the clocks of two nodes may disagree on which came first
            var answer = At(on, known);
            return new StandingChange(kind, answer.Standing, answer.Standing, on, null, answer.Period.EndsOn, knownAtUtc, BoardDay.Of(knownAtUtc, zone) > on, known.Max(a => a.Sequence));
        }
    }

    /// <summary>The first day after one on which a public restriction begins or no longer holds, or null.</summary>
    public static DateOnly? NextAfter(DateOnly day, RestrictionSpan restriction)
    {
        var lastOn = restriction.LastDay(DateTime.MaxValue);
        return lastOn < restriction.FromOn ? null
            : restriction.FromOn > day ? restriction.FromOn
            : lastOn >= day ? After(lastOn)
            : null;
    }

    private static IEnumerable<StandingChange> ByDays(IReadOnlyCollection<CredentialAct> acts, DateOnly after, DateOnly until, TimeZoneInfo zone)
    {
        var (last, recordedAtUtc) = (acts.Max(a => a.Sequence), acts.Max(a => a.RecordedAtUtc));
        foreach (var day in Turns(acts).Where(d => d > after && d <= until))
        {
            var (before, now) = (At(day.AddDays(-1), acts), At(day, acts));
            var beganAtUtc = BoardDay.EndUtc(day.AddDays(-1), zone);
            var knownAtUtc = beganAtUtc < recordedAtUtc ? recordedAtUtc : beganAtUtc;
            var isCorrection = BoardDay.Of(knownAtUtc, zone) > day;
            if (before.Standing != now.Standing)
            {
                yield return new StandingChange(KindOf(before, now, day, acts), before.Standing, now.Standing, day, null, now.Period.EndsOn, knownAtUtc, isCorrection, last);
            }

            foreach (var (code, kind) in EndorsementsTurned(day, acts))
            {
                yield return new StandingChange(kind, now.Standing, now.Standing, day, null, now.Period.EndsOn, knownAtUtc, isCorrection, last, code);
            }
        }
    }

    /// <summary>
    /// What an act changes of the days up to the one it was recorded on: a change for each run of days of which one thing was said and another is
    /// now. A renewal and an extension are told even where no standing changes, since the period does.
    /// </summary>
    private static IEnumerable<StandingChange> ByAct(CredentialAct act, IReadOnlyCollection<CredentialAct> known, DateOnly recordedOn)
    {
        IReadOnlyCollection<CredentialAct> now = [.. known, act];
        List<StandingChange> standings =
        [
            .. Rewritten(known, now, recordedOn, (day, acts) => At(day, acts).Standing)
                .Select(run => Change(KindOf(act.Kind), run.Was, At(run.FromOn, now), run.FromOn, run.UntilOn, act, recordedOn)),
        ];
        if (standings.Count == 0 && act.Kind is CredentialActKind.Renew or CredentialActKind.Extend)
        {
            standings.Add(Change(KindOf(act.Kind), At(recordedOn, now).Standing, At(recordedOn, now), recordedOn, null, act, recordedOn) with { PeriodEndsOn = act.Opens!.EndsOn });
        }

        return standings.Concat(
            from code in Endorsements(now)
            from said in OfEndorsements
            from run in Rewritten(known, now, recordedOn, (day, acts) => Holds(code, said.Fact, day, acts))
            let answer = At(run.FromOn, now)
            select Change(run.Is ? said.Began : said.Ended, answer.Standing, answer, run.FromOn, run.UntilOn, act, recordedOn) with { Endorsement = code });
    }

    /// <summary>The runs of days, up to the one on which acts were recorded, of which they say something else than those known before. The last one has no end.</summary>
    private static List<(T Was, T Is, DateOnly FromOn, DateOnly? UntilOn)> Rewritten<T>(
        IReadOnlyCollection<CredentialAct> known, IReadOnlyCollection<CredentialAct> now, DateOnly recordedOn, Func<DateOnly, IReadOnlyCollection<CredentialAct>, T> said)
        where T : struct
    {
        var runs = new List<(T Was, T Is, DateOnly FromOn, DateOnly? UntilOn)>();
        foreach (var day in Turns(now).Concat(Turns(known)).Append(recordedOn).Where(d => d <= recordedOn).Distinct().Order())
        {
            var (was, says) = (said(day, known), said(day, now));
            if (runs.Count > 0 && (runs[^1].Was, runs[^1].Is).Equals((was, says)))
            {
                continue;
            }

            if (runs.Count > 0)
            {
                runs[^1] = runs[^1] with { UntilOn = day.AddDays(-1) };
            }

            runs.Add((was, says, day, null));
        }

        runs.RemoveAll(run => run.Was.Equals(run.Is));
        return runs;
    }

    private static StandingChange Change(StandingChangeKind kind, Standing? from, StandingAnswer to, DateOnly on, DateOnly? until, CredentialAct act, DateOnly recordedOn) =>
        new(kind, from, to.Standing, on, until, to.Period.EndsOn, act.RecordedAtUtc, on < recordedOn, act.Sequence);

    /// <summary>Every day on which what is said may begin to differ, in order. Between two of them nothing changes.</summary>
    private static IEnumerable<DateOnly> Turns(IReadOnlyCollection<CredentialAct> acts) =>
        acts.SelectMany(a => (IEnumerable<DateOnly?>)
            [
                a.EffectiveOn, After(a.UntilOn), a.Opens?.StartsOn, After(a.Opens?.EndsOn), After(a.Opens?.GraceEndsOn),
                .. a.AfterEnd?.Select(late => After(late.UntilOn)) ?? [],
            ])
            .OfType<DateOnly>().Distinct().Order();

    /// <summary>Null where there is no such day: nothing follows the last one of the calendar.</summary>
    private static DateOnly? After(DateOnly? day) => day == DateOnly.MaxValue ? null : day?.AddDays(1);

    /// <summary>The codes of the endorsements that acts speak of.</summary>
    private static IEnumerable<string> Endorsements(IReadOnlyCollection<CredentialAct> acts) => acts.Select(a => a.Endorsement).OfType<string>().Distinct();

    private static bool Holds(string endorsement, Func<HeldEndorsement, bool> fact, DateOnly day, IReadOnlyCollection<CredentialAct> acts) =>
        CredentialTimeline.EndorsementsOn(day, acts, DateTime.MaxValue).Any(held => held.Code == endorsement && fact(held));

    /// <summary>What a day brings about of endorsements: what is no more first, so that the primary one goes before another takes its place.</summary>
    private static IEnumerable<(string Code, StandingChangeKind Kind)> EndorsementsTurned(DateOnly day, IReadOnlyCollection<CredentialAct> acts) =>
        from code in Endorsements(acts)
        from said in OfEndorsements
        let holds = Holds(code, said.Fact, day, acts)
        where holds != Holds(code, said.Fact, day.AddDays(-1), acts)
        orderby holds
        select (code, holds ? said.Began : said.Ended);

    private static StandingAnswer At(DateOnly day, IReadOnlyCollection<CredentialAct> acts) => CredentialTimeline.On(day, acts, DateTime.MaxValue)!;

    private static StandingChangeKind KindOf(CredentialActKind act) => act switch
    {
        CredentialActKind.Issue => StandingChangeKind.Awarded,
        CredentialActKind.Renew => StandingChangeKind.Renewed,
        CredentialActKind.Extend => StandingChangeKind.Extended,
        CredentialActKind.AwaitRenewal => StandingChangeKind.RenewalAwaited,
        CredentialActKind.EndAwait => StandingChangeKind.RenewalNoLongerAwaited,
        CredentialActKind.Deactivate => StandingChangeKind.Deactivated,
        CredentialActKind.Reactivate => StandingChangeKind.Reactivated,
        CredentialActKind.Suspend => StandingChangeKind.Suspended,
        CredentialActKind.LiftSuspension => StandingChangeKind.SuspensionLifted,
        CredentialActKind.Revoke => StandingChangeKind.Revoked,
        CredentialActKind.Surrender => StandingChangeKind.Surrendered,
        CredentialActKind.Reinstate => StandingChangeKind.Reinstated,
        CredentialActKind.RecordDeath => StandingChangeKind.DeathRecorded,
        CredentialActKind.Vacate => StandingChangeKind.ActVacated,
        _ => throw new ArgumentOutOfRangeException(nameof(act), act, "No standing follows from this kind of act."),
    };

    /// <summary>What a day brought about: an act of the past that takes effect on it, or the calendar.</summary>
    private static StandingChangeKind KindOf(StandingAnswer before, StandingAnswer now, DateOnly day, IReadOnlyCollection<CredentialAct> acts) => (before.Standing, now.Standing) switch
    {
        (_, Standing.Deceased) => StandingChangeKind.DeathRecorded,
        (_, Standing.Revoked) => StandingChangeKind.Revoked,
        (_, Standing.Surrendered) => StandingChangeKind.Surrendered,
        (_, Standing.Suspended) => StandingChangeKind.Suspended,
        (Standing.NotYetEffective, _) => StandingChangeKind.BecameEffective,
        (Standing.Revoked or Standing.Surrendered, _) => StandingChangeKind.Reinstated,
        (Standing.Suspended, _) when CredentialTimeline.InForce(acts).Any(a => a.Kind == CredentialActKind.LiftSuspension && a.EffectiveOn == day) => StandingChangeKind.SuspensionLifted,
        (Standing.Suspended, _) => StandingChangeKind.SuspensionEnded,
        (_, _) when now.Because == StandingCause.RenewalLate => StandingChangeKind.LateBandBegan,
        (Standing.InGrace, Standing.Expired) => StandingChangeKind.GraceEnded,
        (_, Standing.Expired) => StandingChangeKind.Expired,
        (_, Standing.InGrace) => StandingChangeKind.GraceBegan,
        (_, Standing.Inactive) => StandingChangeKind.Deactivated,
        (Standing.Inactive, Standing.Active) => StandingChangeKind.Reactivated,
        (_, Standing.Active) => StandingChangeKind.PeriodBegan,
        _ => throw new ArgumentOutOfRangeException(nameof(now), now.Standing, "No day brings this standing about."),
    };

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;

    private static DateOnly Later(DateOnly? one, DateOnly other) => one > other ? one.Value : other;
}
