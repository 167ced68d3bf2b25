using MediatR;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Audits;

/// <summary>A holder sees the audits of her renewals: until when she must show what, and how each item was judged, and why.</summary>
public static class ListOwnAudits
{
    public sealed record Query : IQuery<Response>;

    public sealed record Response(IReadOnlyList<AuditSheet> Audits);

    internal sealed class Handler(RegistryContext db, Caller caller) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken) =>
            new Response(await db.Sheets(db.AuditCases.Where(c => c.Applicant.AccountId == caller.RequiredAccountId).OrderByDescending(c => c.Id), cancellationToken));
    }

    internal static async Task<IResult> Endpoint(IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(), cancellationToken)).ToHttp(Results.Ok);
}
