using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Requirements.Publication;

namespace PeerCertification.Api.Tests.Worlds;

/// <summary>A holder of a credential under rules of the test's own, and the board that decides: every verb goes over HTTP, on the day that the test says it is.</summary>
internal sealed class RenewalWorld
{
    private static int _types;

    private readonly RegistryApi _api;
    private readonly string _holder;
    private readonly string _reviewer;
    private readonly string _officer;

    private RenewalWorld(RegistryApi api, string type, string holder, string reviewer, string officer) =>
        (_api, Type, _holder, _reviewer, _officer) = (api, type, holder, reviewer, officer);

    internal string Type { get; }

    internal string Number { get; private set; } = "";

    internal Guid Application { get; private set; }

    /// <summary>A new credential type of ncc-ap whose rules say this beside a root that asks for a signed pledge, and somebody who may apply for it.</summary>
    /// <param name="sections">Period, renewal and whatever else; labels and sources are filled in where an element has none.</param>
    internal static async Task<RenewalWorld> Under(RegistryApi api, JsonObject sections, string? born = null)
    {
        var type = await AType(api, sections);
        var holder = await api.AnAccount(Role.Applicant);
        var client = await api.Client(holder);
        await api.ARecord(client);
        await api.ASensitiveRecord(client, born ?? "1984-05-17", recoverySince: null);
        return new RenewalWorld(api, type, holder, await api.AnAccount(Role.Reviewer, "ncc-ap"), await api.AnAccount(Role.Officer, "ncc-ap"));
    }

    /// <summary>The same person and board, and another new credential type.</summary>
    internal async Task<RenewalWorld> Another(JsonObject sections) => new(_api, await AType(_api, sections), _holder, _reviewer, _officer);

    private static async Task<string> AType(RegistryApi api, JsonObject sections)
    {
        var type = string.Create(CultureInfo.InvariantCulture, $"LIFE{Interlocked.Increment(ref _types)}");
        await api.Stored(async db =>
        {
            var board = await db.Boards.SingleAsync(b => b.Code == "ncc-ap");
            var added = db.CredentialTypes.Add(new CredentialType { Id = Guid.CreateVersion7(), BoardId = board.Id, Code = type, PublicTitle = "Renewing Peer", NumberPrefix = type }).Entity;
            var document = Document(type, sections);
            db.RequirementSets.Add(new RequirementSetVersion { Id = Guid.CreateVersion7(), CredentialTypeId = added.Id, Number = 1, EffectiveFrom = new DateOnly(2000, 1, 1), State = RequirementSetState.Published, Document = document, Sha256 = RequirementSetVersion.HashOf(document) });
            return await db.SaveChangesAsync();
        });
        return type;
    }

    /// <summary>Signed in anew: a token does not live from one period to the next.</summary>
    internal Task<HttpClient> Holder() => _api.Client(_holder);

    internal Task<HttpClient> Officer() => _api.Client(_officer);

    /// <summary>Applies for the first time, and is awarded the credential today.</summary>
    internal async Task<JsonElement> IsIssued(DateOnly on)
    {
        await Applies(on);
        await Answered(Send());
        var awarded = await Answered(Approve(), 201);
        Number = awarded.GetProperty("credentialNumber").GetString()!;
        return awarded;
    }

    /// <summary>Signs the pledge and begins a first application.</summary>
    internal async Task Applies(DateOnly on)
    {
        var holder = await Holder();
        await _api.ASignedDocument(holder, "pledge", signedOn: Day(on));
        var begun = await Answered(holder.PostAsJsonAsync("/api/v1/applications", new { board = "ncc-ap", credentialType = Type }), 201);
        Application = begun.GetProperty("id").GetGuid();
    }

    /// <summary>Holds another credential of the board, awarded on a day for 24 months.</summary>
    internal Task HoldsAnother(DateOnly issuedOn) => _api.ACredential("NCPRSS", issuedOn, holder: _holder);

    /// <summary>Logs so many hours of training that end on a day.</summary>
    internal async Task<Guid> LogsTraining(DateOnly on, double hours, string topic = "peer")
    {
        var days = (int)Math.Ceiling(hours / 8);
        return await _api.ATraining(await Holder(), topic, (int)(hours * 60), Day(on), Day(on.AddDays(-days)));
    }

    internal async Task Logs(JsonObject detail) => await Answered((await Holder()).PostAsJsonAsync("/api/v1/evidence", new { detail }), 201);

