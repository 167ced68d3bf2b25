using System.Net;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Api.Webhooks;
using PeerCertification.Domain;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Features.Webhooks;

/// <summary>An owner names an address to which the organisation's changes are sent from now on. Its secret is shown in this answer and never again.</summary>
public static class RegisterWebhook
{
    public sealed record Command(Guid OrganisationId, string Address) : ICommand<Response>;

    /// <param name="Address">An address with https that is reached from the public Internet.</param>
    public sealed record Request(string Address);

    /// <param name="Secret">With which each message is signed. Keep it where secrets are kept.</param>
    /// <param name="SentUpTo">The number of the organisation's newest change: what comes after it is sent.</param>
    public sealed record Response(Guid Id, string Address, string Secret, long SentUpTo, DateTime RegisteredAtUtc) : IShownOnce;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Address).NotEmpty().MaximumLength(WebhookRules.LongestAddress);
    }

    internal sealed class Handler(RegistryContext db, OrganisationAccess organisations, WebhookSecrets secrets, IOptions<WebhookSettings> settings, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var own = await organisations.OwnAsOwner(command.OrganisationId, cancellationToken);
            var address = WebhookRules.ReadAddress(command.Address, settings.Value.PublicOnly);
            if ((own.Refusal ?? address.Refusal ?? RefuseLiteral(address.Value)) is { } refusal)
            {
                return refusal;
            }

            if (await db.Webhooks.CountAsync(w => w.OrganisationId == command.OrganisationId && w.State != WebhookState.Ended, cancellationToken) >= WebhookRules.MostWebhooks)
            {
                return new Refusal("webhook.too_many", $"The organisation has {WebhookRules.MostWebhooks} webhooks; end one first.");
            }

            var (secret, now) = (secrets.New(), clock.UtcNow());
            var webhook = new Webhook { Id = Ids.New(clock), OrganisationId = command.OrganisationId, Address = address.Value.AbsoluteUri, State = WebhookState.Working, SecretProtected = secret.Kept, SentUpTo = own.Value.LastChange, NextTryAtUtc = now, RegisteredAtUtc = now, Version = 1 };
            db.Webhooks.Add(webhook);
            history.Record(RegistryEvent.WebhookRegistered, new About(SubjectId: command.OrganisationId), after: new { Webhook = webhook.Id, address.Value.Host, webhook.SentUpTo });
            return new Response(webhook.Id, webhook.Address, secret.Shown, webhook.SentUpTo, now);
        }

        /// <summary>Names are looked at whenever one is connected to; an address that is written out never changes.</summary>
        private Refusal? RefuseLiteral(Uri address) =>
            settings.Value.PublicOnly && IPAddress.TryParse(address.DnsSafeHost, out var literal) && !PublicAddresses.Contain(literal)
                ? new Refusal("webhook.address_not_public", "This address is not on the public Internet.")
                : null;
    }

    internal static async Task<IResult> Endpoint(Guid organisationId, Request request, HttpResponse response, IMediator mediator, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        return (await mediator.Send(new Command(organisationId, request.Address), cancellationToken)).ToHttp(webhook => Results.Created($"/api/v1/organisations/{organisationId}/webhooks", webhook));
    }
}
