using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCertification.Api.Features.Applications;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Publication;

namespace PeerCertification.Api.Tests.Worlds;

/// <summary>An applicant as the tests know her: signed in, with a record of her own.</summary>
public sealed record KnownApplicant(HttpClient Client, Guid Id);

/// <summary>Applicants with a file that is ready, and their applications. Entries are put into the store as they would be after logging.</summary>
public static class ApplicationWorld
{
    private static readonly DateTime LongAgo = new(2026, 2, 20, 12, 0, 0, DateTimeKind.Utc);

    /// <summary>Somebody with an account and a record, and nothing logged yet.</summary>
    public static async Task<KnownApplicant> AnApplicant(this RegistryApi api, string legalName = "Ana Ruiz")
    {
        var email = await api.AnAccount(Role.Applicant);
        var id = Guid.CreateVersion7();
        await api.Stored(async db =>
        {
            var accountId = await db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync();
            db.Applicants.Add(new Applicant { Id = id, AccountId = accountId, LegalName = legalName, CreatedAtUtc = LongAgo, Version = 1 });
            return await db.SaveChangesAsync();
        });
        return new KnownApplicant(await api.Client(email), id);
    }

    /// <summary>Somebody whose entries meet the rules of a credential of the seeds, all confirmed by whoever was asked.</summary>
    public static async Task<KnownApplicant> AnApplicantWhoMeets(this RegistryApi api, string credentialType)
    {
        var applicant = await api.AnApplicant();
        await api.IsInRecoverySince(applicant, new DateOnly(2019, 2, 3));
        await api.Logs(applicant, credentialType switch { "NCPRSS" => ForNcprss(), _ => throw new ArgumentOutOfRangeException(nameof(credentialType)) }, EvidenceState.Attested);
        return applicant;
    }

    public static async Task IsInRecoverySince(this RegistryApi api, KnownApplicant applicant, DateOnly day)
    {
        using var scope = api.Services.CreateScope();
        await scope.ServiceProvider.GetRequiredService<SensitiveStore>().Write(applicant.Id, new SensitiveData(RecoverySince: day, LivedExperience: LivedExperience.OwnSubstanceUse), CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<RegistryContext>().SaveChangesAsync();
    }

    /// <summary>Puts entries into the applicant's record; education comes with its document.</summary>
    /// <returns>The entries' ids, in order.</returns>
    public static Task<List<Guid>> Logs(this RegistryApi api, KnownApplicant applicant, IEnumerable<EvidenceDetail> details, EvidenceState state = EvidenceState.Claimed, DateTime? atUtc = null) => api.Stored(async db =>
    {
        var items = details.Select(detail => new EvidenceItem
        {
            Id = Guid.CreateVersion7(),
            ApplicantId = applicant.Id,
            Kind = detail.Kind,
            State = state,
            OccurredOn = detail.On,
            ClaimedMinutes = detail.Minutes,
            AttestedMinutes = state == EvidenceState.Attested ? detail.Minutes : null,
            Detail = detail,
            DocumentId = detail.Kind == EvidenceKind.Education ? ADocument(db, applicant.Id) : null,
            CreatedAtUtc = atUtc ?? LongAgo,
            Version = 1,
        }).ToList();
        db.Evidence.AddRange(items);
        await db.SaveChangesAsync();
        return items.ConvertAll(i => i.Id);
    });

    /// <summary>What version 2 of the rules for NCPRSS asks, to the minute.</summary>
    public static IEnumerable<EvidenceDetail> ForNcprss() =>
    [
        new EvidenceDetail.Education(EducationLevel.HighSchoolDiploma, "Albany High School", new DateOnly(2002, 6, 15)),
        .. Enumerable.Range(0, 25).Select(day => Practice(new DateOnly(2026, 1, 5).AddDays(day), 480)),
        Training("peer-recovery", 48 * 60),
        Training("ethics", 360),
        Training("hiv-bloodborne-pathogens", 360),
        new EvidenceDetail.Exam("NCPRSS", new DateOnly(2026, 2, 1), Passed: true, Score: null),
        new EvidenceDetail.SignedDocument("ncc-ap-code-of-ethics", "1", new DateOnly(2026, 2, 15)),
    ];

    public static EvidenceDetail Practice(DateOnly day, int minutes) =>
        new EvidenceDetail.Practice(day, minutes, ServiceRole.PeerCoach, [SupportDomain.Emotional], Modality.Individual, "Recovery community center", null, Compensation.Volunteer, "Sam Reed", "sam.reed@example.test");

    public static EvidenceDetail Training(string topic, int minutes) =>
        new EvidenceDetail.Training("Recovery coaching", "Capital Recovery Academy", new DateOnly(2026, 1, 12), new DateOnly(2026, 1, 20), TrainingMode.InPerson, [new TopicMinutes(topic, minutes)]);

    /// <summary>A draft for NCPRSS, or for another credential.</summary>
    public static async Task<Guid> ADraft(this RegistryApi _, KnownApplicant applicant, string board = "ncc-ap", string credentialType = "NCPRSS")
    {
        var answer = await applicant.Client.PostAsJsonAsync("/api/v1/applications", new { board, credentialType });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    /// <summary>An application for NCPRSS of somebody who meets its rules, handed in today.</summary>
    public static async Task<Guid> ASubmittedApplication(this RegistryApi api, KnownApplicant applicant)
    {
        var id = await api.ADraft(applicant);
        var answer = await applicant.Client.PostIfMatch($"/api/v1/applications/{id}/submission", 1);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return id;
    }

    /// <summary>The applicant as her record has her now, sealed as submitted; rules and findings are left blank.</summary>
    public static async Task<string> SubmittedAsSheIs(this RegistryApi api, Guid applicantId)
    {
        using var scope = api.Services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<RegistryContext>();
        await using var unnoted = await db.Database.BeginTransactionAsync();
        var applicant = await db.Applicants.SingleAsync(a => a.Id == applicantId);
        var person = await scope.ServiceProvider.GetRequiredService<SensitiveStore>().Read(applicantId, "To seal it", CancellationToken.None);
        var blank = new Finding("all", "All", "A test", true, 0, 0, FindingUnit.Requirements, null, [], [], []);
        return scope.ServiceProvider.GetRequiredService<SubmissionSeal>().Close(new SubmittedFile(
            applicant.LegalName, applicant.PreferredName, applicant.EducationLevel, person, 2, "", new Facts(FactBasis.Claimed, [], null, null), new Evaluation(default, FactBasis.Claimed, true, blank, [])));
    }

    /// <summary>Posts with the version that the sender last saw.</summary>
    public static Task<HttpResponseMessage> PostIfMatch(this HttpClient client, string address, int version, object? body = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", string.Create(CultureInfo.InvariantCulture, $"\"v{version}\""));
        return client.SendAsync(request);
    }

