using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.ContinuingEducation;

namespace PeerCertification.Api.Features.Providers;

/// <summary>A provider asks a board to approve it, or one of its courses.</summary>
public static class RequestApproval
{
    public sealed record Command(Guid ProviderId, string Board, Guid? CourseId) : ICommand<Response>;

    /// <summary>Without a course, the provider itself is to be approved.</summary>
    public sealed record Request(string Board, Guid? CourseId = null);

    public sealed record Response(Guid Id, string Board, Guid? CourseId, ApprovalState State, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Board).NotEmpty().IsPlainText(40);
    }

    internal sealed class Handler(RegistryContext db, ProviderAccess providers, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        private static readonly ApprovalState[] Known = [ApprovalState.Requested, ApprovalState.Approved];

        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var own = command.CourseId is { } courseId
                ? (await providers.OwnCourse(command.ProviderId, courseId, cancellationToken)).Refusal
                : (await providers.Own(command.ProviderId, cancellationToken)).Refusal;
            if (own is not null)
            {
                return own;
            }

            if (await db.Boards.AsNoTracking().SingleOrDefaultAsync(b => b.Code == command.Board, cancellationToken) is not { } board)
            {
                return new Refusal("board.not_found", $"There is no board \"{command.Board}\"; GET /api/v1/boards lists them.");
            }

            var asked = db.TrainingApprovals.Where(a => a.BoardId == board.Id && a.ProviderId == command.ProviderId);
            if (ApprovalRules.RefuseRequest(command.CourseId is not null, await asked.AnyAsync(a => a.CourseId == null && Known.Contains(a.State), cancellationToken)) is { } refusal)
            {
                return refusal;
            }

            if (await asked.AnyAsync(a => a.CourseId == command.CourseId && a.State == ApprovalState.Requested, cancellationToken))
            {
                return new Refusal("training_approval.already_requested", "The board is asked this already; wait for its answer, or retract the request.");
            }

            var approval = new TrainingApproval
            {
                Id = Ids.New(clock),
                BoardId = board.Id,
                ProviderId = command.ProviderId,
                CourseId = command.CourseId,
                State = ApprovalState.Requested,
                RequestedAtUtc = clock.UtcNow(),
                Version = 1,
            };
            db.TrainingApprovals.Add(approval);
            history.Record(RegistryEvent.TrainingApprovalRequested, new About(board.Id, SubjectId: approval.Id), after: new { approval.State, approval.ProviderId, approval.CourseId });
            return new Response(approval.Id, board.Code, approval.CourseId, approval.State, approval.Version);
        }
    }

    internal static async Task<IResult> Endpoint(Guid providerId, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(providerId, request.Board, request.CourseId), cancellationToken))
            .ToHttp(approval => Answers.Created($"/api/v1/providers/{providerId}/approvals", approval, approval.Version));
}
