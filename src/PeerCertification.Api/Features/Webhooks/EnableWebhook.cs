using MediatR;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Features.Webhooks;

/// <summary>An owner has a webhook that was disabled go on where it stopped.</summary>
public static class EnableWebhook
{
    public sealed record Command(Guid OrganisationId, Guid WebhookId) : ICommand<Response>;

    /// <param name="SentUpTo">The number of the last change that was taken there; it goes on after it.</param>
    public sealed record Response(Guid Id, WebhookState State, long SentUpTo);

    internal sealed class Handler(WebhookDesk webhooks, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var own = await webhooks.Own(command.OrganisationId, command.WebhookId, WebhookAct.Enable, cancellationToken);
            if (own.Refusal is not null)
            {
                return own.Refusal;
            }

            var webhook = own.Value;
            (webhook.DisabledAtUtc, webhook.Failures, webhook.FailingSinceUtc, webhook.NextTryAtUtc) = (null, 0, null, clock.UtcNow());
            webhook.Version++;
            history.Record(RegistryEvent.WebhookEnabled, new About(SubjectId: command.OrganisationId), after: new { Webhook = webhook.Id, webhook.SentUpTo });
            return new Response(webhook.Id, webhook.State, webhook.SentUpTo);
        }
    }

    internal static async Task<IResult> Endpoint(Guid organisationId, Guid webhookId, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(organisationId, webhookId), cancellationToken)).ToHttp(Results.Ok);
}
