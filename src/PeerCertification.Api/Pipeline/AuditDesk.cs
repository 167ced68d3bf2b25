using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Renewals;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Api.Pipeline;

/// <summary>An entry of which a decision counted minutes.</summary>
internal sealed record CountedEvidence(Guid EvidenceId, EvidenceDetail Detail, int Minutes);

/// <summary>What all acts on an audit of one renewal share: who may, what it goes by, and how a move is written down.</summary>
internal sealed class AuditDesk(RegistryContext db, StaffRoll staff, RequirementSets sets, DecisionSeal seal, CredentialActs acts, Caller caller, Outbox outbox, History history, TimeProvider clock)
{
    private const int PageSize = 100;

    internal static Refusal NotFound() => new("audit.not_found", "There is no such audit that this account may see.");

    /// <summary>The caller's own.</summary>
    public async Task<AuditCase?> Own(Guid caseId, CancellationToken cancellationToken)
    {
        var account = caller.RequiredAccountId;
        return await Whole().SingleOrDefaultAsync(c => c.Id == caseId && c.Applicant.AccountId == account, cancellationToken);
    }

    /// <summary>One of a board, for somebody who holds the permission there and whom nothing ties to it.</summary>
    /// <returns>The audit, or a refusal: <c>board.not_found</c>, <c>access.not_permitted</c>, <c>audit.not_found</c>, <c>audit.own_record</c>, and those of <see cref="SeparationOfDuties.RefuseHandling"/>.</returns>
    public async Task<Outcome<AuditCase>> Take(string boardCode, Guid caseId, Permission permission, CancellationToken cancellationToken)
    {
        var board = await staff.OwnBoard(boardCode, permission, cancellationToken);
        if (board.Refusal is { } refusal)
        {
            return refusal;
        }

        var found = await Whole().SingleOrDefaultAsync(c => c.Id == caseId && c.BoardId == board.Value, cancellationToken);
        if (found is null)
        {
            return NotFound();
        }

        var me = caller.RequiredAccountId;
        if (found.Applicant.AccountId == me)
        {
            return new Refusal("audit.own_record", "This is the audit of your own renewal; somebody else on the board's staff must handle it.");
        }

        var hasConflict = await db.ConflictDeclarations.AnyAsync(c => c.ApplicationId == found.ApplicationId && c.AccountId == me, cancellationToken);
        return SeparationOfDuties.RefuseHandling(new FileTies(IsApplicant: false, hasConflict, HasRecommended: false)) is { } tied ? tied : found;
    }

    /// <summary>Those whose day has passed at their board, but for the dead, a page at a time: after the last of a page come others.</summary>
    /// <returns>The page, and the id to go on after, or null where it was the last.</returns>
    public async Task<(IReadOnlyList<AuditCase> Overdue, Guid? GoOnAfter)> Overdue(DateTime atUtc, Guid after, CancellationToken cancellationToken)
    {
        var tomorrow = DateOnly.FromDateTime(atUtc.AddDays(1));
        var near = await Whole().Where(c => c.Id > after && AuditCaseLifecycle.Awaiting.Contains(c.State) && c.DueOn < tomorrow && !db.CredentialsOfTheDead().Any(dead => dead.ApplicantId == c.ApplicantId)).OrderBy(c => c.Id).Take(PageSize).ToListAsync(cancellationToken);
        return (near.FindAll(c => c.DueOn < Domain.Calendars.BoardDay.Of(atUtc, c.Board.Zone)), near.Count < PageSize ? null : near[^1].Id);
    }

    /// <summary>The terms of the version that the audit goes by.</summary>
    public async Task<AuditTerms> Terms(RenewalAudit audit, CancellationToken cancellationToken) =>
        sets.Parsed(await sets.Pinned(audit.RequirementSetVersionId, cancellationToken)).Life.Renewal!.Audit!;

    /// <summary>Whether the renewal's requirements are met without what was rejected: by the version, the facts and the day of the decision on it.</summary>
    public async Task<bool> IsMet(AuditCase audited, CancellationToken cancellationToken)
    {
        var decision = await db.Decisions.AsNoTracking().SingleAsync(d => d.ApplicationId == audited.ApplicationId, cancellationToken);
        var rules = sets.Parsed(await sets.Pinned(decision.RequirementSetVersionId, cancellationToken));
        return AuditRule.Again(rules, seal.Facts(decision), decision.DecidedOn, Items(audited)).IsMet;
    }

