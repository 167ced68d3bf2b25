using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using PeerCertification.Api.Security;

namespace PeerCertification.Api.Tests.Worlds;

/// <summary>A training provider with one course of three hours on ethics, and who acts for it.</summary>
public sealed record KnownProvider(HttpClient Client, Guid Id, Guid Course)
{
    public string Path => $"/api/v1/providers/{Id}";

    public string Rosters => $"{Path}/courses/{Course}/rosters";
}

/// <summary>Somebody with a credential of ncc-ap, and its number.</summary>
public sealed record KnownHolder(HttpClient Client, string Number);

/// <summary>Training providers, what boards say of them, and whom they post.</summary>
public static class TrainingWorld
{
    public const string Board = "ncc-ap";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<KnownProvider> AProvider(this RegistryApi api, string name = "Capital Recovery Academy", HttpClient? member = null)
    {
        var client = member ?? await api.SignedInAs(Role.Applicant);
        var provider = (await Done(client.PostAsJsonAsync("/api/v1/providers", new { name, contactName = "Jo Mills", contactEmail = "jo.mills@example.test" }, Token))).GetProperty("id").GetGuid();
        var course = (await Done(client.PostAsJsonAsync($"/api/v1/providers/{provider}/courses", new { title = "Ethics for peers", mode = "InPerson", topics = new[] { new { topic = "ethics", minutes = 180 } } }, Token))).GetProperty("id").GetGuid();
        return new KnownProvider(client, provider, course);
    }

    /// <summary>One whom a board approves, with its course, in these days.</summary>
    public static async Task<KnownProvider> AnApprovedProvider(this RegistryApi api, string from = "2026-01-01", string? until = null, string board = Board, string[]? tags = null, HttpClient? member = null)
    {
        var provider = await api.AProvider(member: member);
        var officer = await api.SignedInAs(Role.Officer, board);
        await officer.Approves(board, await provider.Asks(board), from, until);
        await officer.Approves(board, await provider.Asks(board, provider.Course), from, until, tags);
        return provider;
    }

    /// <summary>The id of a new request to the board.</summary>
    public static async Task<Guid> Asks(this KnownProvider provider, string board = Board, Guid? course = null) =>
        (await Done(provider.Client.PostAsJsonAsync($"{provider.Path}/approvals", new { board, courseId = course }, Token))).GetProperty("id").GetGuid();

    public static Task<JsonElement> Approves(this HttpClient officer, string board, Guid approval, string from = "2026-01-01", string? until = null, string[]? tags = null) =>
        Done(officer.PostIfMatch(Approval(board, approval, "approval"), 1, new { fromOn = from, untilOn = until, tags }));

    public static string Approval(string board, Guid approval, string act) => $"/api/v1/boards/{board}/training-approvals/{approval}/{act}";

    /// <summary>Somebody with a record and a credential.</summary>
    public static async Task<KnownHolder> AHolder(this RegistryApi api, string legalName = "Ana Maria Lopez", string type = "NCPRSS", string issuedOn = "2025-06-01")
    {
        var email = await api.AnAccount(Role.Applicant);
        var client = await api.Client(email);
        await api.ARecord(client, legalName);
        return new KnownHolder(client, await api.ACredential(type, DateOnly.Parse(issuedOn, CultureInfo.InvariantCulture), holder: email, name: legalName));
    }

    public static Task<HttpResponseMessage> Posts(this KnownProvider provider, string day, params object[] rows) =>
        provider.Client.PostAsJsonAsync(provider.Rosters, new { day, rows }, Token);

    public static Task<HttpResponseMessage> Imports(this KnownProvider provider, string day, byte[] csv, string query = "") =>
        provider.Client.PostAsync($"{provider.Rosters}/{day}{query}", new ByteArrayContent(csv) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } }, Token);

    public static Task<HttpResponseMessage> Imports(this KnownProvider provider, string day, params string[] rows) =>
        provider.Imports(day, Encoding.UTF8.GetBytes(string.Join("\r\n", ["number,familyName,role,minutes", .. rows])));

    public static async Task<JsonElement> Done(Task<HttpResponseMessage> sent)
    {
        var answer = await sent;
        var body = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.RequestMessage?.RequestUri} answered {(int)answer.StatusCode}: {body}");
        return JsonDocument.Parse(body).RootElement.Clone();
    }
}
