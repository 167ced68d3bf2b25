using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Attestation;

/// <summary>An applicant takes a request back; its link stops working at once.</summary>
public static class CancelAttestationRequest
{
    public sealed record Command(Guid Id, IfMatch IfMatch) : ICommand<Response>;

    public sealed record Response(Guid Id, AttestationState State, int Version);

    internal sealed class Handler(RegistryContext db, Caller caller, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var applicantId = await db.OwnApplicantId(caller, cancellationToken);
            var request = await db.AttestationRequests.SingleOrDefaultAsync(r => r.Id == command.Id && r.ApplicantId == applicantId, cancellationToken);
            if (request is null)
            {
                return new Refusal("attestation.not_found", "There is no such request among yours.");
            }

            if (command.IfMatch.Against(request.Version) is { } stale)
            {
                return stale;
            }

            var before = AttestationLifecycle.AsOf(request.State, request.ExpiresAtUtc, clock.UtcNow());
            var state = AttestationLifecycle.Table.Decide(before, AttestationAct.Cancel);
            if (state.Refusal is { } refusal)
            {
                return refusal;
            }

            request.State = state.Value;
            request.Version++;
            history.Record(RegistryEvent.AttestationCancelled, new About(ApplicantId: request.ApplicantId, SubjectId: request.Id), before: new { State = before }, after: new { request.State });
            return new Response(request.Id, request.State, request.Version);
        }
    }

    internal static async Task<IResult> Endpoint(Guid requestId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(requestId, ifMatch), cancellationToken)).ToHttp(response => Answers.Ok(response, response.Version));
}
