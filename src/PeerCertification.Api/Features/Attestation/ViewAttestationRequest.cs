using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Attestation;

/// <summary>An applicant looks at one request: whom they asked, how it stands, and what was answered.</summary>
public static class ViewAttestationRequest
{
    public sealed record Query(Guid Id) : IQuery<Response>;

    public sealed record Response(
        Guid Id,
        Guid EvidenceId,
        AttesterRole Role,
        string AttesterName,
        string AttesterEmail,
        AttestationState State,
        DateTime CreatedAtUtc,
        DateTime ExpiresAtUtc,
        DateTime? OpenedAtUtc,
        DateTime? AnsweredAtUtc,
        AttestationAnswer? Answer,
        int? AnsweredMinutes,
        string? AnswerReason,
        int Version);

    internal sealed class Handler(RegistryContext db, Caller caller, AttesterSeal seal, TimeProvider clock) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var now = clock.UtcNow();
            var applicantId = await db.OwnApplicantId(caller, cancellationToken);
            var request = await db.AttestationRequests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == query.Id && r.ApplicantId == applicantId, cancellationToken);
            if (request is null)
            {
                return new Refusal("attestation.not_found", "There is no such request among yours.");
            }

            var attester = seal.Open(request.AttesterProtected);
            return new Response(
                request.Id,
                request.EvidenceItemId,
                request.Role,
                attester.Name,
                attester.Email,
                AttestationLifecycle.AsOf(request.State, request.ExpiresAtUtc, now),
                request.CreatedAtUtc,
                request.ExpiresAtUtc,
                request.OpenedAtUtc,
                request.AnsweredAtUtc,
                request.Answer,
                request.AnsweredMinutes,
                request.AnswerReason,
                request.Version);
        }
    }

    internal static async Task<IResult> Endpoint(Guid requestId, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(requestId), cancellationToken)).ToHttp(response => Answers.Ok(response, response.Version));
}
