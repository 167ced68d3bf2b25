using System.Buffers.Binary;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCertification.Api.Pipeline;

namespace PeerCertification.Api.Tests.Worlds;

/// <summary>What tests about accounts say.</summary>
internal static class AccountsWorld
{
    private static int _addresses;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    internal static string AnAddress() => $"person{Interlocked.Increment(ref _addresses)}@example.test";

    internal static Task<HttpResponseMessage> Post(this RegistryApi api, string route, object body) =>
        api.CreateClient().PostAsJsonAsync($"/api/v1/accounts{route}", body, Token);

    internal static Task<HttpResponseMessage> Post(this HttpClient client, string route, object? body = null) =>
        client.PostAsJsonAsync($"/api/v1/accounts{route}", body, Token);

    internal static Task<HttpResponseMessage> SignIn(this RegistryApi api, string email, string password = RegistryApi.Password, string? code = null) =>
        api.Post("/sign-in", new { email, password, code });

    /// <summary>The tokens of a sign-in that succeeds.</summary>
    internal static async Task<JsonElement> Tokens(this RegistryApi api, string email, string password = RegistryApi.Password, string? code = null)
    {
        var answer = await api.SignIn(email, password, code);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Token));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
    }

    /// <summary>A client that sends this access token.</summary>
    internal static HttpClient With(this RegistryApi api, JsonElement tokens) => api.With(tokens.GetProperty("accessToken").GetString()!);

    internal static HttpClient With(this RegistryApi api, string bearer)
    {
        var client = api.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        return client;
    }

    internal static async Task<HttpResponseMessage> OwnAccount(this HttpClient client) => await client.GetAsync("/api/v1/accounts/me", Token);

    /// <summary>What the messages of this kind that wait for delivery to this address say, the latest first.</summary>
    internal static async Task<IReadOnlyList<JsonElement>> MailTo(this RegistryApi api, string email, MessageKind kind)
    {
        using var scope = api.Services.CreateScope();
        var outbox = scope.ServiceProvider.GetRequiredService<Outbox>();
        var rows = await api.Stored(db => db.Outbox.AsNoTracking().Where(m => m.Kind == kind.ToString()).OrderByDescending(m => m.Id).ToListAsync(Token));
        return [.. rows.Where(m => m.RecipientProtected is not null && outbox.Open(m.RecipientProtected) == email).Select(m => JsonDocument.Parse(outbox.Open(m.DataProtected!)).RootElement)];
    }

    /// <summary>The token of the latest link of this kind that was sent to the address.</summary>
    internal static async Task<string> LinkTo(this RegistryApi api, string email, MessageKind kind) =>
        (await api.MailTo(email, kind))[0].GetProperty("token").GetString()!;

    /// <summary>The token of the latest link to a new password that has come to the address.</summary>
    internal static async Task<string> PasswordLinkTo(this RegistryApi api, string email)
    {
        await api.MailHasLeft();
        return Uri.UnescapeDataString((await api.PasswordMailTo(email))[^1].Text.Split("&token=")[1].Split("\r\n")[0]);
    }

    /// <summary>The messages with a link to a new password that have come to the address, oldest first.</summary>
    internal static async Task<IReadOnlyList<ReceivedMail>> PasswordMailTo(this RegistryApi api, string email) =>
        [.. (await api.MailTo(email)).Where(m => m.Subject == "Set a new password")];

    /// <summary>Puts an authenticator app on the account; gives its key and the recovery codes. The code of the half minute before is used up.</summary>
    internal static async Task<(string Key, IReadOnlyList<string> RecoveryCodes)> ASecondFactor(this RegistryApi api, string email)
    {
        var client = await api.Client(email);
        var key = (await (await client.Post("/me/second-factor")).Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("key").GetString()!;
        var confirmed = await client.Post("/me/second-factor/confirm", new { code = AppCode(key, -1) });
        Assert.True(confirmed.IsSuccessStatusCode, await confirmed.Content.ReadAsStringAsync(Token));
        var codes = (await confirmed.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("recoveryCodes");
        return (key, [.. codes.EnumerateArray().Select(c => c.GetString()!)]);
    }

    /// <summary>The code that an authenticator app shows for this key, RFC 6238 with SHA-1, 30 seconds and 6 digits.</summary>
    internal static string AppCode(string key, int stepsAhead = 0)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(key.Select(c => Convert.ToString(alphabet.IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var secret = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var step = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, (DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30) + stepsAhead);
#pragma warning disable CA5350 // the algorithm of the standard
        var hash = HMACSHA1.HashData(secret, step);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & 0x7fffffff;
        return (number % 1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Six digits that the app shows neither now nor near now.</summary>
    internal static string WrongCode(string key)
    {
        var near = Enumerable.Range(-4, 9).Select(step => AppCode(key, step)).ToHashSet();
        return Enumerable.Range(0, 1_000_000).Select(n => n.ToString("D6", System.Globalization.CultureInfo.InvariantCulture)).First(code => !near.Contains(code));
    }
}
