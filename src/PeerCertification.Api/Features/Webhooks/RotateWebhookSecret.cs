using FluentValidation;
using MediatR;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Webhooks;
using PeerCertification.Domain;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Features.Webhooks;

/// <summary>An owner has the secret of a webhook followed by another. For some hours messages are signed with both, so that the receiver can change over; a third one is never good.</summary>
public static class RotateWebhookSecret
{
    public sealed record Command(Guid OrganisationId, Guid WebhookId, int OverlapHours) : ICommand<Response>;

    /// <param name="OverlapHours">How long the old one signs as well, 0 to 168 hours; 0 where it has been seen by somebody.</param>
    public sealed record Request(int OverlapHours = 24);

    /// <param name="Secret">The new one, shown in this answer and never again.</param>
    public sealed record Response(Guid Id, string Secret, DateTime OldSecretUntilUtc) : IShownOnce;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.OverlapHours).InclusiveBetween(0, WebhookRules.MostOverlapHours);
    }

    internal sealed class Handler(WebhookDesk webhooks, WebhookSecrets secrets, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var own = await webhooks.Own(command.OrganisationId, command.WebhookId, WebhookAct.Rotate, cancellationToken);
            if (own.Refusal is not null)
            {
                return own.Refusal;
            }

            var (webhook, secret, until) = (own.Value, secrets.New(), clock.UtcNow().AddHours(command.OverlapHours));
            (webhook.OldSecretProtected, webhook.OldSecretUntilUtc, webhook.SecretProtected) = (webhook.SecretProtected, until, secret.Kept);
            history.Record(RegistryEvent.WebhookSecretRotated, new About(SubjectId: command.OrganisationId), after: new { Webhook = webhook.Id, webhook.OldSecretUntilUtc });
            return new Response(webhook.Id, secret.Shown, until);
        }
    }

    internal static async Task<IResult> Endpoint(Guid organisationId, Guid webhookId, Request request, HttpResponse response, IMediator mediator, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        return (await mediator.Send(new Command(organisationId, webhookId, request.OverlapHours), cancellationToken)).ToHttp(Results.Ok);
    }
}
