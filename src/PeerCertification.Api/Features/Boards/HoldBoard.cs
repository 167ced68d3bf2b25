using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Boards;

/// <summary>A board administrator or an operator says that the board's data is not to be relied on for the time being. Every public answer about its credentials then says so, with the reason.</summary>
public static class HoldBoard
{
    public sealed record Command(string Board, string Reason) : ICommand<Response>;

    public sealed record Request(string Reason);

    public sealed record Response(string Board, string Reason, DateTime OnHoldSinceUtc);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().IsPlainText(500);
    }

    internal sealed class Handler(RegistryContext db, StaffRoll staff, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var own = await staff.BoardAsOperator(command.Board, Permission.HoldBoard, cancellationToken);
            if (own.Refusal is { } refusal)
            {
                return refusal;
            }

            var board = await db.Boards.SingleAsync(b => b.Id == own.Value, cancellationToken);
            if (board.OnHoldSinceUtc is { } since)
            {
                return new Refusal("board.already_on_hold", $"The board is on hold since {since:yyyy-MM-ddTHH:mm:ssZ}; end that hold first to give another reason.");
            }

            (board.OnHoldSinceUtc, board.HoldReason) = (clock.UtcNow(), command.Reason.Trim());
            history.Record(RegistryEvent.BoardPutOnHold, new About(board.Id), board.HoldReason);
            return new Response(board.Code, board.HoldReason, board.OnHoldSinceUtc.Value);
        }
    }

    internal static async Task<IResult> Endpoint(string board, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(board, request.Reason), cancellationToken)).ToHttp(Results.Ok);
}
