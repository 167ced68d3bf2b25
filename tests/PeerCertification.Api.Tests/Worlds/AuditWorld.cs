using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Renewals;

namespace PeerCertification.Api.Tests.Worlds;

/// <summary>Holders who renewed under rules that keep evidence for an audit, and the board that audits them.</summary>
internal sealed class AuditWorld
{
    internal const string Value = "4-8-1-7";

    private readonly RegistryApi _api;

    private AuditWorld(RegistryApi api, RenewalWorld renewals) => (_api, Renewals) = (api, renewals);

    internal RenewalWorld Renewals { get; }

    internal Guid Audit { get; private set; }

    internal static string Audits => "/api/v1/boards/ncc-ap/audits";

    internal static JsonObject Rules(string audit = """{ "answerWithin": { "days": 30 }, "cureWithin": { "days": 20 }, "onFailure": "Refer" }""", int percent = 100) => JsonNode.Parse($$"""
        {
          "period": { "months": 24 },
          "renewal": {
            "id": "renewal", "evidence": "Audit", "auditPercent": {{percent}}, "audit": {{audit}},
            "root": { "element": "minutes", "id": "ce", "kind": "Training", "atLeast": "10h" }
          }
        }
        """)!.AsObject();

    /// <summary>One holder, issued two years ago, whose renewal is decided today, after 10 hours of training.</summary>
    internal static async Task<AuditWorld> OfOne(RegistryApi api, JsonObject? rules = null, int extraHours = 0)
    {
        var (today, issuedOn) = (new DateOnly(2026, 3, 1), new DateOnly(2024, 6, 1));
        api.TheDayIs(issuedOn);
        var renewals = await RenewalWorld.Under(api, rules ?? Rules());
        await renewals.IsIssued(issuedOn);
        api.TheDayIs(today);
        await renewals.LogsTraining(new DateOnly(2026, 2, 1), 10);
        if (extraHours > 0)
        {
            await renewals.LogsTraining(new DateOnly(2025, 2, 1), extraHours);
        }

        await Is(renewals.Begin(), 201);
        await Is(renewals.Send());
        await Is(renewals.Approve(), 201);
        return new AuditWorld(api, renewals);
    }

    /// <summary>An audit of what was decided on 1 March is announced the day after, for a value of 3 March.</summary>
    internal async Task<HttpResponseMessage> Announce(string fromOn = "2026-03-01", string untilOn = "2026-03-01", string seedDueOn = "2026-03-03", HttpClient? by = null)
    {
        var answer = await (by ?? await _api.SignedInAs(Role.BoardAdministrator, "ncc-ap")).PostAsJsonAsync(Audits, new { credentialType = Renewals.Type, fromOn, untilOn, seedSource = "The lottery of the day", seedDueOn });
        if (answer.IsSuccessStatusCode)
        {
            Audit = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        }

        return answer;
    }

    internal async Task<HttpResponseMessage> Enter(string value = Value, HttpClient? by = null) =>
        await (by ?? await _api.SignedInAs(Role.BoardAdministrator, "ncc-ap")).PostAsJsonAsync($"{Audits}/{Audit}/seed", new { value });

    /// <summary>The audit is announced and drawn; the day is 3 March then.</summary>
    internal async Task<(Guid Case, Guid Item)> IsDrawn()
    {
        _api.TheDayIs(new DateOnly(2026, 3, 2));
        await Is(Announce(), 201);
        _api.TheDayIs(new DateOnly(2026, 3, 3));
        await Is(Enter());
        await Is(_api.AsksForARun("DrawAudits"));
        var sheet = await Sheet();
        return (sheet.GetProperty("id").GetGuid(), sheet.GetProperty("items")[0].GetProperty("id").GetGuid());
    }

    /// <summary>As its holder sees it.</summary>
    internal async Task<JsonElement> Sheet() => (await Is((await Renewals.Holder()).GetAsync("/api/v1/me/audits"))).GetProperty("audits")[0];

    internal async Task<HttpResponseMessage> Shows(Guid audited, Guid item, Guid? documentId = null, string? note = "Here it is.") =>
        await (await Renewals.Holder()).PutAsJsonAsync($"/api/v1/me/audits/{audited}/items/{item}", new { documentId, note });

