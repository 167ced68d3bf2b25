using FluentValidation;
using MediatR;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.ContinuingEducation;

namespace PeerCertification.Api.Features.TrainingApprovals;

/// <summary>Board staff withdraw an approval from a day on, today at the earliest. What was held before stays approved.</summary>
public static class WithdrawTrainingApproval
{
    public sealed record Command(string Board, Guid ApprovalId, DateOnly FromOn, string Reason, IfMatch IfMatch) : ICommand<Response>;

    public sealed record Request(DateOnly FromOn, string Reason);

    public sealed record Response(Guid Id, ApprovalState State, DateOnly WithdrawnFromOn, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().IsPlainText(1000);
    }

    internal sealed class Handler(BoardTraining training, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var moved = await training.Move(command.Board, command.ApprovalId, ApprovalAct.Withdraw, command.IfMatch, cancellationToken);
            if (moved.Refusal is not null)
            {
                return moved.Refusal;
            }

            var approval = moved.Value;
            if (ApprovalRules.RefuseWithdrawal(approval.UntilOn, command.FromOn, clock.TodayAt(approval.Board.Zone)) is { } refusal)
            {
                return refusal;
            }

            (approval.WithdrawnFromOn, approval.Reason) = (command.FromOn, command.Reason.Trim());
            await training.Record(
                RegistryEvent.TrainingApprovalWithdrawn, ApprovalState.Approved, approval, approval.Reason, $"withdrew its approval from {command.FromOn:yyyy-MM-dd} on. Its reason stands with your request.", cancellationToken);
            return new Response(approval.Id, approval.State, command.FromOn, approval.Version);
        }
    }

    internal static async Task<IResult> Endpoint(string board, Guid approvalId, Request request, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(board, approvalId, request.FromOn, request.Reason, ifMatch), cancellationToken)).ToHttp(approval => Answers.Ok(approval, approval.Version));
}
