using System.Net.Http.Json;
using System.Text.Json;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using PeerCertification.Api.Features.Messages;

namespace PeerCertification.Api.Tests.Worlds;

/// <summary>A message as it lies in the development folder.</summary>
public sealed record ReceivedMail(string Subject, string Text)
{
    /// <summary>What the link in the message carries.</summary>
    public string Token => Text.Split("#token=")[1].Split("\r\n")[0];
}

/// <summary>Requests to attesters, the mail they get, and what they answer.</summary>
public static class AttestationWorld
{
    private static int _attesters;

    /// <summary>An address that nobody else in these tests has.</summary>
    public static string AnAttester() => $"attester{Interlocked.Increment(ref _attesters)}@example.test";

    public static Task<HttpResponseMessage> Asks(this HttpClient applicant, Guid entry, string? email = null, string role = "Supervisor") =>
        applicant.PostAsJsonAsync($"/api/v1/evidence/{entry}/attestation-requests", email is null ? new { role } : (object)new { role, attesterName = "Jo Mills", attesterEmail = email });

    /// <summary>The id of a new request about the entry.</summary>
    public static async Task<Guid> ARequest(this RegistryApi _, HttpClient applicant, Guid entry, string email)
    {
        var answer = await applicant.Asks(entry, email);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    /// <summary>A new request about the entry; the token in the link that its attester received.</summary>
    public static async Task<string> ALink(this RegistryApi api, HttpClient applicant, Guid entry)
    {
        var attester = AnAttester();
        await api.ARequest(applicant, entry, attester);
        await api.MailHasLeft();
        return (await api.MailTo(attester))[^1].Token;
    }

    /// <summary>The applicant's view of the request.</summary>
    public static Task<JsonElement> Request(this HttpClient applicant, Guid request) => applicant.GetFromJsonAsync<JsonElement>($"/api/v1/attestation-requests/{request}");

    /// <summary>Sends an act on the request with its newest version.</summary>
    public static async Task<HttpResponseMessage> ActsOn(this HttpClient applicant, Guid request, string act, int? version = null)
    {
        var seen = version ?? (await applicant.Request(request)).GetProperty("version").GetInt32();
        using var message = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/attestation-requests/{request}/{act}") { Headers = { { "If-Match", $"\"v{seen}\"" } } };
        return await applicant.SendAsync(message);
    }

    public static Task<HttpResponseMessage> Views(this RegistryApi api, string token) => api.CreateClient().PostAsJsonAsync("/api/v1/attestations/view", new { token });

    public static Task<HttpResponseMessage> Answers(this RegistryApi api, string token, string answer, int? minutes = null, string? reason = null) =>
        api.CreateClient().PostAsJsonAsync("/api/v1/attestations/answer", new { token, answer, minutes, reason });

    /// <summary>The clock has delivered what was due.</summary>
    public static async Task MailHasLeft(this RegistryApi api)
    {
        var answer = await api.AsksForARun("DeliverOutbox");
        Assert.Contains("\"Succeeded\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>The same, where no operator can be asked.</summary>
    public static async Task DueMailIsDelivered(this RegistryApi api)
    {
        using var scope = api.Services.CreateScope();
        Assert.Null((await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new DeliverOutbox.Command(AtMost: 100))).Refusal);
    }

    /// <summary>What lies in the development folder for an address, oldest first.</summary>
    public static async Task<IReadOnlyList<ReceivedMail>> MailTo(this RegistryApi api, string email)
    {
        var folder = Directory.CreateDirectory(Path.Combine(api.Folder, "mail"));
        var found = new List<ReceivedMail>();
        foreach (var file in folder.GetFiles("*.eml").OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            var text = await File.ReadAllTextAsync(file.FullName);
            if (text.Contains($"To: {email}\r\n", StringComparison.Ordinal))
            {
                found.Add(new ReceivedMail(text.Split("Subject: ")[1].Split("\r\n")[0], text));
            }
        }

        return found;
    }
}
