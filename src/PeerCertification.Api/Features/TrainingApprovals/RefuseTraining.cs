using FluentValidation;
using MediatR;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.ContinuingEducation;

namespace PeerCertification.Api.Features.TrainingApprovals;

/// <summary>Board staff refuse to approve a provider or a course. The provider reads the reason and may ask again.</summary>
public static class RefuseTraining
{
    public sealed record Command(string Board, Guid ApprovalId, string Reason, IfMatch IfMatch) : ICommand<Response>;

    public sealed record Request(string Reason);

    public sealed record Response(Guid Id, ApprovalState State, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().IsPlainText(1000);
    }

    internal sealed class Handler(BoardTraining training) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var moved = await training.Move(command.Board, command.ApprovalId, ApprovalAct.Refuse, command.IfMatch, cancellationToken);
            if (moved.Refusal is { } refusal)
            {
                return refusal;
            }

            var approval = moved.Value;
            approval.Reason = command.Reason.Trim();
            await training.Record(RegistryEvent.TrainingRefused, ApprovalState.Requested, approval, approval.Reason, "did not approve it. Its reason stands with your request.", cancellationToken);
            return new Response(approval.Id, approval.State, approval.Version);
        }
    }

    internal static async Task<IResult> Endpoint(string board, Guid approvalId, Request request, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(board, approvalId, request.Reason, ifMatch), cancellationToken)).ToHttp(approval => Answers.Ok(approval, approval.Version));
}
