using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;

namespace PeerCertification.Api.Persistence;

/// <summary>Tells what of a person's record is no longer what an application was submitted with, by the names of the fields and never by what they say.</summary>
internal static class LaterChanges
{
    /// <summary>What a board judges a person by; an address may change as it likes.</summary>
    private static readonly string[] Judged = ["birthDate", "livedExperience", "recoverySince"];

    /// <param name="submitted">What the application was submitted with.</param>
    internal static async Task<IReadOnlyList<string>> ChangedSince(this RegistryContext db, Guid applicationId, SubmittedFile submitted, CancellationToken cancellationToken)
    {
        var now = await db.Applications.Where(a => a.Id == applicationId).Select(a => a.Applicant).AsNoTracking().SingleAsync(cancellationToken);
        // By the history: to open the record itself would be a reading of it, each time that somebody looks at the file.
        var sensitive = await db.History
            .Where(h => h.ApplicantId == now.Id && h.Event == nameof(RegistryEvent.SensitiveRecordChanged))
            .Where(h => h.Sequence > db.History.Where(s => s.ApplicationId == applicationId && s.Event == nameof(RegistryEvent.ApplicationSubmitted)).Max(s => (long?)s.Sequence))
            .Select(h => h.After!).ToListAsync(cancellationToken);
        (string Name, bool Differs)[] open =
        [
            ("educationLevel", now.EducationLevel != submitted.EducationLevel),
            ("legalName", now.LegalName != submitted.LegalName),
            ("preferredName", now.PreferredName != submitted.PreferredName),
        ];
        return
        [
            .. open.Where(f => f.Differs).Select(f => f.Name)
                .Concat(sensitive.SelectMany(Changed).Intersect(Judged)).Order(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<string> Changed(string after) => JsonElement.Parse(after).GetProperty("changed").EnumerateArray().Select(field => field.GetString()!);
}
