using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace PeerCertification.Api.Tests.Worlds;

/// <summary>What people chose, what came into their inboxes, and what boards write.</summary>
internal static class NoticeWorld
{
    internal static async Task Chooses(this HttpClient client, string language = "en", bool byEmail = true, bool onlyRequired = false)
    {
        var answer = await client.PutAsJsonAsync("/api/v1/accounts/me/notices", new { language, byEmail, onlyRequired });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    internal static async Task<List<JsonElement>> Inbox(this HttpClient client, string query = "") =>
        [.. (await client.GetFromJsonAsync<JsonElement>($"/api/v1/inbox{query}")).GetProperty("messages").EnumerateArray()];

    internal static Task<HttpResponseMessage> PutIfMatch(this HttpClient client, string address, int? seen, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = JsonContent.Create(body) };
        if (seen is { } version)
        {
            request.Headers.TryAddWithoutValidation("If-Match", string.Create(CultureInfo.InvariantCulture, $"\"v{version}\""));
        }

        return client.SendAsync(request);
    }

    internal static Task<HttpResponseMessage> Writes(this HttpClient administrator, string board, string kind, string subject, string text, string language = "en", int leadDays = 0, int? seen = null) =>
        administrator.PutIfMatch($"/api/v1/boards/{board}/message-templates/{kind}/{language}", seen, new { subject, text, leadDays });

    /// <summary>The plan of a board, replaced.</summary>
    internal static Task<HttpResponseMessage> Plans(this HttpClient administrator, string board, int seen, params (int LeadDays, bool ByEmail)[] reminders) =>
        administrator.PutIfMatch($"/api/v1/boards/{board}/reminder-plan", seen, new { reminders = reminders.Select(r => new { leadDays = r.LeadDays, byEmail = r.ByEmail }) });
}
