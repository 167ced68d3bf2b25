using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.SavedRosters;

/// <summary>A member or a key lists the organisation's rosters, with how many are on each today (UTC).</summary>
public static class ListSavedRosters
{
    public sealed record Query(Guid OrganisationId) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<Item> Rosters);

    /// <param name="IsWatched">Whether the organisation is told what changes of its people.</param>
    public sealed record Item(Guid Id, string Name, DateTime CreatedAtUtc, int People, bool IsWatched);

    internal sealed class Handler(RegistryContext db, OrganisationAccess organisations, TimeProvider clock) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var own = await organisations.Own(query.OrganisationId, cancellationToken);
            if (own.Refusal is not null)
            {
                return own.Refusal;
            }

            var today = DateOnly.FromDateTime(clock.UtcNow());
            return new Response(await db.SavedRosters.Where(r => r.OrganisationId == query.OrganisationId).OrderBy(r => r.Name)
                .Select(r => new Item(r.Id, r.Name, r.CreatedAtUtc, db.SavedRosterEntries.Count(e => e.RosterId == r.Id && e.FromOn <= today && (e.UntilOn == null || e.UntilOn >= today)), r.IsWatched))
                .ToListAsync(cancellationToken));
        }
    }

    internal static async Task<IResult> Endpoint(Guid organisationId, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(organisationId), cancellationToken)).ToHttp(Results.Ok);
}
