using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Features.Changes;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Webhooks;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Features.Webhooks;

/// <summary>
/// The turn of one webhook in a run: its changes, one after another in their order, until there are no more, one is not taken, or the time is up.
/// No transaction is open while the address is waited for. A crash between sending and marking sends the change again after its wait, with the
/// same id: every change arrives at least once.
/// </summary>
public sealed class WebhookTurn(RegistryContext db, WriteGate gate, WebhookSender sender, TimeProvider clock)
{
    /// <param name="began">When the run began, by the machine's clock.</param>
    /// <param name="atMost">After what time since then no other delivery is begun.</param>
    /// <returns>How many changes were taken.</returns>
    public async Task<int> Take(Guid id, long began, TimeSpan atMost, CancellationToken stop)
    {
        var taken = 0;
        while (Stopwatch.GetElapsedTime(began) < atMost
            && await Due(id, stop) is { } webhook
            && await db.OrganisationChanges.Where(c => c.OrganisationId == webhook.OrganisationId && c.Number > webhook.SentUpTo).OrderBy(c => c.Number).Select(ToldChange.Read).FirstOrDefaultAsync(stop) is { } change
            && await Claim(webhook, stop)
            && await Deliver(webhook, change, stop))
        {
            taken++;
        }

        return taken;
    }

    /// <summary>Writes down one try of a message.</summary>
    public void Note(Guid webhookId, string messageId, long? change, WebhookTried tried) =>
        db.WebhookTries.Add(new WebhookTry { Id = Ids.New(clock), WebhookId = webhookId, MessageId = messageId, ChangeNumber = change, AtUtc = clock.UtcNow(), Answer = tried.Answer, HttpStatus = tried.Status, TookMs = tried.TookMs });

    /// <summary>The webhook as it is now, unless it was disabled or ended, or somebody else is at it.</summary>
    private Task<Webhook?> Due(Guid id, CancellationToken stop)
    {
        var now = clock.UtcNow();
        return db.Webhooks.AsNoTracking().SingleOrDefaultAsync(w => w.Id == id && w.State == WebhookState.Working && w.NextTryAtUtc <= now, stop);
    }

    /// <summary>Puts the next try off before anything is sent. Whoever comes second, here or on another node, changes no row; nor does a claim that a replay has overtaken.</summary>
    private async Task<bool> Claim(Webhook webhook, CancellationToken stop)
    {
        var next = clock.UtcNow() + WebhookRules.WaitAfter(webhook.Failures + 1);
        using var turn = await gate.EnterAsync(stop);
        var claimed = await db.Webhooks.Where(w => w.Id == webhook.Id && w.Version == webhook.Version && w.State == WebhookState.Working)
            .ExecuteUpdateAsync(set => set.SetProperty(w => w.Version, w => w.Version + 1).SetProperty(w => w.NextTryAtUtc, next), stop) == 1;
        webhook.Version++;
        return claimed;
    }

    private async Task<bool> Deliver(Webhook webhook, ToldChange change, CancellationToken stop)
    {
        var message = WebhookMessages.Of(webhook.OrganisationId, change);
        var tried = await sender.Send(webhook.Address, webhook.SecretsAt(clock.UtcNow()), message, clock.UtcNow(), stop);

        // From here on the token of the run is not asked: what was sent is marked even while the registry stops.
        var now = clock.UtcNow();
        webhook.Failures = WebhookRules.FailuresAfter(webhook.Failures, tried.Answer);
        using var turn = await gate.EnterAsync(CancellationToken.None);
        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
        var claimed = db.Webhooks.Where(w => w.Id == webhook.Id && w.Version == webhook.Version);
        var marked = webhook.Failures == 0
            ? await claimed.ExecuteUpdateAsync(set => set.SetProperty(w => w.SentUpTo, change.Number).SetProperty(w => w.Failures, 0).SetProperty(w => w.FailingSinceUtc, (DateTime?)null).SetProperty(w => w.NextTryAtUtc, now), CancellationToken.None)
            : await claimed.ExecuteUpdateAsync(set => set.SetProperty(w => w.Failures, webhook.Failures).SetProperty(w => w.FailingSinceUtc, w => w.FailingSinceUtc ?? now), CancellationToken.None);
        Note(webhook.Id, message.Id, change.Number, tried);
        await db.SaveChangesAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        db.ChangeTracker.Clear();
        return marked == 1 && webhook.Failures == 0;
    }
}
