using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Fees;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Api.Features.Fees;

/// <summary>
/// Board staff post money that came in from outside for one application, under the reference that it has there. A reference is good for one
/// payment of the board: the same payment posted again is the one that is there.
/// </summary>
public static class PostPayment
{
    public sealed record Command(string Board, Guid ApplicationId, FeePurpose? For, long Cents, DateOnly PaidOn, string Reference) : ICommand<Response>;

    /// <summary>Of an application that may not be handed in yet: its id is what the payer was told to name.</summary>
    /// <param name="For">Left out, it is for whatever is owed on the application, the oldest first.</param>
    /// <param name="PaidOn">The day on which it came in, at the board.</param>
    /// <param name="Reference">What it is known by where it came in. No number of a card or an account.</param>
    public sealed record Request(long Cents, DateOnly PaidOn, string Reference, FeePurpose? For = null);

    public sealed record Response(Guid Id, Guid ApplicationId, FeePurpose? For, long Cents, DateOnly PaidOn, string Reference, DateTime RecordedAtUtc);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Cents).InclusiveBetween(1, FeeShape.MostCents);
            RuleFor(c => c.For).IsInEnum();
            RuleFor(c => c.Reference).IsReference();
        }
    }

    internal sealed class Handler(RegistryContext db, FeeDesk desk) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var taken = await desk.Take(command.Board, command.ApplicationId, cancellationToken);
            if (taken.Refusal is not null)
            {
                return taken.Refusal;
            }

            var file = taken.Value;
            var posted = await db.FeeLines.AsNoTracking().SingleOrDefaultAsync(l => l.BoardId == file.Application.BoardId && l.Kind == FeeLineKind.Payment && l.Reference == command.Reference, cancellationToken);
            var payment = new PostedPayment(command.ApplicationId, command.For, command.Cents, command.PaidOn);
            return FeeRules.RefusePayment(file.Account, payment, posted is null ? null : await Corrected(posted, cancellationToken), file.Today) is { } refusal
                ? refusal
                : Answer(posted ?? desk.Post(RegistryEvent.PaymentPosted, file, FeeLineKind.Payment, command.For, command.Cents, null, command.PaidOn, reference: command.Reference), command.Cents);
        }

        private async Task<PostedPayment> Corrected(FeeLineRow posted, CancellationToken cancellationToken) =>
            new(posted.ApplicationId, posted.For, posted.Cents + await db.FeeLines.Where(l => l.CorrectsId == posted.Id).SumAsync(l => l.Cents, cancellationToken), posted.On);

        private static Response Answer(FeeLineRow line, long cents) => new(line.Id, line.ApplicationId, line.For, cents, line.On, line.Reference!, line.RecordedAtUtc);
    }

    internal static async Task<IResult> Endpoint(string board, Guid id, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(board, id, request.For, request.Cents, request.PaidOn, request.Reference), cancellationToken))
            .ToHttp(posted => Results.Created($"/api/v1/applications/{posted.ApplicationId}/fees", posted));
}
