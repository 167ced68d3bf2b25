using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements.Publication;

namespace PeerCertification.Api.Tests.Worlds;

/// <summary>Credentials of ncc-ap whose rules a test may change as it likes, and files that are judged by them.</summary>
internal static class RulesWorld
{
    private static int _types;

    internal static string Sets(string type) => $"/api/v1/boards/ncc-ap/credential-types/{type}/requirement-sets";

    /// <summary>A new credential of ncc-ap; version 1 of its rules asks 200 hours of practice and 6 of ethics, from 2020 on.</summary>
    internal static Task<string> ACredentialWithRules(this RegistryApi api) => api.Stored(async db =>
    {
        var code = string.Create(CultureInfo.InvariantCulture, $"RULES{Interlocked.Increment(ref _types)}");
        var board = await db.Boards.SingleAsync(b => b.Code == "ncc-ap");
        var type = db.CredentialTypes.Add(new CredentialType { Id = Guid.CreateVersion7(), BoardId = board.Id, Code = code, PublicTitle = "Tried Peer", NumberPrefix = code }).Entity;
        var document = ADocument(code, 1, "2020-01-01");
        db.RequirementSets.Add(new RequirementSetVersion
        {
            Id = Guid.CreateVersion7(),
            CredentialTypeId = type.Id,
            Number = 1,
            EffectiveFrom = new DateOnly(2020, 1, 1),
            State = RequirementSetState.Published,
            Document = document,
            Sha256 = RequirementSetVersion.HashOf(document),
        });
        await db.SaveChangesAsync();
        return code;
    });

    /// <summary>Practice and ethics, as a board's clerk would write it.</summary>
    internal static string ADocument(string type, int version, string from, string practice = "200h") => $$"""
        {
          "board": "ncc-ap", "credentialType": "{{type}}", "publicTitle": "Tried Peer", "numberPrefix": "{{type}}",
          "version": {{version}}, "effectiveFrom": "{{from}}", "decidingDate": "Receipt", "period": { "months": 24, "source": "order" },
          "topics": { "ethics": "Ethics" }, "sources": { "order": { "title": "Order of the board", "date": "2026-02-27" } },
          "root": {
            "element": "all", "id": "everything", "label": "What this credential asks", "source": "order", "of": [
              { "element": "minutes", "id": "practice", "label": "{{practice}} of practice", "source": "order", "kind": "Practice", "atLeast": "{{practice}}" },
              { "element": "minutes", "id": "ethics", "label": "6 hours of ethics", "source": "order", "kind": "Training", "topics": ["ethics"], "atLeast": "6h" }
            ]
          }
        }
        """;

    internal static Task<HttpResponseMessage> PutDraft(this HttpClient client, string type, string document, int? seen = null) =>
        client.Document(HttpMethod.Put, $"{Sets(type)}/draft", document, seen);

    /// <summary>Sends a text as JSON, whatever it is.</summary>
    internal static Task<HttpResponseMessage> Document(this HttpClient client, HttpMethod method, string address, string document, int? seen = null)
    {
        var request = new HttpRequestMessage(method, address) { Content = new StringContent(document, Encoding.UTF8, "application/json") };
        if (seen is { } version)
        {
            request.Headers.TryAddWithoutValidation("If-Match", string.Create(CultureInfo.InvariantCulture, $"\"v{version}\""));
        }

        return client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>The next version of the rules is published by two administrators.</summary>
    internal static async Task ArePublished(HttpClient first, HttpClient second, string type, string document, object? proposal = null)
    {
        await AreProposed(first, type, document, proposal);
        await Taken(second.PostIfMatch($"{Sets(type)}/draft/publication", 2));
    }

    /// <summary>The next version of the rules waits for a second administrator.</summary>
    internal static async Task AreProposed(HttpClient administrator, string type, string document, object? proposal = null)
    {
        await Taken(administrator.PutDraft(type, document));
        await Taken(administrator.PostIfMatch($"{Sets(type)}/draft/proposal", 1, proposal ?? new { why = "An order." }));
    }

    /// <summary>A submitted application for the type by somebody new, with so many hours of practice and six of ethics.</summary>
    internal static async Task<KnownFile> AFileFor(this RegistryApi api, string type, DateOnly receivedOn, int hours, ApplicationState state = ApplicationState.Submitted)
    {
        var applicant = await api.AnApplicant();
        return await api.AFileFor(applicant, type, receivedOn, hours, state);
    }

    internal static async Task<KnownFile> AFileFor(this RegistryApi api, KnownApplicant applicant, string type, DateOnly receivedOn, int hours, ApplicationState state = ApplicationState.Submitted)
    {
        var sent = await api.SubmittedAsSheIs(applicant.Id);
        return await api.Stored(db => AFileFor(db, sent, applicant, type, receivedOn, hours, state));
    }

    private static async Task<KnownFile> AFileFor(RegistryContext db, string sent, KnownApplicant applicant, string type, DateOnly receivedOn, int hours, ApplicationState state)
    {
        var rules = await db.RequirementSets.Include(s => s.CredentialType).SingleAsync(s => s.CredentialType.Code == type && s.Number == 1);
        var at = receivedOn.ToDateTime(new TimeOnly(17, 0), DateTimeKind.Utc);
        var id = Guid.CreateVersion7();
        EvidenceDetail[] details = [ApplicationWorld.Practice(new DateOnly(2026, 1, 12), hours * 60), ApplicationWorld.Training("ethics", 360)];
        var evidence = details.Select(d => new EvidenceItem { Id = Guid.CreateVersion7(), ApplicantId = applicant.Id, Kind = d.Kind, State = EvidenceState.Claimed, OccurredOn = d.On, ClaimedMinutes = d.Minutes, Detail = d, CreatedAtUtc = at, Version = 1 }).ToList();
        db.Evidence.AddRange(evidence);
        db.Applications.Add(new Application
        {
            Id = id,
            ApplicantId = applicant.Id,
            BoardId = rules.CredentialType.BoardId,
            CredentialTypeId = rules.CredentialTypeId,
            RequirementSetVersionId = rules.Id,
            State = state,
            CreatedAtUtc = at,
            TouchedAtUtc = at,
            SubmittedAtUtc = at,
            ReceivedOn = receivedOn,
            SubmissionProtected = sent,
            Version = 2,
            Items = [.. evidence.Select(e => new ApplicationItem { Id = Guid.CreateVersion7(), ApplicationId = id, EvidenceItemId = e.Id, State = EvidenceState.Claimed, Detail = e.Detail, ClaimedMinutes = e.ClaimedMinutes, Version = 1 })],
        });
        await db.SaveChangesAsync();
        return new KnownFile(id, default, evidence[0].Id, evidence[1].Id);
    }

    private static async Task Taken(Task<HttpResponseMessage> sent)
    {
        var answer = await sent;
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
