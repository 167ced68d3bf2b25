using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Attestation;

/// <summary>An applicant lists the requests about one of their entries, in the order in which they were made.</summary>
public static class ListAttestationRequests
{
    public sealed record Query(Guid EvidenceId, Guid? After, int Limit) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<Item> Requests);

    public sealed record Item(Guid Id, AttesterRole Role, string AttesterName, string AttesterEmail, AttestationState State, DateTime CreatedAtUtc, DateTime ExpiresAtUtc, AttestationAnswer? Answer, int? AnsweredMinutes, int Version);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Limit).InclusiveBetween(1, 100);
    }

    internal sealed class Handler(RegistryContext db, Caller caller, AttesterSeal seal, TimeProvider clock) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var applicantId = await db.OwnApplicantId(caller, cancellationToken);
            if (!await db.Evidence.AnyAsync(e => e.Id == query.EvidenceId && e.ApplicantId == applicantId, cancellationToken))
            {
                return new Refusal("evidence.not_found", "There is no such entry among yours.");
            }

            var now = clock.UtcNow();
            var rows = await db.AttestationRequests.Where(r => r.EvidenceItemId == query.EvidenceId && (query.After == null || r.Id > query.After))
                .OrderBy(r => r.Id).Take(query.Limit)
                .Select(r => new { r.Id, r.Role, r.AttesterProtected, r.State, r.CreatedAtUtc, r.ExpiresAtUtc, r.Answer, r.AnsweredMinutes, r.Version })
                .ToListAsync(cancellationToken);
            return new Response([.. from r in rows
                                    let attester = seal.Open(r.AttesterProtected)
                                    let state = AttestationLifecycle.AsOf(r.State, r.ExpiresAtUtc, now)
                                    select new Item(r.Id, r.Role, attester.Name, attester.Email, state, r.CreatedAtUtc, r.ExpiresAtUtc, r.Answer, r.AnsweredMinutes, r.Version)]);
        }
    }

    internal static async Task<IResult> Endpoint(Guid evidenceId, HttpContext http, IMediator mediator, CancellationToken cancellationToken, Guid? after = null, int limit = 50) =>
        (await mediator.Send(new Query(evidenceId, after, limit), cancellationToken)).ToHttp(page => Answers.Page(http, page, limit, page.Requests, request => request.Id));
}
