using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Fees;
using PeerCertification.Domain.Renewals;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Api.Pipeline;

/// <summary>A renewal that is being handed in: what it is judged by and on, what is part of it, and its ledger with what it is charged.</summary>
internal sealed record HandedInRenewal(Application Application, ClaimedFile Claim, IReadOnlyList<ApplicationItem> Items, FeeAccount Fees);

/// <summary>Decides renewals by the rules alone, where these say so and nothing is left to judge; in the transaction in which the renewal is handed in.</summary>
internal sealed class RuleDesk(RegistryContext db, CredentialAwards awards, DecisionSeal seal, Outbox outbox, History history, TimeProvider clock)
{
    /// <summary>Decides a renewal, or notes on it why a person must.</summary>
    /// <returns>Whether it is decided.</returns>
    public async Task<bool> Decide(HandedInRenewal renewal, DateOnly today, CancellationToken cancellationToken)
    {
        var (file, claim) = (renewal.Application, renewal.Claim);
        if (claim.Rules!.Life.Renewal!.StraightThrough is not { } rule)
        {
            return false;
        }

        var own = await db.ProviderMembers.Where(m => m.AccountId == file.Applicant.AccountId).Select(m => m.ProviderId).ToListAsync(cancellationToken);
        var claimed = claim.Facts with { Payments = renewal.Fees.Covers };
        var facts = StraightThroughRule.OnAttendance(claimed, claim.Rules.Board, renewal.Items.Select(i => i.EvidenceItemId).ToHashSet(), own.ToHashSet());
        var judged = new JudgedFile(claim.Version!.Id, claim.Rules, facts, RequirementEvaluator.Evaluate(claim.Rules, facts, today));
        var grounds = StraightThroughRule.Grounds(await Known(renewal, judged.Evaluation, today, cancellationToken));
        if (grounds.Count > 0 || await awards.Award(file, judged, today, cancellationToken, byRule: true) is { Refusal: not null })
        {
            file.PersonNeeded = grounds.Count > 0 ? [.. grounds] : [PersonNeeded.PeriodNotClear];
            return false;
        }

        Approve(renewal, judged, rule, today);
        await outbox.WriteToApplicant(MessageKind.ApplicationApproved, file.ApplicantId, new { application = file.Id }, cancellationToken);
        return true;
    }

    private void Approve(HandedInRenewal renewal, JudgedFile judged, StraightThrough rule, DateOnly today)
    {
        var (file, now, before) = (renewal.Application, clock.UtcNow(), renewal.Application.State);
        file.State = ApplicationLifecycle.Table.Decide(file.State, ApplicationAct.ApproveByRule).Value;
        file.Version++;
        var accepted = judged.Facts.Evidence.Where(fact => fact.State == EvidenceState.Accepted).ToDictionary(fact => fact.Id, fact => fact.AcceptedMinutes);
        foreach (var item in renewal.Items.Where(item => accepted.ContainsKey(item.EvidenceItemId)))
        {
            (item.State, item.AcceptedMinutes, item.JudgedAtUtc) = (EvidenceState.Accepted, accepted[item.EvidenceItemId], now);
        }

        db.Decisions.Add(new Decision
        {
            Id = Ids.New(clock),
            ApplicationId = file.Id,
            Kind = DecisionKind.Approve,
            DecidedByRule = rule.Id,
            DecidedAtUtc = now,
            DecidedOn = today,
            RequirementSetVersionId = judged.RequirementSetVersionId,
            FactsProtected = seal.Close(judged.Facts),
            FindingsProtected = seal.Close(judged.Evaluation),
        });
        history.Record(
            RegistryEvent.ApplicationApproved,
            new About(file.BoardId, file.ApplicantId, file.Id),
            rule.Label,
            before: new { State = before },
            after: new { file.State, DecidedByRule = rule.Id, RequirementSet = judged.Rules.Version },
            byRule: true);
    }

    private async Task<StraightThroughFile> Known(HandedInRenewal renewal, Evaluation onAttendance, DateOnly today, CancellationToken cancellationToken)
    {
        var (credential, renewing) = (renewal.Claim.Renewal!.Credential, renewal.Claim.Renewal.Renewing);
        var now = clock.UtcNow();
        var terms = await db.Restrictions.AsNoTracking().Where(r => r.CredentialId == credential.Id).ToListAsync(cancellationToken);
        return new StraightThroughFile(
            renewing.Position.Phase,
            onAttendance,
            await db.OpenAudit(credential.Id, cancellationToken) is not null,
            terms.Exists(r => r.ReadTerm() is var term && !(term.LastDay(now) < today) && !(term.LastDay(now) < term.FromOn)),
            await HasDiscipline(credential, renewing.Held.Period.StartsOn, today, cancellationToken),
            renewal.Fees,
            await db.Applications.AnyAsync(a => a.CredentialId == credential.Id && a.PeriodStartsOn == renewing.Held.Period.StartsOn && a.State == ApplicationState.Approved, cancellationToken));
    }

    private async Task<bool> HasDiscipline(Credential renewed, DateOnly since, DateOnly today, CancellationToken cancellationToken)
    {
        var credentials = await db.Credentials.AsNoTracking().AsSplitQuery().Include(c => c.Acts).Include(c => c.Periods)
            .Where(c => c.ApplicantId == renewed.ApplicantId && c.BoardId == renewed.BoardId).ToListAsync(cancellationToken);
        var referredFrom = since.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        return credentials.Exists(c => Disciplined(CredentialActRow.Read(c.Acts, c.Periods), today))
            || await db.AuditCases.AnyAsync(c => c.ApplicantId == renewed.ApplicantId && c.BoardId == renewed.BoardId && c.State == AuditCaseState.Failed && c.ConcludedAtUtc >= referredFrom, cancellationToken);
    }

    private static bool Disciplined(IReadOnlyList<CredentialAct> acts, DateOnly today) =>
        CredentialTimeline.StateOn(today, acts) is CredentialState.Suspended or CredentialState.Revoked
        || CredentialTimeline.InForce(acts).Any(a => a.Kind is CredentialActKind.Suspend or CredentialActKind.Revoke && a.EffectiveOn > today);
}
