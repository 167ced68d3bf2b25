using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Notices;

/// <summary>Somebody has read their inbox up to a message. Saying so again changes nothing.</summary>
public static class MarkInboxRead
{
    /// <param name="UpToId">The newest message that was read; whatever is older was read too.</param>
    public sealed record Command(long UpToId) : ICommand<Response>;

    public sealed record Request(long UpToId);

    /// <param name="MarkedMessages">How many had not been read before.</param>
    public sealed record Response(int MarkedMessages);

    internal sealed class Handler(RegistryContext db, Caller caller, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var now = clock.UtcNow();
            var marked = await db.Inbox.Where(m => m.AccountId == caller.RequiredAccountId && m.Id <= command.UpToId && m.ReadAtUtc == null)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.ReadAtUtc, now), cancellationToken);
            if (marked > 0)
            {
                history.Record(RegistryEvent.InboxRead, new About(SubjectId: caller.RequiredAccountId), after: new { command.UpToId, marked });
            }

            return new Response(marked);
        }
    }

    internal static async Task<IResult> Endpoint(Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(request.UpToId), cancellationToken)).ToHttp(Results.Ok);
}
