using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Boards;

/// <summary>A board administrator says that what the registry holds of the board's credentials is right as of now. Every public answer tells when that was.</summary>
public static class ConfirmBoardData
{
    public sealed record Command(string Board) : ICommand<Response>;

    public sealed record Response(string Board, DateTime BoardConfirmedAtUtc);

    internal sealed class Handler(RegistryContext db, StaffRoll staff, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var own = await staff.OwnBoard(command.Board, Permission.PublishRequirementSets, cancellationToken);
            if (own.Refusal is { } refusal)
            {
                return refusal;
            }

            var board = await db.Boards.SingleAsync(b => b.Id == own.Value, cancellationToken);
            var before = board.ConfirmedAtUtc;
            board.ConfirmedAtUtc = clock.UtcNow();
            history.Record(RegistryEvent.BoardDataConfirmed, new About(board.Id), before: new { ConfirmedAtUtc = before }, after: new { board.ConfirmedAtUtc });
            return new Response(board.Code, board.ConfirmedAtUtc.Value);
        }
    }

    internal static async Task<IResult> Endpoint(string board, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(board), cancellationToken)).ToHttp(Results.Ok);
}
