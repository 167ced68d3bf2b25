using FluentValidation;
using MediatR;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Fees;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Api.Features.Fees;

/// <summary>Board staff charge what the rules ask on an occasion after submission: a sitting of the exam, an endorsement. How much, the rules say.</summary>
public static class ChargeFee
{
    public sealed record Command(string Board, Guid ApplicationId, string FeeId) : ICommand<Response>;

    /// <param name="FeeId">The id of a fee in the rules that the application is judged by.</param>
    public sealed record Request(string FeeId);

    /// <param name="Cents">0 where it is waived, or covered by what was paid before.</param>
    public sealed record Response(Guid Id, Guid ApplicationId, string FeeId, FeePurpose For, long Cents, ChargeReason Reason, DateOnly? DueOn, DateTime RecordedAtUtc);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.FeeId).NotEmpty().IsPlainText(100);
    }

    internal sealed class Handler(FeeDesk desk, FileFacts files, RequirementSets sets) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var taken = await desk.Take(command.Board, command.ApplicationId, cancellationToken);
            if (taken.Refusal is not null)
            {
                return taken.Refusal;
            }

            var (file, account, today) = taken.Value;
            if (file.RequirementSetVersionId is not { } version)
            {
                return FeeRules.NotSubmitted();
            }

            var rules = sets.Parsed(await sets.Pinned(version, cancellationToken));
            var facts = await files.OfApplication(file.Id, FactBasis.Claimed, "To charge a fee that depends on the file", cancellationToken);
            var charged = ApplicationFees.ByStaff(rules, command.FeeId, facts, today, account.Charges.Count(charge => charge.FeeId == command.FeeId));
            if (charged.Refusal is { } refusal)
            {
                return refusal;
            }

            var line = desk.Charge(file, account.Length + 1, charged.Value, today);
            return new Response(line.Id, file.Id, command.FeeId, charged.Value.For, line.Cents, charged.Value.Reason, line.DueOn, line.RecordedAtUtc);
        }
    }

    internal static async Task<IResult> Endpoint(string board, Guid id, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(board, id, request.FeeId), cancellationToken))
            .ToHttp(charged => Results.Created($"/api/v1/applications/{charged.ApplicationId}/fees", charged));
}
