using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Boards;

/// <summary>A board administrator takes back what the board said of a day; a federal holiday is kept again.</summary>
public static class RemoveHoliday
{
    public sealed record Command(string Board, DateOnly Day) : ICommand<Response>;

    public sealed record Response(DateOnly Day);

    internal sealed class Handler(RegistryContext db, StaffRoll staff, History history) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var board = await staff.OwnBoard(command.Board, Permission.PublishRequirementSets, cancellationToken);
            if (board.Refusal is { } refusal)
            {
                return refusal;
            }

            if (await db.BoardHolidays.SingleOrDefaultAsync(h => h.BoardId == board.Value && h.Day == command.Day, cancellationToken) is not { } kept)
            {
                return new Refusal("board.holiday_not_found", $"The board said nothing of {command.Day:yyyy-MM-dd}; its holidays of that year are listed under /holidays.");
            }

            db.BoardHolidays.Remove(kept);
            history.Record(RegistryEvent.BoardHolidayRemoved, new About(board.Value), before: new { kept.Day, kept.Name, kept.IsOpen });
            return new Response(kept.Day);
        }
    }

    internal static async Task<IResult> Endpoint(string board, IsoDay day, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(board, day.Value), cancellationToken)).ToHttp(Results.Ok);
}
