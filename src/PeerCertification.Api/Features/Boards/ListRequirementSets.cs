using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Api.Features.Boards;

/// <summary>Anybody lists the published versions of a credential's rules, the latest first; the one in force today is marked.</summary>
public static class ListRequirementSets
{
    public sealed record Query(string Board, string CredentialType) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<Item> RequirementSets);

    /// <param name="Sha256">Of the document as published, byte for byte.</param>
    public sealed record Item(int Version, DateOnly EffectiveFrom, DateOnly? EffectiveUntil, bool IsInForceToday, string Sha256, Openness Status);

    internal sealed class Handler(RegistryContext db, RequirementSets sets, TimeProvider clock) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var type = await db.CredentialTypes.AsNoTracking().Include(t => t.Board)
                .SingleOrDefaultAsync(t => t.Code == query.CredentialType && t.Board.Code == query.Board, cancellationToken);
            if (type is null)
            {
                return BoardAddresses.NoCredentialType(query.Board, query.CredentialType);
            }

            var published = await db.RequirementSets.AsNoTracking()
                .Where(s => s.CredentialTypeId == type.Id && RequirementSets.PublishedStates.Contains(s.State))
                .OrderByDescending(s => s.Number)
                .ToListAsync(cancellationToken);
            var inForce = VersionInterval.InForce(published.Select(s => new VersionInterval(s.Number, s.EffectiveFrom, s.EffectiveUntil)), clock.TodayAt(type.Board.Zone));
            return new Response([.. published.Select(s => new Item(s.Number, s.EffectiveFrom, s.EffectiveUntil, s.Number == inForce?.Number, s.Sha256, sets.Parsed(s).Status))]);
        }
    }

    internal static async Task<IResult> Endpoint(string board, string type, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(board, type), cancellationToken)).ToHttp(Results.Ok);
}
