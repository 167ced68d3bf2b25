using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements.Publication;

namespace PeerCertification.Api.Tests.Worlds;

/// <summary>A file as a board's staff find it: submitted, with three entries in the order exam, attested practice, claimed training.</summary>
public sealed record KnownFile(Guid Id, Guid Exam, Guid Practice, Guid Training)
{
    public string Path => $"/api/v1/applications/{Id}";
}

/// <summary>Files at a board, and the acts of its staff on them.</summary>
public static class ReviewWorld
{
    /// <summary>A file submitted to ncc-ap by somebody new. The practice entry claims 120 minutes, of which 90 are attested; the training claims 360.</summary>
    public static async Task<KnownFile> ASubmittedFile(this RegistryApi api, DateOnly? receivedOn = null, string legalName = "Ana Ruiz") =>
        await api.ASubmittedFileOf((await api.AnApplicant(legalName)).Id, receivedOn);

    /// <summary>A file submitted to ncc-ap by somebody who works there; the client is theirs.</summary>
    public static async Task<(KnownFile File, HttpClient Client)> AFileOfStaff(this RegistryApi api, Role role)
    {
        var email = await api.AnAccount(role, "ncc-ap");
        var applicantId = Guid.CreateVersion7();
        await api.Stored(async db =>
        {
            var accountId = await db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync();
            db.Applicants.Add(new Applicant { Id = applicantId, AccountId = accountId, LegalName = "Sam Staff", CreatedAtUtc = DateTime.UtcNow, Version = 1 });
            return await db.SaveChangesAsync();
        });
        return (await api.ASubmittedFileOf(applicantId), await api.Client(email));
    }

    /// <summary>Gives an account one more role at a board.</summary>
    public static Task<int> AlsoHolds(this RegistryApi api, string email, Role role, string board) => api.Stored(async db =>
    {
        var accountId = await db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync();
        var boardId = await db.Boards.Where(b => b.Code == board).Select(b => b.Id).SingleAsync();
        db.Grants.Add(new Grant { Id = Guid.CreateVersion7(), AccountId = accountId, Role = role, BoardId = boardId, GrantedAtUtc = DateTime.UtcNow });
        return await db.SaveChangesAsync();
    });

    /// <summary>Puts the file into a state, as if by the acts that lead there.</summary>
    public static Task<int> TheFileIs(this RegistryApi api, KnownFile file, ApplicationState state) => api.TheFileIs(file.Id, state);

    /// <summary>Sends an act with the version that the file, or one entry of it, has now.</summary>
    public static async Task<HttpResponseMessage> Act(this RegistryApi api, HttpClient client, KnownFile file, string act, object? body = null, Guid? item = null)
    {
        var version = await api.Stored(db => item is null
            ? db.Applications.Where(a => a.Id == file.Id).Select(a => a.Version).SingleAsync()
            : db.ApplicationItems.Where(i => i.Id == item).Select(i => i.Version).SingleAsync());
        return await ActOn(client, file, act, body, item, version);
    }

