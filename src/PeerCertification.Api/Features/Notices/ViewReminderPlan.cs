using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Notices;

/// <summary>Board staff see when holders are reminded of what ends, and how.</summary>
public static class ViewReminderPlan
{
    public sealed record Query(string Board) : IQuery<ReminderPlan>;

    internal sealed class Handler(RegistryContext db, StaffRoll staff) : IRequestHandler<Query, Outcome<ReminderPlan>>
    {
        public async Task<Outcome<ReminderPlan>> Handle(Query query, CancellationToken cancellationToken)
        {
            var board = await staff.OwnBoard(query.Board, Permission.ReadBoardFiles, cancellationToken);
            return board.Refusal is { } refusal ? refusal : ReminderPlan.Of(await db.Boards.AsNoTracking().Include(b => b.LeadTimes).SingleAsync(b => b.Id == board.Value, cancellationToken));
        }
    }

    internal static async Task<IResult> Endpoint(string board, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(board), cancellationToken)).ToHttp(plan => Answers.Ok(plan, plan.Version));
}
