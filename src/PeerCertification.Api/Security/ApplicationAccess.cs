using PeerCertification.Api.Persistence;
using PeerCertification.Domain;

namespace PeerCertification.Api.Security;

/// <summary>Which applications a caller may see. What they may not see is, to them, not there.</summary>
public static class ApplicationAccess
{
    /// <summary>The caller's own, in every state.</summary>
    public static IQueryable<Application> OwnApplications(this RegistryContext db, Caller caller)
    {
        var account = caller.RequiredAccountId;
        return db.Applications.Where(a => a.Applicant.AccountId == account);
    }

    /// <summary>
    /// The caller's own, and the files of boards that the caller reads: from submission on, never a draft, and none on which the caller has
    /// declared a conflict of interest.
    /// </summary>
    public static IQueryable<Application> ReadableApplications(this RegistryContext db, Caller caller)
    {
        var (account, boards) = (caller.RequiredAccountId, caller.BoardsFor(Permission.ReadBoardFiles));
        return db.Applications.Where(a => a.Applicant.AccountId == account
            || (a.SubmittedAtUtc != null && boards.Contains(a.BoardId) && !db.ConflictDeclarations.Any(c => c.ApplicationId == a.Id && c.AccountId == account)));
    }

    /// <summary>Said alike of what is absent and of what is another's.</summary>
    public static Refusal NotFound() => new("application.not_found", "There is no application with this id that you may see.");
}
