using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PeerCertification.Api.Features.Webhooks;
using PeerCertification.Api.Persistence;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Tests.Worlds;

/// <summary>A webhook of an organisation, with the secret that was shown.</summary>
public sealed record KnownWebhook(KnownOrganisation Organisation, Guid Id, string Secret)
{
    public string Path => $"{Organisation.Path}/webhooks/{Id}";
}

/// <summary>A message as it arrived at a receiver.</summary>
internal sealed record ArrivedMessage(string Path, string Id, long Timestamp, string[] Signatures, string Body)
{
    internal JsonElement Json => JsonDocument.Parse(Body).RootElement;

    internal long Change => Json.GetProperty("data").GetProperty("number").GetInt64();

    /// <summary>Whether one of its signatures is of a secret, by the specification's words: HMAC-SHA256 with the decoded secret over id, timestamp and body with dots between them, in base64.</summary>
    internal bool IsSignedWith(string secret)
    {
        using var hmac = new HMACSHA256(Convert.FromBase64String(secret.Split('_')[1]));
        var expected = Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(string.Join('.', Id, Timestamp.ToString(CultureInfo.InvariantCulture), Body))));
        return Signatures.Contains("v1," + expected);
    }
}

/// <summary>A server of the test's own on a loopback port, to which webhooks are sent. It takes everything, but where a path was told to answer otherwise.</summary>
internal sealed class WebhookReceiver : IDisposable
{
    private readonly ConcurrentQueue<ArrivedMessage> _arrived = [];

    private readonly ConcurrentDictionary<string, Func<HttpContext, Task>> _answers = [];

    private readonly WebApplication _server;

    public WebhookReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(async http =>
        {
            using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
            string Header(string name) => http.Request.Headers[name].ToString();
            var path = http.Request.Path.Value!;
            _arrived.Enqueue(new ArrivedMessage(path, Header("webhook-id"), long.Parse("0" + Header("webhook-timestamp"), CultureInfo.InvariantCulture), Header("webhook-signature").Split(' '), await reader.ReadToEndAsync()));
            await _answers.GetValueOrDefault(path, _ => Task.CompletedTask)(http);
        });
        _server.Start();
    }

    /// <summary>An address of this server that nobody else has.</summary>
    internal string NewAddress() => $"{_server.Urls.First()}/{Guid.NewGuid():N}";

    internal IReadOnlyList<ArrivedMessage> At(string address) => [.. _arrived.Where(m => m.Path == new Uri(address).AbsolutePath)];

    internal void Answers(string address, Func<HttpContext, Task> how) => _answers[new Uri(address).AbsolutePath] = how;

    internal void Answers(string address, int status) => Answers(address, http =>
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    });

    public void Dispose() => _server.DisposeAsync().AsTask().GetAwaiter().GetResult();
}

/// <summary>Webhooks of organisations, and the job that delivers to them.</summary>
public static class WebhookWorld
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<KnownWebhook> AWebhook(this RegistryApi api, KnownOrganisation organisation, string address)
    {
        var registered = await TrainingWorld.Done(organisation.Owner.PostAsJsonAsync($"{organisation.Path}/webhooks", new { address }, Token));
        return new KnownWebhook(organisation, registered.GetProperty("id").GetGuid(), registered.GetProperty("secret").GetString()!);
    }

    /// <summary>The clock has delivered what was due.</summary>
    public static async Task WebhooksAreDelivered(this RegistryApi api)
    {
        var answer = await api.AsksForARun("DeliverWebhooks");
        Assert.Contains("\"Succeeded\"", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    /// <summary>The same, by a node that knows nothing of others' runs.</summary>
    public static async Task ANodeDeliversWebhooks(this RegistryApi api)
    {
        using var scope = api.Services.CreateScope();
        Assert.Null((await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new DeliverWebhooks.Command(), Token)).Refusal);
    }

    /// <summary>Its last try has failed, and the clock has disabled it.</summary>
    public static async Task IsDisabled(this RegistryApi api, KnownWebhook webhook)
    {
        await api.Stored(db => db.Webhooks.Where(w => w.Id == webhook.Id).ExecuteUpdateAsync(set => set.SetProperty(w => w.Failures, WebhookRules.MostFailures), Token));
        await api.WebhooksAreDelivered();
    }

    /// <summary>More organisations that watch what another watches, each with a webhook like its.</summary>
    internal static async Task<IReadOnlyList<string>> MoreLike(this RegistryApi api, KnownWebhook webhook, WebhookReceiver receiver, int count)
    {
        var addresses = Enumerable.Range(0, count).Select(_ => receiver.NewAddress()).ToList();
        await api.Stored(async db =>
        {
            var like = await db.Webhooks.Include(w => w.Organisation).AsNoTracking().SingleAsync(w => w.Id == webhook.Id, Token);
            var watched = await db.SavedRosterEntries.AsNoTracking().Where(e => e.Roster.OrganisationId == like.OrganisationId).ToListAsync(Token);
            foreach (var address in addresses)
            {
                var organisation = new Organisation { Id = Guid.CreateVersion7(), Name = "Another", Kind = OrganisationKind.Payer, States = ["NY"], RegisteredAtUtc = like.RegisteredAtUtc };
                db.Add(organisation);
                var roster = new SavedRoster { Id = Guid.CreateVersion7(), OrganisationId = organisation.Id, Name = "Everybody", IsWatched = true, Version = 1 };
                db.Add(roster);
                db.AddRange(watched.Select(e => new SavedRosterEntry { Id = Guid.CreateVersion7(), RosterId = roster.Id, Number = e.Number, FromOn = e.FromOn }));
                db.Add(new Webhook { Id = Guid.CreateVersion7(), OrganisationId = organisation.Id, Address = address, State = WebhookState.Working, SecretProtected = like.SecretProtected, NextTryAtUtc = like.NextTryAtUtc, RegisteredAtUtc = like.RegisteredAtUtc, Version = 1 });
            }

            return await db.SaveChangesAsync(Token);
        });
        return addresses;
    }

    /// <summary>What was tried at it, as its owner sees it, the earliest first: answer, status and change.</summary>
    public static async Task<IReadOnlyList<string>> Tries(this KnownWebhook webhook) =>
        [.. (await TrainingWorld.Done(webhook.Organisation.Owner.GetAsync($"{webhook.Path}/deliveries?limit=500", Token))).GetProperty("tries").EnumerateArray().Reverse()
            .Select(t => $"{t.GetProperty("answer").GetString()} {t.GetProperty("status")} {t.GetProperty("change")}".Replace("  ", " ", StringComparison.Ordinal))];

    /// <summary>It as its owner sees it in the list.</summary>
    public static async Task<JsonElement> Listed(this KnownWebhook webhook) =>
        (await TrainingWorld.Done(webhook.Organisation.Owner.GetAsync($"{webhook.Organisation.Path}/webhooks", Token))).GetProperty("webhooks").EnumerateArray().Single(w => w.GetProperty("id").GetGuid() == webhook.Id);
}