    internal async Task<HttpResponseMessage> HandsIn(Guid audited) => await (await Renewals.Holder()).PostIfMatch($"/api/v1/me/audits/{audited}/hand-in", await Version(audited));

    internal async Task<HttpResponseMessage> Judges(Guid audited, Guid item, string verdict, HttpClient? by = null)
    {
        var version = await _api.Stored(db => db.AuditItems.Where(i => i.Id == item).Select(i => i.Version).SingleAsync());
        var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/boards/ncc-ap/audit-cases/{audited}/items/{item}/judgement")
        {
            Content = JsonContent.Create(new { verdict, reason = verdict == "Rejected" ? "It shows another course." : null }),
            Headers = { { "If-Match", string.Create(CultureInfo.InvariantCulture, $"\"v{version}\"") } },
        };
        return await (by ?? await _api.SignedInAs(Role.Reviewer, "ncc-ap")).SendAsync(request);
    }

    internal async Task<HttpResponseMessage> Concludes(Guid audited, HttpClient? by = null) =>
        await (by ?? await Renewals.Officer()).PostIfMatch($"/api/v1/boards/ncc-ap/audit-cases/{audited}/conclusion", await Version(audited));

    private Task<int> Version(Guid audited) => _api.Stored(db => db.AuditCases.Where(c => c.Id == audited).Select(c => c.Version).SingleAsync());

    private static async Task<JsonElement> Is(Task<HttpResponseMessage> sent, int status = 200)
    {
        var answer = await sent;
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{answer.RequestMessage?.RequestUri} answered {(int)answer.StatusCode} instead of {status}: {body}");
        return JsonDocument.Parse(body).RootElement.Clone();
    }
}

internal static class StoredAudits
{
    /// <summary>A drawn audit of a credential with one item, as it is stored.</summary>
    internal static async Task<(Guid Audit, Guid Case, Guid Item)> AnAudit(this RegistryApi api, string number, Guid application)
    {
        var type = (await RenewalWorld.Under(api, AuditWorld.Rules())).Type;
        return await api.Stored(db => AnAudit(db, type, number, application));
    }

    private static async Task<(Guid Audit, Guid Case, Guid Item)> AnAudit(RegistryContext db, string type, string number, Guid application)
    {
        var credential = await db.Credentials.SingleAsync(c => c.Number == number);
        var rules = await db.RequirementSets.Where(r => r.CredentialType.Code == type).Select(r => r.Id).SingleAsync();
        var audit = db.RenewalAudits.Add(new RenewalAudit
        {
            Id = Guid.CreateVersion7(),
            BoardId = credential.BoardId,
            CredentialTypeId = credential.CredentialTypeId,
            RequirementSetVersionId = rules,
            FromOn = new DateOnly(2020, 1, 1),
            UntilOn = new DateOnly(2020, 3, 31),
            Percent = 100,
            Digest = AuditDraw.DigestOf([number]),
            SeedSource = "The lottery of the day",
            SeedDueOn = new DateOnly(2026, 3, 1),
            AnnouncedAtUtc = new DateTime(2026, 2, 28, 12, 0, 0, DateTimeKind.Utc),
            SeedValue = AuditWorld.Value,
            Seed = AuditDraw.SeedOf(AuditWorld.Value),
            DrawnAtUtc = new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc),
            Version = 1,
        }).Entity;
        var audited = db.AuditCases.Add(new AuditCase
        {
            Id = Guid.CreateVersion7(),
            AuditId = audit.Id,
            BoardId = credential.BoardId,
            CredentialId = credential.Id,
            ApplicantId = credential.ApplicantId,
            ApplicationId = application,
            Place = 1,
            Ticket = AuditDraw.Ticket(audit.Seed!, number),
            DueOn = new DateOnly(2026, 4, 1),
            Items = [new AuditItem { Id = Guid.CreateVersion7(), EvidenceItemId = Guid.CreateVersion7(), Detail = ApplicationWorld.Training("ethics", 600), CountedMinutes = 600, Version = 1 }],
            Version = 1,
        }).Entity;
        await db.SaveChangesAsync();
        return (audit.Id, audited.Id, audited.Items[0].Id);
    }
}
