using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Applications;

namespace PeerCertification.Api.Tests.Worlds;

/// <summary>People with a record, and what they offer. Every verb goes over HTTP and gives back the id; each default is an entry that is taken.</summary>
public static class EvidenceWorld
{
    public const string Supervisor = "sam.reed@example.test";

    /// <summary>A new applicant who is signed in and has begun a record.</summary>
    public static async Task<HttpClient> SomebodyWithARecord(this RegistryApi api, string legalName = "Ana Maria Lopez")
    {
        var applicant = await api.SignedInAs(Role.Applicant);
        await api.ARecord(applicant, legalName);
        return applicant;
    }

    public static Task<Guid> ARecord(this RegistryApi api, HttpClient applicant, string legalName = "Ana Maria Lopez") =>
        Id(applicant.PutAsJsonAsync("/api/v1/applicants/me", new { legalName, educationLevel = "HighSchoolDiploma" }));

    /// <summary>Birth date and recovery as most rules want them.</summary>
    public static async Task ASensitiveRecord(this RegistryApi _, HttpClient applicant, string birthDate = "1984-05-17", string? recoverySince = "2019-02-03", string livedExperience = "OwnSubstanceUse")
    {
        var answer = await applicant.PutAsJsonAsync("/api/v1/applicants/me/sensitive", new { birthDate, recoverySince, livedExperience });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public static Task<Guid> APracticeEntry(this RegistryApi _, HttpClient applicant, string day = "2026-02-14", int minutes = 180, string supervisorEmail = Supervisor) =>
        Id(applicant.PostAsJsonAsync("/api/v1/evidence", new { detail = Practice(day, minutes, supervisorEmail) }));

    public static Task<Guid> ATraining(this RegistryApi _, HttpClient applicant, string topic = "ethics", int minutes = 480, string endsOn = "2026-01-20", string? startsOn = null) =>
        Id(applicant.PostAsJsonAsync("/api/v1/evidence", new { detail = Training(topic, minutes, endsOn, startsOn) }));

    public static Task<Guid> ASupervisionEntry(this RegistryApi _, HttpClient applicant, string day = "2026-02-14", int minutes = 60, string supervisorEmail = Supervisor) =>
        Id(applicant.PostAsJsonAsync("/api/v1/evidence", new { detail = new { kind = "Supervision", day, supervisionMinutes = minutes, modality = "Individual", supervisorName = "Sam Reed", supervisorEmail, topic = (string?)null } }));

    public static Task<Guid> AnExam(this RegistryApi _, HttpClient applicant, string examCode = "NCPRSS", bool passed = true, string takenOn = "2026-02-01") =>
        Id(applicant.PostAsJsonAsync("/api/v1/evidence", new { detail = new { kind = "Exam", examCode, takenOn, passed, score = (int?)null } }));

    public static Task<Guid> AReference(this RegistryApi _, HttpClient applicant, string refereeEmail = "rita.moss@example.test", string givenOn = "2026-02-10") =>
        Id(applicant.PostAsJsonAsync("/api/v1/evidence", new { detail = new { kind = "Reference", refereeName = "Rita Moss", refereeEmail, relation = "Colleague", givenOn } }));

    public static Task<Guid> AnEducation(this RegistryApi _, HttpClient applicant, string level = "HighSchoolDiploma", string completedOn = "2002-06-15", Guid? documentId = null) =>
        Id(applicant.PostAsJsonAsync("/api/v1/evidence", new { detail = new { kind = "Education", level, institution = "Albany High School", completedOn }, documentId }));

    public static Task<Guid> ASignedDocument(this RegistryApi _, HttpClient applicant, string documentCode = "code-of-ethics", string documentVersion = "1", string signedOn = "2026-02-15", Guid? documentId = null) =>
        Id(applicant.PostAsJsonAsync("/api/v1/evidence", new { detail = new { kind = "SignedDocument", documentCode, documentVersion, signedOn }, documentId }));

    /// <summary>Practice of one day as a request states it; change it with <c>With</c>.</summary>
    public static Dictionary<string, object?> Practice(string day = "2026-02-14", int minutes = 180, string supervisorEmail = Supervisor) => new()
    {
        ["kind"] = "Practice",
        ["day"] = day,
        ["practiceMinutes"] = minutes,
        ["role"] = "PeerCoach",
        ["domains"] = new[] { "Emotional", "Informational" },
        ["modality"] = "Individual",
        ["setting"] = "Recovery community center",
        ["population"] = "Adults",
        ["compensation"] = "Volunteer",
        ["supervisorName"] = "Sam Reed",
        ["supervisorEmail"] = supervisorEmail,
    };

    /// <summary>A course under one topic as a request states it.</summary>
    public static Dictionary<string, object?> Training(string topic = "ethics", int minutes = 480, string endsOn = "2026-01-20", string? startsOn = null) => new()
    {
        ["kind"] = "Training",
        ["title"] = "Recovery coaching",
        ["provider"] = "Capital Recovery Academy",
        ["startsOn"] = startsOn ?? endsOn,
        ["endsOn"] = endsOn,
        ["mode"] = "InPerson",
        ["topics"] = new[] { new { topic, minutes } },
    };

    public static Dictionary<string, object?> With(this Dictionary<string, object?> detail, string field, object? value) => new(detail) { [field] = value };

    /// <summary>A PDF file of so many bytes, as far as its first bytes tell.</summary>
    public static byte[] APdf(int bytes = 64) => [.. "%PDF-1.7\n"u8, .. new byte[bytes - 9]];

    public static Task<Guid> ADocument(this RegistryApi _, HttpClient applicant, byte[]? content = null) =>
        Id(applicant.PostAsync("/api/v1/documents", new ByteArrayContent(content ?? APdf())));

    /// <summary>An application of NCPRSS in this state, with these entries as they stand, put there without asking whether it meets anything.</summary>
    public static Task<Guid> AnApplicationOf(this RegistryApi api, HttpClient applicant, ApplicationState state, params Guid[] entries) => api.Stored(async db =>
    {
        var ownEntries = await db.Evidence.Where(e => entries.Contains(e.Id)).ToListAsync();
        var applicantId = (await applicant.GetFromJsonAsync<JsonElement>("/api/v1/applicants/me")).GetProperty("id").GetGuid();
        var type = await db.CredentialTypes.SingleAsync(t => t.Code == "NCPRSS");
        var at = new DateTime(2026, 2, 20, 12, 0, 0, DateTimeKind.Utc);
        var application = new Application { Id = Guid.CreateVersion7(), ApplicantId = applicantId, BoardId = type.BoardId, CredentialTypeId = type.Id, State = state, CreatedAtUtc = at, TouchedAtUtc = at, SubmittedAtUtc = state == ApplicationState.Draft ? null : at, SubmissionProtected = state == ApplicationState.Draft ? null : await api.SubmittedAsSheIs(applicantId) };
        application.Items.AddRange(ownEntries.Select(e => new ApplicationItem { Id = Guid.CreateVersion7(), ApplicationId = application.Id, EvidenceItemId = e.Id, State = e.State, Detail = e.Detail, ClaimedMinutes = e.ClaimedMinutes, DocumentId = e.DocumentId }));
        db.Applications.Add(application);
        await db.SaveChangesAsync();
        return application.Id;
    });

    /// <summary>A member of staff has said to keep away from a file.</summary>
    public static Task<int> DeclaredConflict(this RegistryApi api, string email, Guid application) => api.Stored(async db =>
    {
        var account = await db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync();
        db.ConflictDeclarations.Add(new ConflictDeclaration { ApplicationId = application, AccountId = account, Reason = "A cousin.", DeclaredAtUtc = new DateTime(2026, 2, 21, 12, 0, 0, DateTimeKind.Utc) });
        return await db.SaveChangesAsync();
    });

    private static async Task<Guid> Id(Task<HttpResponseMessage> request)
    {
        var answer = await request;
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {body}");
        return JsonDocument.Parse(body).RootElement.GetProperty("id").GetGuid();
    }
}
