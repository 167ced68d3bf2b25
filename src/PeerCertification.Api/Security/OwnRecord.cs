using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Domain;

namespace PeerCertification.Api.Security;

/// <summary>Finds the applicant that the caller is.</summary>
public static class OwnRecord
{
    /// <summary>The caller's applicant id, or null where the caller has not begun a record.</summary>
    public static async Task<Guid?> OwnApplicantId(this RegistryContext db, Caller caller, CancellationToken cancellationToken) =>
        await db.Applicants.Where(a => a.AccountId == caller.RequiredAccountId).Select(a => (Guid?)a.Id).SingleOrDefaultAsync(cancellationToken);

    /// <summary>Said by every slice that needs the record to exist.</summary>
    public static Refusal Missing() => new("applicant.record_missing", "Begin with your own record: PUT /api/v1/applicants/me with your legal name.");
}
