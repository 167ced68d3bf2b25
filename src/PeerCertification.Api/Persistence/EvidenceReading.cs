using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Persistence;

/// <summary>The facts that every change of an applicant's evidence is judged by.</summary>
internal static class EvidenceReading
{
    /// <summary>The caller's own entries, superseded ones too; none where the caller has no record.</summary>
    internal static IQueryable<EvidenceItem> EvidenceOf(this RegistryContext db, Caller caller) =>
        db.Evidence.Where(e => db.Applicants.Any(a => a.Id == e.ApplicantId && a.AccountId == caller.RequiredAccountId));

    /// <summary>What the applicant's entries from day to day say, but for those that are superseded and the one that is about to be.</summary>
    internal static Task<List<EvidenceDetail>> EntriesOf(this RegistryContext db, Guid applicantId, DateOnly from, DateOnly to, Guid? besides, CancellationToken cancellationToken) =>
        db.Evidence.Where(e => e.ApplicantId == applicantId && e.OccurredOn >= from && e.OccurredOn <= to && e.State != EvidenceState.Superseded && e.Id != besides)
            .Select(e => e.Detail).ToListAsync(cancellationToken);

    /// <summary>Whether a board relies on the entry in an application that was submitted to it.</summary>
    internal static Task<bool> IsHeldByBoard(this RegistryContext db, Guid entryId, CancellationToken cancellationToken) =>
        db.ApplicationItems.AnyAsync(i => i.EvidenceItemId == entryId && db.Applications.Any(a => a.Id == i.ApplicationId && ApplicationLifecycle.HoldsItsEvidence.Contains(a.State)), cancellationToken);

    /// <summary>A refusal when a document is named that the applicant has not uploaded.</summary>
    internal static async Task<Refusal?> MissingDocument(this RegistryContext db, Guid? documentId, Guid applicantId, CancellationToken cancellationToken) =>
        documentId is null || await db.Documents.AnyAsync(d => d.Id == documentId && d.ApplicantId == applicantId, cancellationToken)
            ? null
            : new Refusal("document.not_found", "Upload the document first, then name its id.");

    internal static Refusal NotFound(Guid id) => new("evidence.not_found", $"None of your entries has the id {id}.");
}
