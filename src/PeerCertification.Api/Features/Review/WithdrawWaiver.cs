using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;

namespace PeerCertification.Api.Features.Review;

/// <summary>An officer withdraws a waiver before the decision: the requirement is asked again. What was granted stays on record.</summary>
public static class WithdrawWaiver
{
    public sealed record Command(Guid ApplicationId, Guid WaiverId, string Reason, IfMatch IfMatch) : ICommand<Response>;

    public sealed record Request(string Reason);

    public sealed record Response(Guid Id, DateTime WithdrawnAtUtc, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().IsPlainText(1000);
    }

    internal sealed class Handler(RegistryContext db, BoardFiles files, Outbox outbox, Caller caller, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var taken = await files.TakeToDecide(command.ApplicationId, command.IfMatch, cancellationToken);
            if (taken.Refusal is not null)
            {
                return taken.Refusal;
            }

            var file = taken.Value;
            var waiver = await db.RequirementWaivers.SingleOrDefaultAsync(w => w.ApplicationId == file.Id && w.Id == command.WaiverId, cancellationToken);
            if (waiver is null)
            {
                return new Refusal("waiver.not_found", "The file lists its waivers with their ids.");
            }

            if (WaiverRule.RefuseWithdrawal(file.State, waiver.WithdrawnAtUtc is not null) is { } refusal)
            {
                return refusal;
            }

            var now = clock.UtcNow();
            (waiver.WithdrawnByAccountId, waiver.WithdrawnAtUtc, waiver.WithdrawalReason) = (caller.RequiredAccountId, now, command.Reason);
            file.Version++;
            history.Record(RegistryEvent.WaiverWithdrawn, new About(file.BoardId, file.ApplicantId, file.Id, SubjectId: waiver.Id), command.Reason, before: new { waiver.RequirementId });
            await outbox.WriteToApplicant(MessageKind.WaiverWithdrawn, file.ApplicantId, new { application = file.Id }, cancellationToken);
            return new Response(waiver.Id, now, file.Version);
        }
    }

    internal static async Task<IResult> Endpoint(Guid id, Guid waiverId, Request request, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(id, waiverId, request.Reason, ifMatch), cancellationToken)).ToHttp(withdrawn => Answers.Ok(withdrawn, withdrawn.Version));
}
