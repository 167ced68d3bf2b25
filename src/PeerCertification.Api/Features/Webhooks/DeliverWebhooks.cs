using System.Collections.Concurrent;
using System.Diagnostics;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Features.Webhooks;

/// <summary>
/// The clock sends what changed to the webhooks of the organisations that were told of it. All that are due have their turns at once, those that
/// failed last in line, and a run ends within a minute whatever they do: nobody waits for a bad address but its own changes. What took nothing for
/// three days is disabled, and its owners are told. No transaction stays open meanwhile, so this is no command.
/// </summary>
public static class DeliverWebhooks
{
    /// <summary>How many have their turns at once. While an address is waited for, a turn costs one connection to it and no more.</summary>
    private const int AtOnce = 200;

    /// <summary>After this nobody in the run begins another delivery; with what an address has to answer it is less than the minute until the next run.</summary>
    private static readonly TimeSpan RunTime = TimeSpan.FromSeconds(40);

    public sealed record Command : IRequest<Outcome<Response>>;

    public sealed record Response(int Taken, int Disabled);

    internal sealed class Handler(RegistryContext db, WriteGate gate, IServiceScopeFactory scopes, Outbox outbox, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (began, now) = (Stopwatch.GetTimestamp(), clock.UtcNow());
            var due = await db.Webhooks.Where(w => w.State == WebhookState.Working && w.NextTryAtUtc <= now && w.Failures < WebhookRules.MostFailures && w.SentUpTo < w.Organisation.LastChange)
                .OrderBy(w => w.Failures > 0).ThenBy(w => w.NextTryAtUtc).Select(w => w.Id).ToListAsync(cancellationToken);
            var (taken, errors) = (0, new ConcurrentBag<Exception>());
            await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (id, stop) =>
            {
                try
                {
                    await using var scope = scopes.CreateAsyncScope();
                    Interlocked.Add(ref taken, await scope.ServiceProvider.GetRequiredService<WebhookTurn>().Take(id, began, RunTime, stop));
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    errors.Add(e); // the others have their turns all the same
                }
            });
            var disabled = await DisableLost(cancellationToken);
            return errors.IsEmpty ? new Response(taken, disabled) : throw new AggregateException(errors);
        }

        private async Task<int> DisableLost(CancellationToken cancellationToken)
        {
            var disabled = 0;
            foreach (var id in await db.Webhooks.Where(w => w.State == WebhookState.Working && w.Failures >= WebhookRules.MostFailures).Select(w => w.Id).ToListAsync(cancellationToken))
            {
                try
                {
                    disabled += await Disable(id, cancellationToken);
                }
                catch (Exception e) when (Collision.Is(e))
                {
                    // Somebody acted on it meanwhile; the next run looks again.
                }
                finally
                {
                    db.ChangeTracker.Clear();
                }
            }

            return disabled;
        }

        private async Task<int> Disable(Guid id, CancellationToken cancellationToken)
        {
            using var turn = await gate.EnterAsync(cancellationToken);
            var webhook = await db.Webhooks.Include(w => w.Organisation).SingleAsync(w => w.Id == id, cancellationToken);
            var next = WebhookLifecycle.Table.Decide(webhook.State, WebhookAct.Disable);
            if (next.Refusal is not null || webhook.Failures < WebhookRules.MostFailures)
            {
                return 0;
            }

            (webhook.State, webhook.DisabledAtUtc) = (next.Value, clock.UtcNow());
            webhook.Version++;
            history.Record(RegistryEvent.WebhookDisabled, new About(SubjectId: webhook.OrganisationId), after: new { Webhook = id, webhook.SentUpTo, webhook.FailingSinceUtc });
            var owners = await db.OrganisationMembers.Where(m => m.OrganisationId == webhook.OrganisationId && m.Role == OrganisationRole.Owner && m.EndedAtUtc == null).Select(m => m.AccountId).ToListAsync(cancellationToken);
            foreach (var owner in owners)
            {
                outbox.WriteToAccount(MessageKind.WebhookDisabled, owner, new { Organisation = webhook.Organisation.Name, new Uri(webhook.Address).Host, Since = $"{webhook.FailingSinceUtc:yyyy-MM-dd}" });
            }

            await db.SaveChangesAsync(cancellationToken);
            return 1;
        }
    }
}
