using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Tests.Worlds;

/// <summary>Credentials that are there already, whatever way they came to be awarded.</summary>
public static class CredentialWorld
{
    private static int _serial = 5_000_000;

    /// <summary>The number of a credential awarded on a day for 24 months, and recorded at noon UTC of that day unless said otherwise.</summary>
    /// <param name="type">The code of its type, such as <c>NCPRSS</c>.</param>
    /// <param name="holder">The e-mail address of the holder's account; by default a new one that nobody can sign in to.</param>
    /// <param name="grace">Days of grace after the period.</param>
    public static async Task<string> ACredential(this RegistryApi api, string type, DateOnly issuedOn, string? holder = null, string name = "Ana Ruiz", DateTime? recordedAtUtc = null, int grace = 0)
    {
        return await api.Stored(async db =>
        {
            var account = holder is null ? AHolder(db) : await db.Users.SingleAsync(u => u.Email == holder);
            var recorded = recordedAtUtc ?? issuedOn.ToDateTime(new TimeOnly(12, 0), DateTimeKind.Utc);
            var credentialType = await db.CredentialTypes.SingleAsync(t => t.Code == type);
            var applicant = await db.Applicants.SingleOrDefaultAsync(a => a.AccountId == account.Id)
                ?? db.Applicants.Add(new Applicant { Id = Guid.CreateVersion7(), AccountId = account.Id, LegalName = name, CreatedAtUtc = recorded }).Entity;
            var credential = new Credential
            {
                Id = Guid.CreateVersion7(),
                Number = FreeNumber(credentialType.NumberPrefix),
                ApplicantId = applicant.Id,
                BoardId = credentialType.BoardId,
                CredentialTypeId = credentialType.Id,
                NameAsPrinted = name,
                Version = 1,
            };
            var period = new PeriodRule(24, grace).StartingOn(issuedOn);
            credential.Acts.Add(new CredentialActRow { CredentialId = credential.Id, Sequence = 1, Kind = CredentialActKind.Issue, EffectiveOn = issuedOn, Reason = "Awarded.", RecordedAtUtc = recorded });
            credential.Periods.Add(new CredentialPeriod { Id = Guid.CreateVersion7(), CredentialId = credential.Id, OpenedBySequence = 1, StartsOn = period.StartsOn, EndsOn = period.EndsOn, GraceEndsOn = period.GraceEndsOn });
            credential.PrintedNames.AddRange(PrintedName.OfAward(credential.Id, credential.BoardId, credential.ApplicantId, name));
            db.Credentials.Add(credential);
            await db.SaveChangesAsync();
            return credential.Number;
        });
    }

    /// <summary>A restriction on a credential, recorded at noon UTC of its first day unless said otherwise.</summary>
    public static Task ARestriction(this RegistryApi api, string number, string text, DateOnly fromOn, DateOnly? untilOn = null, bool isPublic = true, DateTime? recordedAtUtc = null) =>
        api.Stored(async db =>
        {
            db.Restrictions.Add(new Restriction
            {
                Id = Guid.CreateVersion7(),
                CredentialId = await db.Credentials.Where(c => c.Number == number).Select(c => c.Id).SingleAsync(),
                Text = text,
                IsPublic = isPublic,
                FromOn = fromOn,
                UntilOn = untilOn,
                RecordedAtUtc = recordedAtUtc ?? fromOn.ToDateTime(new TimeOnly(12, 0), DateTimeKind.Utc),
            });
            return await db.SaveChangesAsync();
        });

    /// <summary>Sends an act on a credential with the version that it has now, or with the one given.</summary>
    public static async Task<HttpResponseMessage> Act(this HttpClient officer, RegistryApi api, string number, string act, object body, int? version = null, string? key = null)
    {
        var seen = version ?? await api.Stored(db => db.Credentials.Where(c => c.Number == number).Select(c => c.Version).SingleAsync());
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/credentials/{number}/{act}") { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"v{seen}\"");
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await officer.SendAsync(request);
    }

    /// <summary>An officer prints another name from the first of March 2026 on, by a document of the holder.</summary>
    public static async Task<HttpResponseMessage> ANameChange(this RegistryApi api, HttpClient officer, string number, string name = "Ana Reyes")
    {
        var document = await api.Stored(async db =>
        {
            var holder = await db.Credentials.Where(c => c.Number == number).Select(c => c.ApplicantId).SingleAsync();
            var id = Guid.CreateVersion7();
            db.Documents.Add(new StoredDocument { Id = id, ApplicantId = holder, StorageName = id.ToString("N"), MediaType = "application/pdf", Sha256 = new string('0', 64), Bytes = 1, UploadedAtUtc = DateTime.UnixEpoch });
            await db.SaveChangesAsync();
            return id;
        });
        return await officer.Act(api, number, "acts/change-name", new { name, documentId = document, effectiveOn = "2026-03-01", reason = "Marriage certificate seen." });
    }

    private static Account AHolder(RegistryContext db)
    {
        var email = $"holder{Guid.NewGuid():N}@example.test";
        return db.Users.Add(new Account { Id = Guid.CreateVersion7(), UserName = email, NormalizedUserName = email.ToUpperInvariant(), Email = email, NormalizedEmail = email.ToUpperInvariant(), EmailConfirmed = true }).Entity;
    }

    private static string FreeNumber(string prefix)
    {
        while (true)
        {
            if (CredentialNumber.Compose(prefix, Interlocked.Increment(ref _serial)) is { } number)
            {
                return number;
            }
        }
    }
}
