using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Messages;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Messages;

/// <summary>An operator has a dead message tried again, from the beginning.</summary>
public static class RetryMessage
{
    public sealed record Command(long Id) : ICommand<Response>;

    public sealed record Response(long Id, OutboxState State, DateTime NextAttemptAtUtc);

    internal sealed class Handler(RegistryContext db, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var message = await db.Outbox.SingleOrDefaultAsync(m => m.Id == command.Id, cancellationToken);
            if (message is null)
            {
                return new Refusal("outbox.not_found", "There is no message with this number.");
            }

            var before = new { message.State, message.Attempts };
            var state = DeliveryRules.Table.Decide(message.State, DeliveryAct.Retry);
            if (state.Refusal is { } refusal)
            {
                return refusal;
            }

            (message.State, message.Attempts, message.NextAttemptAtUtc) = (state.Value, 0, clock.UtcNow());
            history.Record(RegistryEvent.MessageRetried, new About(), before: before, after: new { message.Id, message.State, message.Attempts });
            return new Response(message.Id, message.State, message.NextAttemptAtUtc);
        }
    }

    internal static async Task<IResult> Endpoint(long messageId, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(messageId), cancellationToken)).ToHttp(Results.Ok);
}
