using MediatR;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Webhooks;
using PeerCertification.Domain;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Features.Webhooks;

/// <summary>An owner has a message sent that tells of nobody, also to a webhook that is disabled, and sees what was answered. It changes nothing but the list of tries, and no transaction stays open meanwhile, so this is no command.</summary>
public static class TestWebhook
{
    public sealed record Command(Guid OrganisationId, Guid WebhookId) : IRequest<Outcome<Response>>;

    /// <param name="Status">The HTTP status that was answered, or null where nothing was.</param>
    /// <param name="TookMs">How long the answer took, in milliseconds.</param>
    public sealed record Response(string MessageId, WebhookAnswer Answer, int? Status, int TookMs);

    internal sealed class Handler(RegistryContext db, WriteGate gate, WebhookDesk webhooks, WebhookTurn turns, WebhookSender sender, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var own = await webhooks.Own(command.OrganisationId, command.WebhookId, WebhookAct.Test, cancellationToken);
            if (own.Refusal is not null)
            {
                return own.Refusal;
            }

            var (webhook, now) = (own.Value, clock.UtcNow());
            db.ChangeTracker.Clear();
            var message = WebhookMessages.Test(Ids.New(clock), webhook.Id, now);
            var tried = await sender.Send(webhook.Address, webhook.SecretsAt(now), message, now, cancellationToken);
            turns.Note(webhook.Id, message.Id, null, tried);
            using var turn = await gate.EnterAsync(CancellationToken.None);
            await db.SaveChangesAsync(CancellationToken.None);
            return new Response(message.Id, tried.Answer, tried.Status, tried.TookMs);
        }
    }

    internal static async Task<IResult> Endpoint(Guid organisationId, Guid webhookId, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(organisationId, webhookId), cancellationToken)).ToHttp(Results.Ok);
}
