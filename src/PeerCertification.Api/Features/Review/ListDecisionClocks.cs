using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;

namespace PeerCertification.Api.Features.Review;

/// <summary>Board staff see by when the board's own rules ask it to deal with each open application, the first received first.</summary>
public static class ListDecisionClocks
{
    /// <param name="After">The application that the page before ended with.</param>
    public sealed record Query(string Board, Guid? After, int Limit) : IQuery<Response>;

    public sealed record Response(DateOnly Today, IReadOnlyList<Row> Items);

    /// <param name="Clocks">The earliest first; empty where the rules of the application set no time.</param>
    public sealed record Row(Guid ApplicationId, string CredentialType, ApplicationState State, DateOnly ReceivedOn, IReadOnlyList<Clock> Clocks);

    public sealed record Clock(string Id, string Label, DateOnly DueOn, bool IsOverdue);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Limit).InclusiveBetween(1, 100);
    }

    internal sealed class Handler(RegistryContext db, DecisionClocks clocks, StaffRoll staff, TimeProvider clock) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var own = await staff.OwnBoard(query.Board, Permission.ReadBoardFiles, cancellationToken);
            if (own.Refusal is { } refusal)
            {
                return refusal;
            }

            var board = await db.Boards.AsNoTracking().SingleAsync(b => b.Id == own.Value, cancellationToken);
            var today = clock.TodayAt(board.Zone);
            var running = (await clocks.Of(board.Id, cancellationToken)).ToLookup(c => c.RulesId);
            var open = db.Applications.Where(a => a.BoardId == board.Id && DecisionClocks.Undecided.Contains(a.State) && a.ReceivedOn != null);
            if (query.After is { } last)
            {
                var receivedOn = await open.Where(a => a.Id == last).Select(a => a.ReceivedOn).SingleOrDefaultAsync(cancellationToken);
                open = open.Where(a => a.ReceivedOn > receivedOn || (a.ReceivedOn == receivedOn && a.Id > last));
            }

            var page = await open.OrderBy(a => a.ReceivedOn).ThenBy(a => a.Id).Take(query.Limit)
                .Select(a => new { a.Id, a.CredentialType.Code, a.State, ReceivedOn = a.ReceivedOn!.Value, a.RequirementSetVersionId }).ToListAsync(cancellationToken);
            return new Response(today,
            [
                .. from a in page
                   let due = a.RequirementSetVersionId is { } rules ? running[rules].Select(c => new Clock(c.Deadline.Id, c.Deadline.Label, c.DueOn(a.ReceivedOn)!.Value, c.DueOn(a.ReceivedOn) < today)).OrderBy(c => c.DueOn) : Enumerable.Empty<Clock>()
                   select new Row(a.Id, a.Code, a.State, a.ReceivedOn, [.. due]),
            ]);
        }
    }

    internal static async Task<IResult> Endpoint(string board, HttpContext http, IMediator mediator, CancellationToken cancellationToken, Guid? after = null, int limit = 50) =>
        (await mediator.Send(new Query(board, after, limit), cancellationToken)).ToHttp(page => Answers.Page(http, page, limit, page.Items, row => row.ApplicationId));
}
