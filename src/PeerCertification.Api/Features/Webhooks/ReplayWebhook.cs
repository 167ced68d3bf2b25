using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Features.Webhooks;

/// <summary>An owner has a webhook go on after another change than the last one that it took: sent anew from any that is kept, or leaving some out.</summary>
public static class ReplayWebhook
{
    public sealed record Command(Guid OrganisationId, Guid WebhookId, long After) : ICommand<Response>;

    /// <param name="After">The number of the change after which it goes on; 0 for all that are kept.</param>
    public sealed record Request(long After);

    /// <param name="Last">The number of the organisation's newest change.</param>
    public sealed record Response(Guid Id, long SentUpTo, long Last);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.After).GreaterThanOrEqualTo(0);
    }

    internal sealed class Handler(RegistryContext db, WebhookDesk webhooks, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var own = await webhooks.Own(command.OrganisationId, command.WebhookId, WebhookAct.Replay, cancellationToken);
            if (own.Refusal is not null)
            {
                return own.Refusal;
            }

            var last = await db.Organisations.Where(o => o.Id == command.OrganisationId).Select(o => o.LastChange).SingleAsync(cancellationToken);
            if (command.After > last)
            {
                return new Refusal("changes.after_last", $"The newest change has the number {last}; {command.After} was never given.");
            }

            var (webhook, before) = (own.Value, own.Value.SentUpTo);
            (webhook.SentUpTo, webhook.Failures, webhook.FailingSinceUtc, webhook.NextTryAtUtc) = (command.After, 0, null, clock.UtcNow());
            webhook.Version++;
            history.Record(RegistryEvent.WebhookReplayed, new About(SubjectId: command.OrganisationId), before: new { Webhook = webhook.Id, SentUpTo = before }, after: new { webhook.SentUpTo });
            return new Response(webhook.Id, webhook.SentUpTo, last);
        }
    }

    internal static async Task<IResult> Endpoint(Guid organisationId, Guid webhookId, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(organisationId, webhookId, request.After), cancellationToken)).ToHttp(Results.Ok);
}
