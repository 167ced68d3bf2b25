using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Api.Pipeline;

/// <summary>A credential that an approval awarded or renewed, and the period that it opened.</summary>
public sealed record AwardedCredential(string Number, Period Period);

/// <summary>What an approval does to credentials: it awards one, or opens the next period of one. Number and name stay; nothing is overwritten.</summary>
internal sealed class CredentialAwards(RegistryContext db, RenewalFiles renewals, BoardCalendars calendars, SubmissionSeal seal, FeeDesk fees, Caller caller, History history, TimeProvider clock)
{
    /// <param name="byRule">Whether the rules decided by themselves.</param>
    public async Task<Outcome<AwardedCredential>> Award(Application file, JudgedFile judged, DateOnly today, CancellationToken cancellationToken, bool byRule = false)
    {
        var held = await db.Standings(file.ApplicantId, file.CredentialTypeId, today, cancellationToken, besides: file.CredentialId);
        if ((BeginningRule.RefuseSecond(held) ?? DecisionRule.RefuseApproval(judged.Evaluation) ?? await fees.RefuseApproval(file.Id, cancellationToken)) is { } refusal)
        {
            return refusal;
        }

        return file.Kind == ApplicationKind.First ? await Issue(file, judged, today, cancellationToken) : await Renew(file, judged, today, byRule, cancellationToken);
    }

    private async Task<Outcome<AwardedCredential>> Issue(Application file, JudgedFile judged, DateOnly today, CancellationToken cancellationToken)
    {
        var type = await db.CredentialTypes.SingleAsync(t => t.Id == file.CredentialTypeId, cancellationToken);
        var numbered = NumberSeries.After(type.NumberPrefix, type.LastSerial, RandomNumberGenerator.GetInt32(NumberSeries.ShortestStep, NumberSeries.LongestStep + 1));
        var others = await db.OtherPeriods(file.ApplicantId, file.BoardId, today, null, cancellationToken);
        var awarded = DecisionRule.Award(judged.Rules, judged.Facts, new PeriodQuestion(today, await calendars.Of(file.BoardId, cancellationToken), judged.Facts.BirthDate, Others: others));
        if ((awarded.Refusal ?? numbered.Refusal) is { } refusal)
        {
            return refusal;
        }

        (type.LastSerial, type.Version) = (numbered.Value.Serial, type.Version + 1);
        var (id, number, period, name) = (Ids.New(clock), numbered.Value.Number, awarded.Value, seal.Open(file.SubmissionProtected!).LegalName);
        var act = new CredentialAct(1, CredentialActKind.Issue, today, clock.UtcNow(), Opens: period, AfterEnd: judged.Rules.Life.AfterEnd(period.EndsOn));
        db.Credentials.Add(new Credential
        {
            Id = id,
            Number = number,
            ApplicantId = file.ApplicantId,
            BoardId = file.BoardId,
            CredentialTypeId = file.CredentialTypeId,
            ApplicationId = file.Id,
            NameAsPrinted = name,
            Acts = [CredentialActRow.Of(id, act, "The application was approved.", caller.AccountId)],
            Periods = [CredentialPeriod.Of(Ids.New(clock), id, act)],
            PrintedNames = [.. PrintedName.OfAward(id, file.BoardId, file.ApplicantId, name)],
            Version = 1,
        });
        history.Record(RegistryEvent.CredentialIssued, new About(file.BoardId, file.ApplicantId, file.Id, id), after: new { Number = number, period.StartsOn, period.EndsOn });
        return new AwardedCredential(number, period);
    }

    private async Task<Outcome<AwardedCredential>> Renew(Application file, JudgedFile judged, DateOnly today, bool byRule, CancellationToken cancellationToken)
    {
        var credential = await renewals.Of(file.CredentialId!.Value, cancellationToken);
        var acts = CredentialActRow.Read(credential.Acts, credential.Periods);
        var renewed = CredentialTimeline.Periods(acts)[^1].Period;
        if (renewed.StartsOn != file.PeriodStartsOn)
        {
            return RenewalRule.PeriodGone();
        }

        var others = await db.OtherPeriods(file.ApplicantId, file.BoardId, today, credential.Id, cancellationToken);
        var next = RenewalRule.Next(judged.Rules, judged.Facts, renewed, file.ReceivedOn!.Value, today, await calendars.Of(file.BoardId, cancellationToken), others);
        if (next.Refusal is { } refusal)
        {
            return refusal;
        }

        var period = next.Value;
        var act = new CredentialAct(acts.Max(a => a.Sequence) + 1, CredentialActKind.Renew, today, clock.UtcNow(), Opens: period, AfterEnd: judged.Rules.Life.AfterEnd(period.EndsOn));
        if (CredentialTimeline.Record(act, acts, today).Refusal is { } notAllowed)
        {
            return notAllowed;
        }

        var isReinstated = file.Kind == ApplicationKind.Reinstatement;
        var reason = isReinstated ? "The reinstatement was approved." : byRule ? "The renewal was approved by rule." : "The renewal was approved.";
        db.CredentialActs.Add(CredentialActRow.Of(credential.Id, act, reason, byRule ? null : caller.AccountId));
        db.CredentialPeriods.Add(CredentialPeriod.Of(Ids.New(clock), credential.Id, act));
        credential.NoteChange();
        history.Record(
            isReinstated ? RegistryEvent.CredentialReinstated : RegistryEvent.CredentialRenewed,
            new About(file.BoardId, file.ApplicantId, file.Id, credential.Id),
            before: new { renewed.StartsOn, renewed.EndsOn },
            after: new { period.StartsOn, period.EndsOn, act.Sequence },
            byRule: byRule);
        return new AwardedCredential(credential.Number, period);
    }
}
