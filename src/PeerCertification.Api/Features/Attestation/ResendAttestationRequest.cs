using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Attestation;

/// <summary>An applicant has the request sent again: a new link to the same attester about the entry as it is now; the old link is dead.</summary>
public static class ResendAttestationRequest
{
    public sealed record Command(Guid Id, IfMatch IfMatch) : ICommand<Response>;

    public sealed record Response(Guid Id, AttestationState State, DateTime ExpiresAtUtc, int Version);

    internal sealed class Handler(RegistryContext db, Caller caller, History history, Outbox outbox, AttesterSeal seal, IOptions<AttestationSettings> settings, TimeProvider clock)
        : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var applicantId = await db.OwnApplicantId(caller, cancellationToken);
            var request = await db.AttestationRequests.Include(r => r.EvidenceItem).SingleOrDefaultAsync(r => r.Id == command.Id && r.ApplicantId == applicantId, cancellationToken);
            if (request is null)
            {
                return new Refusal("attestation.not_found", "There is no such request among yours.");
            }

            if (command.IfMatch.Against(request.Version) is { } stale)
            {
                return stale;
            }

            var now = clock.UtcNow();
            var before = AttestationLifecycle.AsOf(request.State, request.ExpiresAtUtc, now);
            var state = AttestationLifecycle.Table.Decide(before, AttestationAct.Renew);
            var attester = AttestationRules.MayAsk(request.EvidenceItem.State, request.EvidenceItem.Detail, request.Role, seal.Open(request.AttesterProtected), caller.Email);
            if ((state.Refusal ?? attester.Refusal) is { } refusal)
            {
                return refusal;
            }

            if (await AnotherIsOpen(request, cancellationToken))
            {
                return new Refusal("attestation.already_open", "Another request about this entry is open: wait for it, or cancel it first.");
            }

            var token = LinkToken.New();
            request.State = state.Value;
            request.Statement = request.EvidenceItem.Detail;
            request.TokenHash = token.Hash;
            request.ExpiresAtUtc = now.AddDays(settings.Value.LinkDays);
            request.OpenedAtUtc = null;
            request.Version++;
            outbox.Write(MessageKind.AttestationRequested, attester.Value.Email, new { RequestId = request.Id, Token = token.Raw });
            history.Record(RegistryEvent.AttestationRenewed, new About(ApplicantId: request.ApplicantId, SubjectId: request.Id), before: new { State = before }, after: new { request.State, request.ExpiresAtUtc });
            return new Response(request.Id, request.State, request.ExpiresAtUtc, request.Version);
        }

        private Task<bool> AnotherIsOpen(AttestationRequest request, CancellationToken cancellationToken)
        {
            var states = AttestationLifecycle.Open.ToList();
            return db.AttestationRequests.AnyAsync(r => r.EvidenceItemId == request.EvidenceItemId && r.Id != request.Id && states.Contains(r.State), cancellationToken);
        }
    }

    internal static async Task<IResult> Endpoint(Guid requestId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(requestId, ifMatch), cancellationToken)).ToHttp(response => Answers.Ok(response, response.Version));
}
