using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.ContinuingEducation;

namespace PeerCertification.Api.Features.Providers;

/// <summary>A provider takes a request back that the board has not answered.</summary>
public static class RetractApproval
{
    public sealed record Command(Guid ProviderId, Guid ApprovalId, IfMatch IfMatch) : ICommand<Response>;

    public sealed record Response(Guid Id, ApprovalState State, int Version);

    internal sealed class Handler(RegistryContext db, ProviderAccess providers, History history) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var own = await providers.Own(command.ProviderId, cancellationToken);
            var approval = own.Refusal is null ? await db.TrainingApprovals.SingleOrDefaultAsync(a => a.Id == command.ApprovalId && a.ProviderId == command.ProviderId, cancellationToken) : null;
            if (approval is null)
            {
                return own.Refusal ?? BoardTraining.NotFound();
            }

            var moved = ApprovalLifecycle.Table.Decide(approval.State, ApprovalAct.Retract);
            if ((command.IfMatch.Against(approval.Version) ?? moved.Refusal) is { } refusal)
            {
                return refusal;
            }

            var before = new { approval.State };
            approval.State = moved.Value;
            approval.Version++;
            history.Record(RegistryEvent.TrainingApprovalRetracted, new About(approval.BoardId, SubjectId: approval.Id), before: before, after: new { approval.State });
            return new Response(approval.Id, approval.State, approval.Version);
        }
    }

    internal static async Task<IResult> Endpoint(Guid providerId, Guid approvalId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(providerId, approvalId, ifMatch), cancellationToken)).ToHttp(approval => Answers.Ok(approval, approval.Version));
}
