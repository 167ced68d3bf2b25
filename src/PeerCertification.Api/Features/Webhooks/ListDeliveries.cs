using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Features.Webhooks;

/// <summary>A member sees what was tried at a webhook in the last weeks, and what was answered, the latest first.</summary>
public static class ListDeliveries
{
    /// <param name="Failed">Whether only those are asked for that were not taken.</param>
    public sealed record Query(Guid OrganisationId, Guid WebhookId, bool Failed, Guid? After, int Limit) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<Item> Tries);

    /// <param name="MessageId">The same on every try of a message, and sent with it as <c>webhook-id</c>.</param>
    /// <param name="Change">The organisation's number of the change, or null for a test.</param>
    /// <param name="Status">The HTTP status that was answered, or null where nothing was.</param>
    /// <param name="TookMs">How long the answer took, in milliseconds.</param>
    public sealed record Item(Guid Id, string MessageId, long? Change, DateTime AtUtc, WebhookAnswer Answer, int? Status, int TookMs);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Limit).InclusiveBetween(1, 500);
    }

    internal sealed class Handler(RegistryContext db, OrganisationAccess organisations) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var own = await organisations.Own(query.OrganisationId, cancellationToken);
            if (own.Refusal is not null)
            {
                return own.Refusal;
            }

            return await db.Webhooks.AnyAsync(w => w.Id == query.WebhookId && w.OrganisationId == query.OrganisationId, cancellationToken)
                ? new Response(await db.WebhookTries.Where(t => t.WebhookId == query.WebhookId && (!query.Failed || t.Answer != WebhookAnswer.Taken) && (query.After == null || t.Id < query.After)).OrderByDescending(t => t.Id).Take(query.Limit)
                    .Select(t => new Item(t.Id, t.MessageId, t.ChangeNumber, t.AtUtc, t.Answer, t.HttpStatus, t.TookMs)).ToListAsync(cancellationToken))
                : WebhookDesk.NotFound();
        }
    }

    internal static async Task<IResult> Endpoint(Guid organisationId, Guid webhookId, HttpContext http, IMediator mediator, CancellationToken cancellationToken, bool failed = false, Guid? after = null, int limit = 100) =>
        (await mediator.Send(new Query(organisationId, webhookId, failed, after, limit), cancellationToken)).ToHttp(page => Answers.Page(http, page, limit, page.Tries, tried => tried.Id));
}
