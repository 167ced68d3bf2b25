using MediatR;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Features.Webhooks;

/// <summary>An owner ends a webhook for good. Nothing more is sent there, and its secrets are erased.</summary>
public static class EndWebhook
{
    public sealed record Command(Guid OrganisationId, Guid WebhookId) : ICommand<Response>;

    public sealed record Response(Guid Id, DateTime EndedAtUtc);

    internal sealed class Handler(WebhookDesk webhooks, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var own = await webhooks.Own(command.OrganisationId, command.WebhookId, WebhookAct.End, cancellationToken);
            if (own.Refusal is not null)
            {
                return own.Refusal;
            }

            var (webhook, now) = (own.Value, clock.UtcNow());
            (webhook.SecretProtected, webhook.OldSecretProtected, webhook.OldSecretUntilUtc, webhook.EndedAtUtc) = ("", null, null, now);
            webhook.Version++;
            history.Record(RegistryEvent.WebhookEnded, new About(SubjectId: command.OrganisationId), after: new { Webhook = webhook.Id, webhook.SentUpTo });
            return new Response(webhook.Id, now);
        }
    }

    internal static async Task<IResult> Endpoint(Guid organisationId, Guid webhookId, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(organisationId, webhookId), cancellationToken)).ToHttp(Results.Ok);
}
