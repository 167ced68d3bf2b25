using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Features.Webhooks;

/// <summary>A member sees the organisation's webhooks that have not ended, without their secrets, and how each fares.</summary>
public static class ListWebhooks
{
    public sealed record Query(Guid OrganisationId) : IQuery<Response>;

    /// <param name="Last">The number of the organisation's newest change.</param>
    public sealed record Response(IReadOnlyList<Item> Webhooks, long Last);

    /// <param name="SentUpTo">The number of the last change that was taken there.</param>
    /// <param name="FailingSinceUtc">Since when nothing was taken, or null.</param>
    /// <param name="NextTryAtUtc">When the next try is due, if there is something to send; null while it is disabled.</param>
    /// <param name="OldSecretUntilUtc">Until when the secret before this one signs as well, or null.</param>
    /// <param name="LastTakenAtUtc">When a change was last taken there; null where none was in the last weeks.</param>
    /// <param name="LastTry">How the last try of a change came out; null where there was none in the last weeks.</param>
    public sealed record Item(
        Guid Id, string Address, WebhookState State, long SentUpTo, DateTime? LastTakenAtUtc, LastTry? LastTry, DateTime? FailingSinceUtc, DateTime? NextTryAtUtc, DateTime? DisabledAtUtc, DateTime? OldSecretUntilUtc, DateTime RegisteredAtUtc);

    /// <param name="Status">The HTTP status that was answered, or null where nothing was.</param>
    public sealed record LastTry(DateTime AtUtc, WebhookAnswer Answer, int? Status);

    internal sealed class Handler(RegistryContext db, OrganisationAccess organisations, TimeProvider clock) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var (own, now) = (await organisations.Own(query.OrganisationId, cancellationToken), clock.UtcNow());
            if (own.Refusal is not null)
            {
                return own.Refusal;
            }

            var webhooks = await db.Webhooks.Where(w => w.OrganisationId == query.OrganisationId && w.State != WebhookState.Ended).OrderBy(w => w.Id)
                .Select(w => new Item(
                    w.Id, w.Address, w.State, w.SentUpTo,
                    db.WebhookTries.Where(t => t.WebhookId == w.Id && t.ChangeNumber != null && t.Answer == WebhookAnswer.Taken).OrderByDescending(t => t.Id).Select(t => (DateTime?)t.AtUtc).FirstOrDefault(),
                    db.WebhookTries.Where(t => t.WebhookId == w.Id && t.ChangeNumber != null).OrderByDescending(t => t.Id).Select(t => new LastTry(t.AtUtc, t.Answer, t.HttpStatus)).FirstOrDefault(),
                    w.FailingSinceUtc, w.State == WebhookState.Working ? w.NextTryAtUtc : null, w.DisabledAtUtc, w.OldSecretUntilUtc > now ? w.OldSecretUntilUtc : null, w.RegisteredAtUtc))
                .ToListAsync(cancellationToken);
            return new Response(webhooks, own.Value.Organisation.LastChange);
        }
    }

    internal static async Task<IResult> Endpoint(Guid organisationId, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(organisationId), cancellationToken)).ToHttp(Results.Ok);
}
