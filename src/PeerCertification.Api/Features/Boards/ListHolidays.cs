using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Boards;

/// <summary>Anybody reads on which days of a year a board is closed beside Saturdays and Sundays: by these, days of work are counted.</summary>
public static class ListHolidays
{
    public sealed record Query(string Board, int Year) : IQuery<Response>;

    public sealed record Response(string Board, int Year, IReadOnlyList<Item> Holidays);

    public enum KeptBy { Federal, Board }

    /// <param name="IsOpen">True for a federal holiday on which this board works.</param>
    public sealed record Item(DateOnly Day, string Name, KeptBy KeptBy, bool IsOpen);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Year).InclusiveBetween(1990, 2150);
    }

    internal sealed class Handler(RegistryContext db, FederalHolidays federal) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await db.Boards.Where(b => b.Code == query.Board).Select(b => (Guid?)b.Id).SingleOrDefaultAsync(cancellationToken) is not { } board)
            {
                return new Refusal("board.not_found", "No board has this code.");
            }

            var (first, last) = (new DateOnly(query.Year, 1, 1), new DateOnly(query.Year, 12, 31));
            var own = await db.BoardHolidays.Where(h => h.BoardId == board && h.Day >= first && h.Day <= last)
                .Select(h => new Item(h.Day, h.Name, KeptBy.Board, h.IsOpen)).ToListAsync(cancellationToken);
            var others = federal.Days.Where(d => d.Key.Year == query.Year && !own.Exists(h => h.Day == d.Key)).Select(d => new Item(d.Key, d.Value, KeptBy.Federal, false));
            return new Response(query.Board, query.Year, [.. own.Concat(others).OrderBy(h => h.Day)]);
        }
    }

    internal static async Task<IResult> Endpoint(string board, int year, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(board, year), cancellationToken)).ToHttp(Results.Ok);
}
