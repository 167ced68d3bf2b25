using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Features.Changes;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Api.Webhooks;
using PeerCertification.Domain;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Features.Webhooks;

/// <summary>The way to a webhook: for the owners of its organisation.</summary>
public sealed class WebhookDesk(RegistryContext db, OrganisationAccess organisations)
{
    /// <summary>The webhook, in the state that the act leads to, or why not.</summary>
    public async Task<Outcome<Webhook>> Own(Guid organisationId, Guid webhookId, WebhookAct act, CancellationToken cancellationToken)
    {
        var own = await organisations.OwnAsOwner(organisationId, cancellationToken);
        if (own.Refusal is not null)
        {
            return own.Refusal;
        }

        if (await db.Webhooks.SingleOrDefaultAsync(w => w.Id == webhookId && w.OrganisationId == organisationId, cancellationToken) is not { } webhook)
        {
            return NotFound();
        }

        var next = WebhookLifecycle.Table.Decide(webhook.State, act);
        if (next.Refusal is not null)
        {
            return next.Refusal;
        }

        webhook.State = next.Value;
        return webhook;
    }

    internal static Refusal NotFound() => new("webhook.not_found", "The organisation has no webhook with this id.");
}

/// <summary>What webhooks are sent.</summary>
internal static class WebhookMessages
{
    internal const string Changed = "credential.standing.changed";

    internal const string Tested = "webhook.test.sent";

    private sealed record Envelope<T>(string Type, DateTime Timestamp, T Data);

    /// <summary>The data of a test, which tells of nobody.</summary>
    private sealed record Nothing(Guid Webhook);

    /// <summary>The id is made of the organisation and the number of its change, so that it is the same on every try, after a replay too.</summary>
    internal static WebhookMessage Of(Guid organisationId, ToldChange change) => Write($"chg_{organisationId:N}_{change.Number}", new Envelope<ToldChange>(Changed, change.KnownAtUtc, change));

    internal static WebhookMessage Test(Guid id, Guid webhookId, DateTime nowUtc) => Write($"test_{id:N}", new Envelope<Nothing>(Tested, nowUtc, new Nothing(webhookId)));

    private static WebhookMessage Write<T>(string id, Envelope<T> envelope) => new(id, JsonSerializer.SerializeToUtf8Bytes(envelope, RegistryJson.Options));
}
