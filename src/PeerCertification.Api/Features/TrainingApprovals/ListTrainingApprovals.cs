using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.ContinuingEducation;

namespace PeerCertification.Api.Features.TrainingApprovals;

/// <summary>Board staff list what training providers asked the board to approve, all or in one state.</summary>
public static class ListTrainingApprovals
{
    public sealed record Query(string Board, ApprovalState? State, Guid? After, int Limit) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<Item> Approvals);

    public sealed record Item(
        Guid Id, Guid ProviderId, string Provider, Guid? CourseId, string? CourseTitle, ApprovalState State, DateTime RequestedAtUtc, DateOnly? FromOn, DateOnly? UntilOn, DateOnly? WithdrawnFromOn, int Version);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Limit).InclusiveBetween(1, 100);
    }

    internal sealed class Handler(RegistryContext db, StaffRoll staff) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var board = await staff.OwnBoard(query.Board, Permission.ReadBoardFiles, cancellationToken);
            return board.Refusal is { } refusal ? refusal : new Response(await db.TrainingApprovals
                .Where(a => a.BoardId == board.Value && (query.State == null || a.State == query.State) && (query.After == null || a.Id > query.After))
                .OrderBy(a => a.Id).Take(query.Limit)
                .Select(a => new Item(a.Id, a.ProviderId, a.Provider.Name, a.CourseId, a.Course == null ? null : a.Course.Title, a.State, a.RequestedAtUtc, a.FromOn, a.UntilOn, a.WithdrawnFromOn, a.Version))
                .ToListAsync(cancellationToken));
        }
    }

    internal static async Task<IResult> Endpoint(string board, HttpContext http, IMediator mediator, CancellationToken cancellationToken, ApprovalState? state = null, Guid? after = null, int limit = 50) =>
        (await mediator.Send(new Query(board, state, after, limit), cancellationToken)).ToHttp(page => Answers.Page(http, page, limit, page.Approvals, approval => approval.Id));
}