    /// <summary>By application, every entry of which the decision on the renewal counted minutes. Each decision is opened and let go before the next is read.</summary>
    public async Task<ILookup<Guid, CountedEvidence>> CountedBy(IReadOnlyCollection<Guid> applicationIds, CancellationToken cancellationToken)
    {
        List<(Guid Application, CountedEvidence Counted)> read = [];
        await foreach (var decision in db.Decisions.AsNoTracking().Where(d => applicationIds.Contains(d.ApplicationId)).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var details = seal.Facts(decision).Evidence.ToDictionary(fact => fact.Id, fact => fact.Detail);
            read.AddRange(seal.Findings(decision).Entries.Where(use => use.CountedMinutes > 0).Select(use => (decision.ApplicationId, new CountedEvidence(use.EvidenceId, details[use.EvidenceId], use.CountedMinutes))));
        }

        return read.ToLookup(r => r.Application, r => r.Counted);
    }

    /// <summary>Moves an audit, and does what follows: a day to make it good, or the consequence of failing. The holder is told.</summary>
    public async Task<Refusal?> Move(AuditCase audited, AuditCaseAct act, AuditTerms terms, CancellationToken cancellationToken)
    {
        var moved = AuditCaseLifecycle.Table.Decide(audited.State, act);
        if (moved.Refusal is { } refusal)
        {
            return refusal;
        }

        var (before, today) = (audited.State, clock.TodayAt(audited.Board.Zone));
        audited.State = moved.Value;
        audited.Version++;
        var isOver = AuditCaseLifecycle.Concluded.Contains(audited.State);
        audited.DueOn = act == AuditCaseAct.AskCure ? terms.CureUntil(today) : audited.DueOn;
        audited.ConcludedAtUtc = isOver ? clock.UtcNow() : null;
        var raises = act switch
        {
            AuditCaseAct.HandIn => RegistryEvent.AuditHandedIn,
            AuditCaseAct.AskCure => RegistryEvent.AuditCureAsked,
            AuditCaseAct.Pass or AuditCaseAct.Fail => RegistryEvent.AuditConcluded,
            _ => throw new ArgumentOutOfRangeException(nameof(act), act, "No event is raised by this."),
        };
        history.Record(raises, AboutIt(audited), before: new { State = before }, after: new { audited.State, DueOn = isOver ? (DateOnly?)null : audited.DueOn });
        if (act == AuditCaseAct.Fail)
        {
            await Follow(audited, terms, cancellationToken);
        }

        if (act != AuditCaseAct.HandIn)
        {
            await outbox.WriteToApplicant(MessageKind.AuditMoved, audited.ApplicantId, new { Board = audited.Board.Name, audited.Credential.Number }, cancellationToken);
        }

        return null;
    }

    public static IReadOnlyList<AuditedItem> Items(AuditCase audited) => [.. audited.Items.Select(item => new AuditedItem(item.EvidenceItemId, item.Verdict))];

    public static About AboutIt(AuditCase audited, Guid? subjectId = null) => new(audited.BoardId, audited.ApplicantId, audited.ApplicationId, audited.CredentialId, subjectId ?? audited.Id);

    /// <summary>A suspension where the rules say so and the credential is active; and else a referral.</summary>
    private async Task Follow(AuditCase audited, AuditTerms terms, CancellationToken cancellationToken)
    {
        var suspended = terms.OnFailure == AuditConsequence.Suspend
            && (await acts.Record(audited.Credential, new ActToRecord(CredentialActKind.Suspend, RegistryEvent.CredentialSuspended, null, "The audit of the continuing education was failed."), cancellationToken)).Refusal is null;
        audited.Consequence = suspended ? AuditConsequence.Suspend : AuditConsequence.Refer;
        if (!suspended)
        {
            history.Record(RegistryEvent.AuditReferred, AboutIt(audited));
        }
    }

    private IQueryable<AuditCase> Whole() => db.AuditCases.Include(c => c.Items).Include(c => c.Audit).Include(c => c.Board).Include(c => c.Applicant)
        .Include(c => c.Credential.Board).Include(c => c.Credential.Acts).Include(c => c.Credential.Periods).AsSplitQuery();
}
