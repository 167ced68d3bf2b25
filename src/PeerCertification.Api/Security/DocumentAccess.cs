using PeerCertification.Api.Persistence;

namespace PeerCertification.Api.Security;

/// <summary>Who may read a document.</summary>
internal static class DocumentAccess
{
    /// <summary>
    /// The caller's own documents; those that were submitted to a board whose files the caller reads, but for applications from which the
    /// caller must keep away by their own word; those that were shown to such a board in an audit; and those that such a board changed a printed name by.
    /// </summary>
    internal static IQueryable<StoredDocument> DocumentsFor(this RegistryContext db, Caller caller)
    {
        var account = caller.RequiredAccountId;
        var boards = caller.BoardsFor(Permission.ReadBoardFiles);
        var submitted = db.ApplicationItems.Join(db.Applications, i => i.ApplicationId, a => a.Id, (Item, Application) => new { Item.DocumentId, Application })
            .Where(s => s.Application.SubmittedAtUtc != null && boards.Contains(s.Application.BoardId))
            .Where(s => !db.ConflictDeclarations.Any(c => c.ApplicationId == s.Application.Id && c.AccountId == account));
        return db.Documents.Where(d => db.Applicants.Any(a => a.Id == d.ApplicantId && a.AccountId == account) || submitted.Any(s => s.DocumentId == d.Id)
            || db.AuditItems.Any(i => i.DocumentId == d.Id && db.AuditCases.Any(c => c.Id == i.CaseId && boards.Contains(c.BoardId)))
            || db.CredentialActs.Any(a => a.DocumentId == d.Id && db.Credentials.Any(c => c.Id == a.CredentialId && boards.Contains(c.BoardId))));
    }
}