    internal async Task<HttpResponseMessage> Begin()
    {
        var answer = await (await Holder()).PostAsync($"/api/v1/me/credentials/{Number}/renewals", null);
        if (answer.IsSuccessStatusCode)
        {
            Application = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        }

        return answer;
    }

    internal async Task<HttpResponseMessage> Send() => await Act(await Holder(), "submission");

    internal async Task<HttpResponseMessage> Withdraw() => await Act(await Holder(), "withdrawal", new { });

    internal async Task<JsonElement> View() => await Answered((await Holder()).GetAsync($"/api/v1/me/credentials/{Number}/renewal"));

    internal async Task<JsonElement> Ledger() => await Answered((await Holder()).GetAsync($"/api/v1/me/credentials/{Number}/continuing-education"));

    /// <summary>The board takes all that is in the file, unless it is denied, and decides.</summary>
    internal async Task<HttpResponseMessage> Approve()
    {
        await Review(accept: true);
        return await Act(await Officer(), "approval", new { });
    }

    internal async Task<HttpResponseMessage> Deny()
    {
        await Review(accept: false);
        return await Act(await Officer(), "denial", new { grounds = new[] { "RequirementsNotMet" }, note = "Nothing could be accepted." });
    }

    internal async Task<string> Standing(DateOnly on) => (await Verify(on)).GetProperty("standing").GetString()!;

    internal Task<JsonElement> Verify(DateOnly on) => Answered(_api.CreateClient().GetAsync($"/api/v1/verifications/{Number}?on={Day(on)}"));

    private async Task Review(bool accept)
    {
        var reviewer = await _api.Client(_reviewer);
        await Answered(Act(reviewer, "review"));
        var items = (await Answered(reviewer.GetAsync($"/api/v1/applications/{Application}/items?limit=100"))).GetProperty("items").EnumerateArray().ToList();
        foreach (var item in items)
        {
            var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/applications/{Application}/items/{item.GetProperty("id").GetGuid()}/judgement")
            {
                Content = JsonContent.Create(accept ? new { verdict = "Accept", reason = (string?)null } : new { verdict = "Reject", reason = (string?)"It cannot be read." }),
                Headers = { { "If-Match", $"\"v{item.GetProperty("version").GetInt32()}\"" } },
            };
            await Answered(reviewer.SendAsync(request));
        }

        await Answered(Act(reviewer, "recommendation", new { advice = accept ? "Approve" : "Deny", note = "Every entry was looked at." }));
    }

    private async Task<HttpResponseMessage> Act(HttpClient client, string act, object? body = null)
    {
        var version = await _api.Stored(db => db.Applications.Where(a => a.Id == Application).Select(a => a.Version).SingleAsync());
        return await client.PostIfMatch($"/api/v1/applications/{Application}/{act}", version, body);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Task<JsonElement> Answered(Task<HttpResponseMessage> sent) => Answered(sent, 200);

    private static async Task<JsonElement> Answered(Task<HttpResponseMessage> sent, int status)
    {
        var answer = await sent;
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{answer.RequestMessage?.RequestUri} answered {(int)answer.StatusCode} instead of {status}: {body}");
        return JsonDocument.Parse(body).RootElement.Clone();
    }

    private static string Document(string type, JsonObject sections)
    {
        var document = JsonNode.Parse($$"""
            {
              "board": "ncc-ap", "credentialType": "{{type}}", "publicTitle": "Renewing Peer", "numberPrefix": "{{type}}",
              "version": 1, "effectiveFrom": "2000-01-01", "decidingDate": "Receipt",
              "topics": { "peer": "Peer", "ethics": "Ethics" }, "sources": { "page": { "title": "The board's page", "date": "undated" } },
              "root": { "element": "signedDocument", "id": "pledge", "document": "pledge", "version": "1" }
            }
            """)!.AsObject();
        foreach (var (name, section) in sections)
        {
            document[name] = section?.DeepClone();
        }

        document["period"]!["source"] ??= "page";
        Fill(document);
        return document.ToJsonString();
    }

    private static void Fill(JsonNode? node)
    {
        if (node is JsonObject known)
        {
            if (known.ContainsKey("id"))
            {
                known["label"] ??= known["id"]!.GetValue<string>();
                known["source"] ??= "page";
            }

            foreach (var (_, child) in known.ToList())
            {
                Fill(child);
            }
        }
        else if (node is JsonArray list)
        {
            list.ToList().ForEach(Fill);
        }
    }
}
