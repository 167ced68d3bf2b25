using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Domain;

namespace PeerCertification.Api.Security;

/// <summary>Finds the applicant, and the account, that the caller is.</summary>
public static class OwnRecord
{
    /// <summary>The caller's applicant id, or null where the caller has not begun a record.</summary>
    public static async Task<Guid?> OwnApplicantId(this RegistryContext db, Caller caller, CancellationToken cancellationToken) =>
        await db.Applicants.Where(a => a.AccountId == caller.RequiredAccountId).Select(a => (Guid?)a.Id).SingleOrDefaultAsync(cancellationToken);

    /// <summary>The caller's own account, to be changed.</summary>
    public static async Task<Account> OwnAccount(this UserManager<Account> accounts, Caller caller) =>
        await accounts.FindByIdAsync(caller.RequiredAccountId.ToString()) ?? throw new InvalidOperationException("The caller was identified, but has no account.");

    /// <summary>Said by every slice that needs the record to exist.</summary>
    public static Refusal Missing() => new("applicant.record_missing", "Begin with your own record: PUT /api/v1/applicants/me with your legal name.");
}
