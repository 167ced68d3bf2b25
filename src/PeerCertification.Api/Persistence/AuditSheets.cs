using Microsoft.EntityFrameworkCore;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Renewals;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Api.Persistence;

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

/// <summary>Reads what is shown of audits.</summary>
internal static class AuditSheets
{
    internal static async Task<IReadOnlyList<AuditSheet>> Sheets(this RegistryContext db, IQueryable<AuditCase> cases, CancellationToken cancellationToken) => await cases.AsNoTracking()
        .Select(c => new AuditSheet(
            c.Id, c.AuditId, c.Board.Code, c.Credential.CredentialType.Code, c.Credential.Number, db.Applications.Where(a => a.Id == c.ApplicationId).Select(a => a.PeriodStartsOn).SingleOrDefault(),
            c.State, AuditCaseLifecycle.Awaiting.Contains(c.State) ? c.DueOn : null, c.ConcludedAtUtc, c.Consequence,
            c.Items.OrderBy(i => i.Id).Select(i => new AuditSheetItem(i.Id, i.Detail, i.CountedMinutes, i.DocumentId, i.Note, i.Verdict, i.Reason, i.Version)).ToList(), c.Version))
        .ToListAsync(cancellationToken);
}
