using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Boards;

/// <summary>A board administrator says that the board is closed on a day, or open on a federal holiday. What was counted before stays as it was counted.</summary>
public static class KeepHoliday
{
    public sealed record Command(string Board, DateOnly Day, string Name, bool IsOpen) : ICommand<Response>;

    public sealed record Request(string Name, bool IsOpen = false);

    public sealed record Response(DateOnly Day, string Name, bool IsOpen);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Name).NotEmpty().IsName(100);
            RuleFor(c => c.Day).InclusiveBetween(new DateOnly(1990, 1, 1), new DateOnly(2150, 12, 31));
        }
    }

    internal sealed class Handler(RegistryContext db, StaffRoll staff, History history) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var board = await staff.OwnBoard(command.Board, Permission.PublishRequirementSets, cancellationToken);
            if (board.Refusal is { } refusal)
            {
                return refusal;
            }

            var kept = await db.BoardHolidays.SingleOrDefaultAsync(h => h.BoardId == board.Value && h.Day == command.Day, cancellationToken);
            var before = kept is null ? null : new Response(kept.Day, kept.Name, kept.IsOpen);
            kept ??= db.BoardHolidays.Add(new BoardHoliday { BoardId = board.Value, Day = command.Day, Name = command.Name }).Entity;
            (kept.Name, kept.IsOpen) = (command.Name, command.IsOpen);
            var after = new Response(kept.Day, kept.Name, kept.IsOpen);
            history.Record(RegistryEvent.BoardHolidayKept, new About(board.Value), before: before, after: after);
            return after;
        }
    }

    internal static async Task<IResult> Endpoint(string board, IsoDay day, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(board, day.Value, request.Name, request.IsOpen), cancellationToken)).ToHttp(Results.Ok);
}
