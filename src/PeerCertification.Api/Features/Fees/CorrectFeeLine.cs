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

/// <summary>Board staff correct a line of the ledger: the line stays, and another one says the difference and why.</summary>
public static class CorrectFeeLine
{
    public sealed record Command(string Board, Guid LineId, long Cents, string Reason) : ICommand<Response>;

    /// <param name="Cents">What the line should say; 0 takes it back.</param>
    /// <param name="Reason">Told to the applicant.</param>
    public sealed record Request(long Cents, string Reason);

    /// <param name="DifferenceCents">What the new line says; less than 0 where the corrected one said too much.</param>
    public sealed record Response(Guid Id, Guid CorrectsId, Guid ApplicationId, long DifferenceCents, DateTime RecordedAtUtc);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Cents).InclusiveBetween(0, FeeShape.MostCents);
            RuleFor(c => c.Reason).NotEmpty().IsPlainText(1000);
        }
    }

    internal sealed class Handler(RegistryContext db, FeeDesk desk) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var taken = await desk.TakeByLine(command.Board, command.LineId, cancellationToken);
            if (taken.Refusal is not null)
            {
                return taken.Refusal;
            }

            var difference = FeeRules.Correct(taken.Value.Account, command.LineId, command.Cents);
            if (difference.Refusal is { } refusal)
            {
                return refusal;
            }

            var wrong = await db.FeeLines.AsNoTracking().SingleAsync(l => l.Id == command.LineId, cancellationToken);
            var line = desk.Post(RegistryEvent.FeeLineCorrected, taken.Value, wrong.Kind, wrong.For, difference.Value, command.Reason, wrong.On, wrong.AboutId, wrong.Id);
            return new Response(line.Id, wrong.Id, line.ApplicationId, line.Cents, line.RecordedAtUtc);
        }
    }

    internal static async Task<IResult> Endpoint(string board, Guid lineId, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(board, lineId, request.Cents, request.Reason), cancellationToken))
            .ToHttp(corrected => Results.Created($"/api/v1/applications/{corrected.ApplicationId}/fees", corrected));
}
