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

/// <summary>An officer lets an applicant off one requirement that the rules call waivable, with a reason that the applicant reads.</summary>
public static class WaiveRequirement
{
    public sealed record Command(Guid ApplicationId, string RequirementId, string Reason, IfMatch IfMatch) : ICommand<Response>;

    /// <param name="RequirementId">The id of the requirement, as the findings name it.</param>
    /// <param name="Reason">Told to the applicant, and kept with the decision.</param>
    public sealed record Request(string RequirementId, string Reason);

    public sealed record Response(Guid Id, Guid ApplicationId, string RequirementId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.RequirementId).NotEmpty().IsPlainText(100);
            RuleFor(c => c.Reason).NotEmpty().IsPlainText(1000);
        }
    }

    internal sealed class Handler(RegistryContext db, BoardFiles files, RequirementSets sets, Outbox outbox, Caller caller, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var taken = await files.TakeToDecide(command.ApplicationId, command.IfMatch, cancellationToken);
            if (taken.Refusal is not null)
            {
                return taken.Refusal;
            }

            var file = taken.Value;
            var rules = sets.Parsed(await sets.Pinned(file.RequirementSetVersionId!.Value, cancellationToken));
            var isWaived = await db.RequirementWaivers.AnyAsync(w => w.ApplicationId == file.Id && w.RequirementId == command.RequirementId && w.WithdrawnAtUtc == null, cancellationToken);
            if (WaiverRule.Refuse(file.State, rules, command.RequirementId, isWaived) is { } refusal)
            {
                return refusal;
            }

            var waiver = db.RequirementWaivers.Add(new RequirementWaiver
            {
                Id = Ids.New(clock),
                ApplicationId = file.Id,
                RequirementId = command.RequirementId,
                Reason = command.Reason,
                GrantedByAccountId = caller.RequiredAccountId,
                GrantedAtUtc = clock.UtcNow(),
            }).Entity;
            file.Version++;
            history.Record(RegistryEvent.RequirementWaived, new About(file.BoardId, file.ApplicantId, file.Id, SubjectId: waiver.Id), command.Reason, after: new { waiver.RequirementId });
            await outbox.WriteToApplicant(MessageKind.RequirementWaived, file.ApplicantId, new { application = file.Id }, cancellationToken);
            return new Response(waiver.Id, file.Id, waiver.RequirementId, file.Version);
        }
    }

    internal static async Task<IResult> Endpoint(Guid id, Request request, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(id, request.RequirementId, request.Reason, ifMatch), cancellationToken))
            .ToHttp(waived => Answers.Created($"/api/v1/applications/{waived.ApplicationId}/progress", waived, waived.Version));
}
