using PeerCertification.Domain.Credentials;

namespace PeerCertification.Domain.Tests.Credentials;

/// <summary>
/// Says how a credential stood without a state machine, a sort or a walk: each question is asked of the whole list of acts again, in the words in which a board
/// would put it. Slow, and written apart from the registry's own answer, so that the two can only agree where both are right.
/// </summary>
internal sealed class StandingOracle(IReadOnlyList<CredentialAct> recorded)
{
    public (Standing Standing, DateOnly? Until, DateOnly IssuedOn, Period Period, DateTime ChangedAtUtc, StandingCause Because, string Name, string Endorsed)? Say(DateOnly day, DateTime knownAtUtc, string asAwarded)
    {
        // What was written down before an act that was not known yet is known; what came after it is not.
        var known = recorded.Where(a => !recorded.Any(b => b.Sequence <= a.Sequence && b.RecordedAtUtc > knownAtUtc)).ToList();
        var standing = known.Where(a => a.Kind != CredentialActKind.Vacate && !known.Any(v => v.VacatesSequence == a.Sequence)).ToList();
        if (standing.Count == 0)
        {
            return null;
        }

        var begun = standing.Where(a => a.EffectiveOn <= day).ToList();
        var periods = standing.Where(a => a.Opens is not null).ToList();
        var latest = periods.Where(p => !periods.Any(q => q.Opens!.StartsOn == p.Opens!.StartsOn && q.Sequence > p.Sequence)).ToList();
        var opened = latest.Where(p => p.Opens!.StartsOn <= day).MaxBy(p => p.Opens!.StartsOn) ?? latest.MinBy(p => p.Opens!.StartsOn)!;
        var period = opened.Opens!;

        var suspended = Last(begun, CredentialActKind.Suspend, CredentialActKind.LiftSuspension, CredentialActKind.Revoke, CredentialActKind.Surrender, CredentialActKind.Reinstate);
        var ended = Last(begun, CredentialActKind.Revoke, CredentialActKind.Surrender, CredentialActKind.Reinstate);
        var rested = Last(begun, CredentialActKind.Deactivate, CredentialActKind.Reactivate, CredentialActKind.Revoke, CredentialActKind.Surrender, CredentialActKind.Reinstate);
        var waits = Last(begun, CredentialActKind.AwaitRenewal, CredentialActKind.EndAwait, CredentialActKind.Renew)?.Kind == CredentialActKind.AwaitRenewal;
        var late = opened.AfterEnd?.Where(l => l.UntilOn >= day).MinBy(l => l.UntilOn);

        var endorsed = new[] { "family", "youth" }.Select(e => Last([.. begun.Where(a => a.Endorsement == e)], CredentialActKind.Endorse, CredentialActKind.EndEndorsement))
            .Where(a => a?.Kind == CredentialActKind.Endorse).Select(a => a!.IsPrimary ? $"{a.Endorsement} first" : a.Endorsement);

        var (answer, until, because) = 0 switch
        {
            _ when begun.All(a => a.Kind != CredentialActKind.Issue) => (Standing.NotYetEffective, null, StandingCause.ActsAndPeriod),
            _ when begun.Any(a => a.Kind == CredentialActKind.RecordDeath) => (Standing.Deceased, null, StandingCause.ActsAndPeriod),
            _ when ended?.Kind == CredentialActKind.Revoke => (Standing.Revoked, null, StandingCause.ActsAndPeriod),
            _ when ended?.Kind == CredentialActKind.Surrender => (Standing.Surrendered, null, StandingCause.ActsAndPeriod),
            _ when suspended?.Kind == CredentialActKind.Suspend && !(suspended.UntilOn < day) => (Standing.Suspended, suspended.UntilOn, StandingCause.ActsAndPeriod),
            _ when rested?.Kind == CredentialActKind.Deactivate => (period.EndsOn < day ? Standing.Expired : Standing.Inactive, null, StandingCause.ActsAndPeriod),
            _ when day <= period.EndsOn => (Standing.Active, null, StandingCause.ActsAndPeriod),
            _ when waits => (Standing.Active, (DateOnly?)null, StandingCause.RenewalWaits),
            _ when period.GraceEndsOn >= day => (Standing.InGrace, null, StandingCause.ActsAndPeriod),
            _ when late is not null && late.Standing != Standing.Expired => (late.Standing, late.UntilOn, StandingCause.RenewalLate),
            _ => (Standing.Expired, null, StandingCause.ActsAndPeriod),
        };

        return (answer, until, standing.Single(a => a.Kind == CredentialActKind.Issue).EffectiveOn, period, known.Max(a => a.RecordedAtUtc), because, Last(begun, CredentialActKind.ChangeName)?.Name ?? asAwarded, string.Join(' ', endorsed));
    }

    /// <summary>Of these restrictions, those that were known and held, with the last day that they had by what was known.</summary>
    public static IEnumerable<(int Which, DateOnly FromOn, DateOnly? UntilOn)> Restricted(IReadOnlyList<RestrictionSpan> imposed, DateOnly day, DateTime knownAtUtc)
    {
        for (var which = 0; which < imposed.Count; which++)
        {
            var (from, until, recorded, ended, endRecorded) = imposed[which];
            var last = endRecorded is null || endRecorded > knownAtUtc ? until : ended;
            if (recorded <= knownAtUtc && day >= from && (last is null || day <= last))
            {
                yield return (which, from, last);
            }
        }
    }

    /// <summary>The one of these kinds that nothing of these kinds comes after.</summary>
    private static CredentialAct? Last(List<CredentialAct> begun, params CredentialActKind[] kinds)
    {
        var some = begun.Where(a => kinds.Contains(a.Kind)).ToList();
        return some.SingleOrDefault(a => !some.Any(b => b.EffectiveOn > a.EffectiveOn || (b.EffectiveOn == a.EffectiveOn && b.Sequence > a.Sequence)));
    }
}
