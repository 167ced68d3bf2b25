namespace PeerCertification.Domain.Credentials;

/// <summary>One dated decision on a credential, as recorded. Nothing of it ever changes; a wrong one is vacated by another.</summary>
/// <param name="Sequence">Order of recording within the credential, from 1.</param>
/// <param name="EffectiveOn">The first day, at the board, on which the act holds.</param>
/// <param name="UntilOn">The last day of a suspension that ends by itself; null for every other act and for an open-ended suspension.</param>
/// <param name="RecordedAtUtc">When the registry learned of it: the second axis of time.</param>
/// <param name="VacatesSequence">The act that a Vacate takes back; null for every other kind.</param>
/// <param name="Opens">The period that Issue, Renew or Reinstate opens.</param>
public sealed record CredentialAct(
    int Sequence,
    CredentialActKind Kind,
    DateOnly EffectiveOn,
    DateTime RecordedAtUtc,
    DateOnly? UntilOn = null,
    int? VacatesSequence = null,
    Period? Opens = null);

/// <summary>Derived answer on a day; never stored.</summary>
public enum Standing { NotYetEffective, Active, InGrace, Expired, Inactive, Suspended, Revoked, Surrendered, Deceased }

/// <summary>What the registry says of a credential for a day, as known at an instant.</summary>
/// <param name="StandingUntilOn">The last day of a suspension that ends by itself; null otherwise.</param>
/// <param name="Period">The period that covers the day or is the last to have begun before it; the first one when none has begun.</param>
/// <param name="LastChangedAtUtc">When the latest act known then was recorded.</param>
public sealed record StandingAnswer(Standing Standing, DateOnly? StandingUntilOn, DateOnly FirstIssuedOn, Period Period, DateTime LastChangedAtUtc);

/// <summary>
/// Reads a credential's acts as a history. Standing is derived here and nowhere else: a job that runs late or not at all can never make it wrong.
/// </summary>
public static class CredentialTimeline
{
    /// <summary>
    /// The standing on a day as the registry could have told it at <paramref name="knownAtUtc"/>, or null when it then knew of no credential.
    /// Death, revocation and surrender outrank suspension, which outranks the calendar: a suspended credential whose period has ended reads
    /// as suspended until the suspension ends, and as expired from then on. An inactive one whose period has ended reads as expired.
    /// </summary>
    public static StandingAnswer? On(DateOnly day, IReadOnlyCollection<CredentialAct> acts, DateTime knownAtUtc)
    {
        var history = InForce(acts, knownAtUtc);
        if (history.Count == 0)
        {
            return null;
        }

        var (state, suspendedUntil) = StateOn(day, history);
        var periods = history.Where(a => a.Opens is not null).Select(a => a.Opens!).OrderBy(p => p.StartsOn).ToList();
        var period = periods.LastOrDefault(p => p.StartsOn <= day) ?? periods[0];
        var changed = acts.Where(a => a.RecordedAtUtc <= knownAtUtc).Max(a => a.RecordedAtUtc);
        return new StandingAnswer(Read(state, period, day), state == CredentialState.Suspended ? suspendedUntil : null, periods[0].StartsOn, period, changed);
    }

    /// <summary>Whether an act may be added: with it, the whole history must still be one that the lifecycle allows, on every day.</summary>
    /// <returns>The act itself, or a refusal: <c>credential.act_not_allowed</c>, <c>credential.vacate_not_possible</c>.</returns>
    public static Outcome<CredentialAct> Record(CredentialAct act, IReadOnlyCollection<CredentialAct> acts)
    {
        if (act.Kind == CredentialActKind.Vacate && RefuseVacate(act, acts) is { } refusal)
        {
            return refusal;
        }

        return Replay(InForce([.. acts, act], DateTime.MaxValue)).Refusal is { } broken ? broken : act;
    }

    /// <summary>The acts that stand at an instant: recorded by then and not vacated by then, in the order in which they take effect.</summary>
    public static IReadOnlyList<CredentialAct> InForce(IEnumerable<CredentialAct> acts, DateTime knownAtUtc)
    {
        var known = acts.Where(a => a.RecordedAtUtc <= knownAtUtc).ToList();
        var vacated = new HashSet<int>();
        foreach (var act in known.OrderByDescending(a => a.Sequence))
        {
            if (act.VacatesSequence is { } target && !vacated.Contains(act.Sequence))
            {
                vacated.Add(target);
            }
        }

        return [.. known.Where(a => a.Kind != CredentialActKind.Vacate && !vacated.Contains(a.Sequence)).OrderBy(a => a.EffectiveOn).ThenBy(a => a.Sequence)];
    }

    private static Refusal? RefuseVacate(CredentialAct vacate, IReadOnlyCollection<CredentialAct> acts) =>
        InForce(acts, DateTime.MaxValue).FirstOrDefault(a => a.Sequence == vacate.VacatesSequence) switch
        {
            null => new Refusal("credential.vacate_not_possible", "There is no such act in force on this credential."),
            { Kind: CredentialActKind.Issue } => new Refusal("credential.vacate_not_possible", "An award cannot be vacated; revoke the credential from its first day."),
            _ => null,
        };

    private static Outcome<CredentialState> Replay(IReadOnlyList<CredentialAct> history)
    {
        var state = CredentialState.None;
        DateOnly? suspendedUntil = null;
        foreach (var act in history)
        {
            var moved = CredentialLifecycle.Table.Decide(AfterSuspension(state, suspendedUntil, act.EffectiveOn), act.Kind);
            if (moved.Refusal is not null)
            {
                return moved.Refusal;
            }

            (state, suspendedUntil) = (moved.Value, act.UntilOn);
        }

        return state;
    }

    private static (CredentialState State, DateOnly? SuspendedUntil) StateOn(DateOnly day, IReadOnlyList<CredentialAct> history)
    {
        var begun = history.Where(a => a.EffectiveOn <= day).ToList();
        var until = begun.Count == 0 ? null : begun[^1].UntilOn;
        return (AfterSuspension(Replay(begun).Value, until, day), until);
    }

    private static CredentialState AfterSuspension(CredentialState state, DateOnly? until, DateOnly day) =>
        state == CredentialState.Suspended && until < day ? CredentialState.Active : state;

    private static Standing Read(CredentialState state, Period period, DateOnly day) => state switch
    {
        CredentialState.None => Standing.NotYetEffective,
        CredentialState.Active => ByCalendar(period, day, Standing.Active),
        CredentialState.Inactive => ByCalendar(period, day, Standing.Inactive),
        CredentialState.Suspended => Standing.Suspended,
        CredentialState.Revoked => Standing.Revoked,
        CredentialState.Surrendered => Standing.Surrendered,
        CredentialState.Deceased => Standing.Deceased,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No rule reads this state."),
    };

    private static Standing ByCalendar(Period period, DateOnly day, Standing within) =>
        day <= period.EndsOn ? within
        : day <= period.GraceEndsOn ? Standing.InGrace
        : Standing.Expired;
}
