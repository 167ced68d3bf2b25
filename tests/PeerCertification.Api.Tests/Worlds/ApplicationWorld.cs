using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Tests.Worlds;

/// <summary>An applicant as the tests know her: signed in, with a record of her own.</summary>
public sealed record KnownApplicant(HttpClient Client, Guid Id);

/// <summary>Applicants and their applications.</summary>
public static class ApplicationWorld
{
    /// <summary>Somebody with an account and a record, and nothing logged yet.</summary>
    public static async Task<KnownApplicant> AnApplicant(this RegistryApi api, string legalName = "Ana Ruiz")
    {
        var email = await api.AnAccount(Role.Applicant);
        var id = Guid.CreateVersion7();
        await api.Stored(async db =>
        {
            var accountId = await db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync();
            db.Applicants.Add(new Applicant { Id = id, AccountId = accountId, LegalName = legalName, CreatedAtUtc = DateTime.UtcNow, Version = 1 });
            return await db.SaveChangesAsync();
        });
        return new KnownApplicant(await api.Client(email), id);
    }

    /// <summary>A draft for NCPRSS.</summary>
    public static async Task<Guid> ADraft(this RegistryApi api, KnownApplicant applicant)
    {
        var answer = await applicant.Client.PostAsJsonAsync("/api/v1/applications", new { board = "ncc-ap", credentialType = "NCPRSS" });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    /// <summary>The person holds NCPRSS, issued on a day and good to another.</summary>
    public static Task<int> HoldsNcprss(this RegistryApi api, KnownApplicant applicant, DateOnly issuedOn, DateOnly endsOn) => api.Stored(async db =>
    {
        var type = await db.CredentialTypes.SingleAsync(t => t.Code == "NCPRSS");
        var id = Guid.CreateVersion7();
        var recordedAt = issuedOn.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        db.Credentials.Add(new Credential
        {
            Id = id,
            Number = $"NCPRSS-TEST-{id:N}"[..30],
            ApplicantId = applicant.Id,
            BoardId = type.BoardId,
            CredentialTypeId = type.Id,
            NameAsPrinted = "Ana Ruiz",
            Acts = [new CredentialActRow { CredentialId = id, Sequence = 1, Kind = CredentialActKind.Issue, EffectiveOn = issuedOn, Reason = "Awarded", RecordedAtUtc = recordedAt }],
            Periods = [new CredentialPeriod { Id = Guid.CreateVersion7(), CredentialId = id, OpenedBySequence = 1, StartsOn = issuedOn, EndsOn = endsOn }],
        });
        return await db.SaveChangesAsync();
    });
}
