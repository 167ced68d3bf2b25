using FluentValidation;
using MediatR;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Fees;

namespace PeerCertification.Api.Features.Fees;

/// <summary>Board staff let an applicant off a charge, or part of it, with a reason that she reads. Never more than is owed of it.</summary>
public static class WaiveFee
{
    public sealed record Command(string Board, Guid ChargeId, long Cents, string Reason) : ICommand<Response>;

    /// <param name="Reason">Told to the applicant.</param>
    public sealed record Request(long Cents, string Reason);

    public sealed record Response(Guid Id, Guid ChargeId, Guid ApplicationId, long Cents, DateTime RecordedAtUtc);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Cents).InclusiveBetween(1, FeeShape.MostCents);
            RuleFor(c => c.Reason).NotEmpty().IsPlainText(1000);
        }
    }

    internal sealed class Handler(FeeDesk desk) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var taken = await desk.TakeByLine(command.Board, command.ChargeId, cancellationToken);
            if (taken.Refusal is not null)
            {
                return taken.Refusal;
            }

            var file = taken.Value;
            if (FeeRules.RefuseWaiver(file.Account, command.ChargeId, command.Cents) is { } refusal)
            {
                return refusal;
            }

            var purpose = file.Account.Charges.Single(charge => charge.Id == command.ChargeId).For;
            var line = desk.Post(RegistryEvent.FeeWaived, file, FeeLineKind.Waiver, purpose, command.Cents, command.Reason, about: command.ChargeId);
            return new Response(line.Id, command.ChargeId, line.ApplicationId, line.Cents, line.RecordedAtUtc);
        }
    }

    internal static async Task<IResult> Endpoint(string board, Guid chargeId, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(board, chargeId, request.Cents, request.Reason), cancellationToken))
            .ToHttp(waived => Results.Created($"/api/v1/applications/{waived.ApplicationId}/fees", waived));
}