    /// <summary>The application is where a board's staff would have brought it; waiting for the applicant comes with a question.</summary>
    public static Task<int> TheFileIs(this RegistryApi api, Guid applicationId, ApplicationState state) => api.Stored(async db =>
    {
        var application = await db.Applications.SingleAsync(a => a.Id == applicationId);
        application.State = state;
        application.Version++;
        if (state == ApplicationState.AwaitingApplicant)
        {
            application.WaitingReason = WaitingReason.MoreEvidence;
            db.BoardQuestions.Add(new BoardQuestion
            {
                Id = Guid.CreateVersion7(),
                ApplicationId = applicationId,
                WaitingReason = WaitingReason.MoreEvidence,
                Message = "Please add the certificate of the ethics course.",
                AskedByAccountId = await db.Users.Select(u => u.Id).FirstAsync(),
                AskedAtUtc = LongAgo,
            });
        }

        await db.SaveChangesAsync();
        return application.Version;
    });

    /// <summary>Version 3 of the rules for NCPRSS is published: from a day on it asks 500 hours of practice.</summary>
    public static Task<int> StricterRulesFrom(this RegistryApi api, DateOnly effectiveFrom) => api.Stored(async db =>
    {
        var second = await db.RequirementSets.AsNoTracking().SingleAsync(s => s.CredentialType.Code == "NCPRSS" && s.Number == 2);
        var document = second.Document
            .Replace("\"version\": 2", "\"version\": 3", StringComparison.Ordinal)
            .Replace("2018-01-01\",", $"{effectiveFrom:yyyy-MM-dd}\",", StringComparison.Ordinal)
            .Replace("\"200h\"", "\"500h\"", StringComparison.Ordinal);
        db.RequirementSets.Add(new RequirementSetVersion
        {
            Id = Guid.CreateVersion7(),
            CredentialTypeId = second.CredentialTypeId,
            Number = 3,
            EffectiveFrom = effectiveFrom,
            State = RequirementSetState.Published,
            Document = document,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document))),
        });
        return await db.SaveChangesAsync();
    });

    /// <summary>The board of NCPRSS announces a credential whose rules are not published yet.</summary>
    public static Task<string> ACredentialTypeWithoutRules(this RegistryApi api) => api.Stored(async db =>
    {
        var code = $"NEW{Guid.NewGuid():N}"[..12].ToUpperInvariant();
        var board = await db.Boards.SingleAsync(b => b.Code == "ncc-ap");
        db.CredentialTypes.Add(new CredentialType { Id = Guid.CreateVersion7(), BoardId = board.Id, Code = code, PublicTitle = "Announced", NumberPrefix = code });
        await db.SaveChangesAsync();
        return code;
    });

    /// <summary>The person holds NCPRSS, issued on a day and good to another.</summary>
    public static Task<int> HoldsNcprss(this RegistryApi api, KnownApplicant applicant, DateOnly issuedOn, DateOnly endsOn) => api.Stored(async db =>
    {
        var type = await db.CredentialTypes.SingleAsync(t => t.Code == "NCPRSS");
        var id = Guid.CreateVersion7();
        var recordedAt = issuedOn.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        db.Credentials.Add(new Credential
        {
            Id = id,
            Number = $"NCPRSS-{id:N}"[..24],
            ApplicantId = applicant.Id,
            BoardId = type.BoardId,
            CredentialTypeId = type.Id,
            NameAsPrinted = "Ana Ruiz",
            Acts = [new CredentialActRow { CredentialId = id, Sequence = 1, Kind = CredentialActKind.Issue, EffectiveOn = issuedOn, Reason = "Awarded", RecordedAtUtc = recordedAt }],
            Periods = [new CredentialPeriod { Id = Guid.CreateVersion7(), CredentialId = id, OpenedBySequence = 1, StartsOn = issuedOn, EndsOn = endsOn }],
        });
        return await db.SaveChangesAsync();
    });

    /// <summary>What the clock does every night with drafts, as if it were that instant.</summary>
    /// <returns>How many were abandoned.</returns>
    public static async Task<int> DraftsAreSwept(this RegistryApi api, DateTime atUtc)
    {
        using var scope = api.Services.CreateScope();
        return (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new AbandonDrafts.Command(atUtc))).Value.Abandoned;
    }

    private static Guid ADocument(RegistryContext db, Guid applicantId)
    {
        var id = Guid.CreateVersion7();
        db.Documents.Add(new StoredDocument { Id = id, ApplicantId = applicantId, StorageName = id.ToString("N"), MediaType = "application/pdf", Sha256 = new string('0', 64), Bytes = 1, UploadedAtUtc = LongAgo });
        return id;
    }
}
