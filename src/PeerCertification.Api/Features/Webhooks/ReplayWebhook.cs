using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Features.Webhooks;

/// <summary>An owner has a webhook go on after another change than the last one that it took, or from a day: sent anew from any that is kept, or leaving some out.</summary>
public static class ReplayWebhook
{
    public sealed record Command(Guid OrganisationId, Guid WebhookId, long? After, DateOnly? FromOn) : ICommand<Response>;

    /// <param name="After">The number of the change after which it goes on; 0 for all that are kept. Either this is sent or a day.</param>
    /// <param name="FromOn">The day (UTC) whose changes are the first to be sent anew.</param>
    public sealed record Request(long? After = null, DateOnly? FromOn = null);

    /// <param name="Last">The number of the organisation's newest change.</param>
    public sealed record Response(Guid Id, long SentUpTo, long Last);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.After).GreaterThanOrEqualTo(0);
            RuleFor(c => c.After).Must((command, after) => (after is null) != (command.FromOn is null)).WithMessage("Name either a number or a day.");
        }
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
            var after = command.After ?? await LastBefore(command.OrganisationId, command.FromOn!.Value, cancellationToken) ?? last;
            if (after > last)
            {
                return new Refusal("changes.after_last", $"The newest change has the number {last}; {after} was never given.");
            }

            var (webhook, before) = (own.Value, own.Value.SentUpTo);
            (webhook.SentUpTo, webhook.Failures, webhook.FailingSinceUtc, webhook.NextTryAtUtc) = (after, 0, null, clock.UtcNow());
            webhook.Version++;
            history.Record(RegistryEvent.WebhookReplayed, new About(SubjectId: command.OrganisationId), before: new { Webhook = webhook.Id, SentUpTo = before }, after: new { webhook.SentUpTo });
            return new Response(webhook.Id, webhook.SentUpTo, last);
        }

        /// <summary>The number before the first that was given on a day or later; null where none was.</summary>
        private async Task<long?> LastBefore(Guid organisationId, DateOnly day, CancellationToken cancellationToken)
        {
            var from = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
            return await db.OrganisationChanges.Where(c => c.OrganisationId == organisationId && c.Change.NumberedAtUtc >= from).MinAsync(c => (long?)c.Number, cancellationToken) - 1;
        }
    }

    internal static async Task<IResult> Endpoint(Guid organisationId, Guid webhookId, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(organisationId, webhookId, request.After, request.FromOn), cancellationToken)).ToHttp(Results.Ok);
}
