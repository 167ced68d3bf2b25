using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Renewals;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Api.Pipeline;

/// <summary>The audit of one renewal as its holder and its board see it.</summary>
/// <param name="DueOn">The last day for the holder, while it waits for her.</param>
/// <param name="PeriodStartsOn">The first day of the period that was renewed.</param>
/// <param name="Consequence">What followed from failing, or null.</param>
public sealed record AuditSheet(
    Guid Id, Guid AuditId, string Board, string CredentialType, string Number, DateOnly? PeriodStartsOn, AuditCaseState State, DateOnly? DueOn, DateTime? ConcludedAtUtc, AuditConsequence? Consequence,
    IReadOnlyList<AuditSheetItem> Items, int Version);

/// <param name="CountedMinutes">What the decision on the renewal counted of it.</param>
/// <param name="Reason">Why it was rejected.</param>
public sealed record AuditSheetItem(Guid Id, EvidenceDetail Detail, int CountedMinutes, Guid? DocumentId, string? Note, AuditVerdict? Verdict, string? Reason, int Version);

/// <summary>What all acts on an audit of one renewal share: who may, what it goes by, and how a move is written down.</summary>
public sealed class AuditDesk(RegistryContext db, RequirementSets sets, DecisionSeal seal, CredentialActs acts, Caller caller, Outbox outbox, History history, TimeProvider clock)
{
    internal static Refusal NotFound() => new("audit.not_found", "There is no such audit that this account may see.");

    /// <summary>The caller's own.</summary>
    public async Task<AuditCase?> Own(Guid caseId, CancellationToken cancellationToken)
    {
        var account = caller.RequiredAccountId;
        return await Whole().SingleOrDefaultAsync(c => c.Id == caseId && c.Applicant.AccountId == account, cancellationToken);
    }

    /// <summary>One of a board, for somebody who holds the permission there and whose own it is not.</summary>
    /// <returns>The audit, or a refusal: <c>board.not_found</c>, <c>access.not_permitted</c>, <c>audit.not_found</c>, <c>audit.own_record</c>.</returns>
    public async Task<Outcome<AuditCase>> Take(string boardCode, Guid caseId, Permission permission, CancellationToken cancellationToken)
    {
        var board = await db.Boards.Where(b => b.Code == boardCode).Select(b => (Guid?)b.Id).SingleOrDefaultAsync(cancellationToken);
        if (board is not { } id || !caller.May(Permission.ReadBoardFiles, id))
        {
            return StaffRoll.NoBoard();
        }

        if (!caller.May(permission, id))
        {
            return new Refusal("access.not_permitted", "Your role at this board does not include this.");
        }

        var found = await Whole().SingleOrDefaultAsync(c => c.Id == caseId && c.BoardId == id, cancellationToken);
        return found is null ? NotFound()
            : found.Applicant.AccountId == caller.RequiredAccountId ? new Refusal("audit.own_record", "This is the audit of your own renewal; somebody else on the board's staff must handle it.")
            : found;
    }

    /// <summary>Those whose day has passed at their board.</summary>
    public async Task<IReadOnlyList<AuditCase>> Overdue(DateTime atUtc, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(atUtc.AddDays(1));
        var near = await Whole().Where(c => AuditCaseLifecycle.Awaiting.Contains(c.State) && c.DueOn < today).OrderBy(c => c.Id).ToListAsync(cancellationToken);
        return near.FindAll(c => c.DueOn < Domain.Calendars.BoardDay.Of(atUtc, c.Board.Zone));
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

    /// <summary>The items of a renewal: every entry of which the decision on it counted minutes.</summary>
    public async Task<List<AuditItem>> ItemsOf(Guid caseId, Guid applicationId, CancellationToken cancellationToken)
    {
        var decision = await db.Decisions.AsNoTracking().SingleAsync(d => d.ApplicationId == applicationId, cancellationToken);
        var details = seal.Facts(decision).Evidence.ToDictionary(fact => fact.Id, fact => fact.Detail);
        return [.. seal.Findings(decision).Entries.Where(use => use.CountedMinutes > 0).Select(use => new AuditItem { Id = Ids.New(clock), CaseId = caseId, EvidenceItemId = use.EvidenceId, Detail = details[use.EvidenceId], CountedMinutes = use.CountedMinutes, Version = 1 })];
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

    /// <summary>What of it is shown.</summary>
    public async Task<IReadOnlyList<AuditSheet>> Sheets(IQueryable<AuditCase> cases, CancellationToken cancellationToken) => await cases.AsNoTracking()
        .Select(c => new AuditSheet(
            c.Id, c.AuditId, c.Board.Code, c.Credential.CredentialType.Code, c.Credential.Number, db.Applications.Where(a => a.Id == c.ApplicationId).Select(a => a.PeriodStartsOn).SingleOrDefault(),
            c.State, AuditCaseLifecycle.Awaiting.Contains(c.State) ? c.DueOn : null, c.ConcludedAtUtc, c.Consequence,
            c.Items.OrderBy(i => i.Id).Select(i => new AuditSheetItem(i.Id, i.Detail, i.CountedMinutes, i.DocumentId, i.Note, i.Verdict, i.Reason, i.Version)).ToList(), c.Version))
        .ToListAsync(cancellationToken);

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
