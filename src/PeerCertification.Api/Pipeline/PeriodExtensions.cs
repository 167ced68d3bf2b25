using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Api.Pipeline;

/// <summary>A period that was made longer.</summary>
/// <param name="EndedOn">Its last day before.</param>
public sealed record ExtendedPeriod(int Sequence, Period Period, DateOnly EndedOn);

/// <summary>Makes the last period of a credential longer: an act and a period that takes the place of the other, which stays as it was.</summary>
public sealed class PeriodExtensions(RegistryContext db, RenewalFiles renewals, RequirementSets sets, FileFacts files, Caller caller, Outbox outbox, History history, TimeProvider clock)
{
    public async Task<Outcome<ExtendedPeriod>> Extend(Credential credential, string ground, string reason, CancellationToken cancellationToken)
    {
        var today = clock.TodayAt(credential.Board.Zone);
        var acts = CredentialActRow.Read(credential.Acts, credential.Periods);
        var facts = await files.OfApplicant(credential.ApplicantId, FactBasis.Accepted, "To say by which rules a period is made longer", cancellationToken);
        var version = await renewals.Version(credential, acts, facts, today, cancellationToken);
        var rules = version is null ? null : sets.Parsed(version);
        var current = CredentialTimeline.Periods(acts)[^1].Period;
        var inForce = CredentialTimeline.InForce(acts).Select(a => a.Sequence).ToHashSet();
        var taken = credential.Periods.Count(p => p.StartsOn == current.StartsOn && p.ExtensionId == ground && inForce.Contains(p.OpenedBySequence));
        var extended = RenewalRule.Extend(rules, current, ground, taken, today);
        if (extended.Refusal is { } refusal)
        {
            return refusal;
        }

        var period = extended.Value;
        var act = new CredentialAct(acts.Max(a => a.Sequence) + 1, CredentialActKind.Extend, today, clock.UtcNow(), Opens: period, AfterEnd: rules!.Life.AfterEnd(period.EndsOn));
        if (CredentialTimeline.Record(act, acts, today).Refusal is { } notAllowed)
        {
            return notAllowed;
        }

        db.CredentialActs.Add(CredentialActRow.Of(credential.Id, act, reason, caller.AccountId));
        db.CredentialPeriods.Add(CredentialPeriod.Of(Ids.New(clock), credential.Id, act, ground));
        credential.NoteChange();
        history.Record(RegistryEvent.PeriodExtended, CredentialActs.AboutIt(credential), reason, new { current.EndsOn }, new { period.EndsOn, Ground = ground, act.Sequence });
        await outbox.WriteToApplicant(MessageKind.CredentialActRecorded, credential.ApplicantId, new { credential = credential.Id, sequence = $"{act.Sequence}" }, cancellationToken);
        return new ExtendedPeriod(act.Sequence, period, current.EndsOn);
    }
}
