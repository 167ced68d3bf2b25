using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Fees;

namespace PeerCertification.Api.Features.Fees;

/// <summary>Board staff write down that money of a payment went back, with the reason. Never more than is left of it.</summary>
public static class RefundPayment
{
    public sealed record Command(string Board, Guid PaymentId, long Cents, string Reference, string Reason) : ICommand<Response>;

    /// <param name="Reference">What it is known by where it went out.</param>
    /// <param name="Reason">Told to the applicant.</param>
    public sealed record Request(long Cents, string Reference, string Reason);

    public sealed record Response(Guid Id, Guid PaymentId, Guid ApplicationId, long Cents, string Reference, DateTime RecordedAtUtc);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Cents).InclusiveBetween(1, FeeShape.MostCents);
            RuleFor(c => c.Reference).IsReference();
            RuleFor(c => c.Reason).NotEmpty().IsPlainText(1000);
        }
    }

    internal sealed class Handler(RegistryContext db, FeeDesk desk) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var taken = await desk.TakeByLine(command.Board, command.PaymentId, cancellationToken);
            if (taken.Refusal is not null)
            {
                return taken.Refusal;
            }

            var file = taken.Value;
            var posted = await db.FeeLines.AsNoTracking().SingleOrDefaultAsync(l => l.BoardId == file.Application.BoardId && l.Kind == FeeLineKind.Refund && l.Reference == command.Reference, cancellationToken);
            if (posted is not null)
            {
                var corrected = posted.Cents + await db.FeeLines.Where(l => l.CorrectsId == posted.Id).SumAsync(l => l.Cents, cancellationToken);
                return posted.AboutId == command.PaymentId && corrected == command.Cents ? Answer(posted, corrected) : FeeRules.ReferenceUsed();
            }

            var payment = file.Account.Payments.FirstOrDefault(p => p.Id == command.PaymentId);
            return FeeRules.RefuseRefund(file.Account, command.PaymentId, command.Cents) is { } refusal
                ? refusal
                : Answer(desk.Post(RegistryEvent.PaymentRefunded, file, FeeLineKind.Refund, payment!.For, command.Cents, command.Reason, about: command.PaymentId, reference: command.Reference), command.Cents);
        }

        private static Response Answer(FeeLineRow line, long cents) => new(line.Id, line.AboutId!.Value, line.ApplicationId, cents, line.Reference!, line.RecordedAtUtc);
    }

    internal static async Task<IResult> Endpoint(string board, Guid paymentId, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(board, paymentId, request.Cents, request.Reference, request.Reason), cancellationToken))
            .ToHttp(refunded => Results.Created($"/api/v1/applications/{refunded.ApplicationId}/fees", refunded));
}
