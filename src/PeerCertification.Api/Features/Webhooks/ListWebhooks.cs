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
    public sealed record Item(Guid Id, string Address, WebhookState State, long SentUpTo, DateTime? FailingSinceUtc, DateTime? NextTryAtUtc, DateTime? DisabledAtUtc, DateTime? OldSecretUntilUtc, DateTime RegisteredAtUtc);

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
                    w.Id, w.Address, w.State, w.SentUpTo, w.FailingSinceUtc, w.State == WebhookState.Working ? w.NextTryAtUtc : null, w.DisabledAtUtc, w.OldSecretUntilUtc > now ? w.OldSecretUntilUtc : null, w.RegisteredAtUtc))
                .ToListAsync(cancellationToken);
            return new Response(webhooks, own.Value.Organisation.LastChange);
        }
    }

    internal static async Task<IResult> Endpoint(Guid organisationId, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(organisationId), cancellationToken)).ToHttp(Results.Ok);
}
