using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Boards;

/// <summary>A board administrator or an operator says that the board's data is to be relied on again. Why it was not, the history keeps.</summary>
public static class EndBoardHold
{
    public sealed record Command(string Board, string Why) : ICommand<Response>;

    public sealed record Request(string Why);

    public sealed record Response(string Board);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Why).NotEmpty().IsPlainText(500);
    }

    internal sealed class Handler(RegistryContext db, StaffRoll staff, History history) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var own = await staff.BoardAsOperator(command.Board, Permission.HoldBoard, cancellationToken);
            if (own.Refusal is { } refusal)
            {
                return refusal;
            }

            var board = await db.Boards.SingleAsync(b => b.Id == own.Value, cancellationToken);
            if (board.OnHoldSinceUtc is null)
            {
                return new Refusal("board.not_on_hold", "Nobody put the board on hold.");
            }

            history.Record(RegistryEvent.BoardHoldEnded, new About(board.Id), command.Why, before: new { board.OnHoldSinceUtc, board.HoldReason });
            (board.OnHoldSinceUtc, board.HoldReason) = (null, null);
            return new Response(board.Code);
        }
    }

    internal static async Task<IResult> Endpoint(string board, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(board, request.Why), cancellationToken)).ToHttp(Results.Ok);
}