    /// <summary>Sends an act with a version of the caller's choice.</summary>
    public static async Task<HttpResponseMessage> ActOn(HttpClient client, KnownFile file, string act, object? body, Guid? item, int version)
    {
        using var request = item is null
            ? new HttpRequestMessage(HttpMethod.Post, $"{file.Path}/{act}")
            : new HttpRequestMessage(HttpMethod.Put, $"{file.Path}/items/{item}/{act}");
        request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"v{version}\""));
        request.Content = body is null ? null : JsonContent.Create(body);
        return await client.SendAsync(request);
    }

    /// <summary>The same, of somebody the test knows.</summary>
    public static async Task<KnownFile> ASubmittedFileOf(this RegistryApi api, Guid applicantId, DateOnly? receivedOn = null)
    {
        var file = new KnownFile(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await api.Store(file, applicantId, receivedOn ?? new DateOnly(2026, 2, 20),
        [
            new(file.Exam, new EvidenceDetail.Exam("NCPRSS", new DateOnly(2026, 1, 10), Passed: true, Score: 82), EvidenceState.Claimed),
            new(file.Practice, ApplicationWorld.Practice(new DateOnly(2026, 1, 12), 120), EvidenceState.Attested, AttestedMinutes: 90),
            new(file.Training, ApplicationWorld.Training("ethics", 360), EvidenceState.Claimed),
        ]);
        return file;
    }

    /// <summary>A file for NCPRSS that was submitted today and is recommended. Everything in it is accepted, and meets the rules; the exam is not, where the test says so.</summary>
    public static async Task<(KnownFile File, KnownApplicant Applicant)> ARecommendedFile(this RegistryApi api, bool withExam = true)
    {
        var applicant = await api.AnApplicantWhoMeets("NCPRSS");
        var id = await api.ASubmittedApplication(applicant);
        var items = await api.Stored(async db =>
        {
            var file = await db.Applications.Include(a => a.Items).SingleAsync(a => a.Id == id);
            file.State = ApplicationState.Recommended;
            foreach (var item in file.Items)
            {
                var accepted = withExam || item.Detail.Kind != EvidenceKind.Exam;
                (item.State, item.AcceptedMinutes) = accepted ? (EvidenceState.Accepted, item.ClaimedMinutes) : (EvidenceState.Rejected, 0);
            }

            await db.SaveChangesAsync();
            return file.Items;
        });
        Guid First(EvidenceKind kind) => items.First(i => i.Detail.Kind == kind).Id;
        return (new KnownFile(id, First(EvidenceKind.Exam), First(EvidenceKind.Practice), First(EvidenceKind.Training)), applicant);
    }

    /// <summary>An account recommended on the file.</summary>
    public static Task<int> HasRecommended(this RegistryApi api, string email, KnownFile file) => api.Stored(async db =>
    {
        db.Recommendations.Add(new Recommendation
        {
            Id = Guid.CreateVersion7(),
            ApplicationId = file.Id,
            Advice = DecisionKind.Approve,
            Note = "All is there.",
            RecommendedByAccountId = await db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync(),
            RecommendedAtUtc = DateTime.UtcNow,
        });
        return await db.SaveChangesAsync();
    });

    /// <summary>From 2030 on, a later version of NCPRSS is in effect, which asks for more than anybody has.</summary>
    public static Task<int> ALaterVersionIsPublished(this RegistryApi api) => api.Stored(async db =>
    {
        var last = await db.RequirementSets.Where(s => s.CredentialType.Code == "NCPRSS").OrderByDescending(s => s.Number).FirstAsync();
        var document = last.Document.Replace("\"200h\"", "\"20000h\"", StringComparison.Ordinal).Replace($"\"version\": {last.Number},", $"\"version\": {last.Number + 1},", StringComparison.Ordinal);
        db.RequirementSets.Add(new RequirementSetVersion
        {
            Id = Guid.CreateVersion7(),
            CredentialTypeId = last.CredentialTypeId,
            Number = last.Number + 1,
            EffectiveFrom = new DateOnly(2030, 1, 1),
            State = RequirementSetState.Published,
            Document = document,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document))),
        });
        last.State = RequirementSetState.Superseded;
        return await db.SaveChangesAsync();
    });

    /// <summary>The file is judged by rules like NCPRSS version 2, but for an exam that the board may waive. They were in effect in 1999 only, and so decide on nothing else.</summary>
    public static Task<int> IsPinnedToRulesWithAWaivableExam(this RegistryApi api, KnownFile file) => api.Stored(async db =>
    {
        const int Number = 900;
        var type = await db.RequirementSets.Where(s => s.CredentialType.Code == "NCPRSS" && s.Number == 2).SingleAsync();
        var rules = await db.RequirementSets.SingleOrDefaultAsync(s => s.CredentialTypeId == type.CredentialTypeId && s.Number == Number);
        if (rules is null)
        {
            var document = type.Document.Replace("\"version\": 2,", $"\"version\": {Number},", StringComparison.Ordinal).Replace("\"id\": \"exam\",", "\"id\": \"exam\", \"waivable\": true,", StringComparison.Ordinal);
            rules = new RequirementSetVersion
            {
                Id = Guid.CreateVersion7(),
                CredentialTypeId = type.CredentialTypeId,
                Number = Number,
                EffectiveFrom = new DateOnly(1999, 1, 1),
                EffectiveUntil = new DateOnly(1999, 12, 31),
                State = RequirementSetState.Superseded,
                Document = document,
                Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document))),
            };
            db.RequirementSets.Add(rules);
        }

        (await db.Applications.SingleAsync(a => a.Id == file.Id)).RequirementSetVersionId = rules.Id;
        return await db.SaveChangesAsync();
    });

    private sealed record Entry(Guid Id, EvidenceDetail Detail, EvidenceState State, int? AttestedMinutes = null);

    private static Task<int> Store(this RegistryApi api, KnownFile file, Guid applicantId, DateOnly receivedOn, IReadOnlyList<Entry> entries) => api.Stored(async db =>
    {
        var submission = await api.SubmittedAsSheIs(applicantId);
        var type = await db.CredentialTypes.SingleAsync(t => t.Code == "NCPRSS");
        var receivedAt = receivedOn.ToDateTime(new TimeOnly(17, 0), DateTimeKind.Utc);
        var evidence = entries.Select(e => new EvidenceItem
        {
            Id = Guid.CreateVersion7(),
            ApplicantId = applicantId,
            Kind = e.Detail.Kind,
            State = e.AttestedMinutes is null ? EvidenceState.Claimed : EvidenceState.Attested,
            OccurredOn = e.Detail.On,
            ClaimedMinutes = e.Detail.Minutes,
            AttestedMinutes = e.AttestedMinutes,
            Detail = e.Detail,
            CreatedAtUtc = receivedAt,
            Version = 1,
        }).ToList();
        db.Evidence.AddRange(evidence);
        db.Applications.Add(new Application
        {
            Id = file.Id,
            ApplicantId = applicantId,
            BoardId = type.BoardId,
            CredentialTypeId = type.Id,
            RequirementSetVersionId = await db.RequirementSets.Where(s => s.CredentialTypeId == type.Id && s.Number == 2).Select(s => s.Id).SingleAsync(),
            State = ApplicationState.Submitted,
            CreatedAtUtc = receivedAt,
            TouchedAtUtc = receivedAt,
            SubmittedAtUtc = receivedAt,
            ReceivedOn = receivedOn,
            SubmissionProtected = submission,
            Version = 2,
            Items = [.. entries.Zip(evidence, (e, kept) => new ApplicationItem
            {
                Id = e.Id,
                ApplicationId = file.Id,
                EvidenceItemId = kept.Id,
                State = e.State,
                Detail = e.Detail,
                ClaimedMinutes = e.Detail.Minutes,
                AttestedMinutes = e.AttestedMinutes,
                Version = 1,
            })],
        });
        return await db.SaveChangesAsync();
    });
}
