using FluentValidation;
using MediatR;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.ContinuingEducation;

namespace PeerCertification.Api.Features.TrainingApprovals;

/// <summary>Board staff approve a provider or a course from a day on, to a last day or without an end. What was held on those days is approved.</summary>
public static class ApproveTraining
{
    public sealed record Command(string Board, Guid ApprovalId, DateOnly FromOn, DateOnly? UntilOn, IReadOnlyList<string> Tags, string? Why, IfMatch IfMatch) : ICommand<Response>;

    /// <param name="Tags">Words of the board's rules that entries of these days carry, beside those that every approval brings.</param>
    public sealed record Request(DateOnly FromOn, DateOnly? UntilOn = null, IReadOnlyList<string>? Tags = null, string? Why = null);

    public sealed record Response(Guid Id, ApprovalState State, DateOnly FromOn, DateOnly? UntilOn, IReadOnlyList<string> Tags, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Tags).Must(tags => tags.Count <= 10).WithMessage("An approval brings 10 words at most.");
            RuleForEach(c => c.Tags).NotEmpty().IsPlainText(60)
                .Must(tag => !CourseApproval.Reserved.Contains(tag?.Trim(), StringComparer.OrdinalIgnoreCase)).WithMessage("Every approval brings this word by itself.");
            RuleFor(c => c.Why).IsPlainText(1000);
        }
    }

    internal sealed class Handler(BoardTraining training) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var moved = await training.Move(command.Board, command.ApprovalId, ApprovalAct.Approve, command.IfMatch, cancellationToken);
            if ((moved.Refusal ?? ApprovalRules.RefuseInterval(command.FromOn, command.UntilOn)) is { } refusal)
            {
                return refusal;
            }

            var approval = moved.Value;
            (approval.FromOn, approval.UntilOn, approval.Tags) = (command.FromOn, command.UntilOn, [.. command.Tags.Select(tag => tag.Trim())]);
            var outcome = command.UntilOn is { } until ? $"approved it from {command.FromOn:yyyy-MM-dd} to {until:yyyy-MM-dd}." : $"approved it from {command.FromOn:yyyy-MM-dd} on.";
            await training.Record(RegistryEvent.TrainingApproved, ApprovalState.Requested, approval, command.Why, outcome, cancellationToken);
            return new Response(approval.Id, approval.State, command.FromOn, approval.UntilOn, approval.Tags, approval.Version);
        }
    }

    internal static async Task<IResult> Endpoint(string board, Guid approvalId, Request request, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(board, approvalId, request.FromOn, request.UntilOn, request.Tags ?? [], request.Why, ifMatch), cancellationToken))
            .ToHttp(approval => Answers.Ok(approval, approval.Version));
}
