using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.ContinuingEducation;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.TrainingApprovals;

/// <summary>Board staff look at one request: who asks, whom to write to, and what the course teaches.</summary>
public static class ViewTrainingApproval
{
    public sealed record Query(string Board, Guid ApprovalId) : IQuery<Response>;

    public sealed record Response(
        Guid Id, Guid ProviderId, string Provider, string ContactName, string ContactEmail, Offered? Course, ApprovalState State, DateTime RequestedAtUtc,
        DateOnly? FromOn, DateOnly? UntilOn, DateOnly? WithdrawnFromOn, IReadOnlyList<string> Tags, string? Reason, int Version);

    public sealed record Offered(Guid Id, string Title, TrainingMode Mode, IReadOnlyList<TopicMinutes> Topics, int Minutes);

    internal sealed class Handler(RegistryContext db, StaffRoll staff, TrainingSeal seal) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var board = await staff.OwnBoard(query.Board, Permission.ReadBoardFiles, cancellationToken);
            if (board.Refusal is not null)
            {
                return board.Refusal;
            }

            var found = await db.TrainingApprovals.AsNoTracking().Where(a => a.Id == query.ApprovalId && a.BoardId == board.Value)
                .Select(a => new { Approval = a, a.Provider, a.Course })
                .SingleOrDefaultAsync(cancellationToken);
            if (found is null)
            {
                return BoardTraining.NotFound();
            }

            var (approval, contact) = (found.Approval, seal.OpenContact(found.Provider.ContactProtected));
            var course = found.Course is { } c ? new Offered(c.Id, c.Title, c.Mode, c.Topics, c.Minutes) : null;
            return new Response(
                approval.Id, approval.ProviderId, found.Provider.Name, contact.Name, contact.Email, course, approval.State, approval.RequestedAtUtc,
                approval.FromOn, approval.UntilOn, approval.WithdrawnFromOn, approval.Tags, approval.Reason, approval.Version);
        }
    }

    internal static async Task<IResult> Endpoint(string board, Guid approvalId, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(board, approvalId), cancellationToken)).ToHttp(approval => Answers.Ok(approval, approval.Version));
}
