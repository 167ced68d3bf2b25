using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Evidence;

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
    public static Task<int> TheFileIs(this RegistryApi api, KnownFile file, ApplicationState state) => api.Stored(async db =>
    {
        (await db.Applications.SingleAsync(a => a.Id == file.Id)).State = state;
        return await db.SaveChangesAsync();
    });

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
        var received = receivedOn ?? new DateOnly(2026, 2, 20);
        var receivedAt = received.ToDateTime(new TimeOnly(17, 0), DateTimeKind.Utc);
        EvidenceDetail exam = new EvidenceDetail.Exam("NCPRSS", new DateOnly(2026, 1, 10), Passed: true, Score: 82);
        EvidenceDetail practice = new EvidenceDetail.Practice(new DateOnly(2026, 1, 12), 120, ServiceRole.PeerCoach, [SupportDomain.Emotional], Modality.Individual, "Recovery center", null, Compensation.Paid, "Sue Pervisor", "sue@example.test");
        EvidenceDetail training = new EvidenceDetail.Training("Ethics for peers", "Example Institute", new DateOnly(2026, 1, 14), new DateOnly(2026, 1, 14), TrainingMode.InPerson, [new TopicMinutes("ethics", 360)]);
        var file = new KnownFile(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await api.Stored(async db =>
        {
            var type = await db.CredentialTypes.SingleAsync(t => t.Code == "NCPRSS");
            db.Applications.Add(new Application
            {
                Id = file.Id,
                ApplicantId = applicantId,
                BoardId = type.BoardId,
                CredentialTypeId = type.Id,
                RequirementSetVersionId = await db.RequirementSets.Where(s => s.CredentialTypeId == type.Id).OrderByDescending(s => s.Number).Select(s => s.Id).FirstAsync(),
                State = ApplicationState.Submitted,
                CreatedAtUtc = receivedAt,
                TouchedAtUtc = receivedAt,
                SubmittedAtUtc = receivedAt,
                ReceivedOn = received,
                Version = 2,
                Items =
                [
                    Entry(db, file, file.Exam, applicantId, exam, EvidenceState.Claimed, null),
                    Entry(db, file, file.Practice, applicantId, practice, EvidenceState.Attested, 90),
                    Entry(db, file, file.Training, applicantId, training, EvidenceState.Claimed, null),
                ],
            });
            return await db.SaveChangesAsync();
        });
        return file;
    }

    private static ApplicationItem Entry(RegistryContext db, KnownFile file, Guid id, Guid applicantId, EvidenceDetail detail, EvidenceState state, int? attestedMinutes)
    {
        var evidence = db.Evidence.Add(new EvidenceItem
        {
            Id = Guid.CreateVersion7(),
            ApplicantId = applicantId,
            Kind = detail.Kind,
            State = state,
            OccurredOn = detail.On,
            ClaimedMinutes = detail.Minutes,
            AttestedMinutes = attestedMinutes,
            Detail = detail,
            CreatedAtUtc = DateTime.UtcNow,
            Version = 1,
        }).Entity;
        return new ApplicationItem
        {
            Id = id,
            ApplicationId = file.Id,
            EvidenceItemId = evidence.Id,
            State = state,
            Detail = detail,
            ClaimedMinutes = detail.Minutes,
            AttestedMinutes = attestedMinutes,
            Version = 1,
        };
    }
}
