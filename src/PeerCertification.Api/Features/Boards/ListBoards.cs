using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Boards;

/// <summary>Anybody lists the boards of the registry.</summary>
public static class ListBoards
{
    public sealed record Query(string? After, int Limit) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<Item> Boards);

    /// <param name="State">Two letters, US for a board that certifies in every state, or null.</param>
    /// <param name="OnHold">Why its data is not to be relied on, or null.</param>
    public sealed record Item(string Code, string Name, string TimeZone, string? State, Hold? OnHold);

    public sealed record Hold(string Reason, DateTime SinceUtc);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Limit).InclusiveBetween(1, 100);
            RuleFor(q => q.After).IsPlainText(40);
        }
    }

    internal sealed class Handler(RegistryContext db) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken) =>
            new Response(await db.Boards
                .Where(b => query.After == null || string.Compare(b.Code, query.After) > 0)
                .OrderBy(b => b.Code).Take(query.Limit)
                .Select(b => new Item(b.Code, b.Name, b.TimeZone, b.State, b.OnHoldSinceUtc == null ? null : new Hold(b.HoldReason!, b.OnHoldSinceUtc.Value)))
                .ToListAsync(cancellationToken));
    }

    internal static async Task<IResult> Endpoint(HttpContext http, IMediator mediator, CancellationToken cancellationToken, string? after = null, int limit = 50) =>
        (await mediator.Send(new Query(after, limit), cancellationToken)).ToHttp(page => Answers.Page(http, page, limit, page.Boards, board => board.Code));
}
