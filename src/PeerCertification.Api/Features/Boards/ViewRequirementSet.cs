using System.Text.Json;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Api.Features.Boards;

/// <summary>Anybody reads one version of a credential's rules, as it was published.</summary>
public static class ViewRequirementSet
{
    public sealed record Query(string Board, string CredentialType, int Version) : IQuery<Response>;

    public sealed record Response(string Board, string CredentialType, int Version, DateOnly EffectiveFrom, DateOnly? EffectiveUntil, bool IsInForceToday, string Sha256, Openness Status, JsonElement Document);

    internal sealed class Handler(RegistryContext db, RequirementSets sets, TimeProvider clock) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var version = await db.RequirementSets.AsNoTracking().Include(s => s.CredentialType.Board).SingleOrDefaultAsync(
                s => s.Number == query.Version && s.CredentialType.Code == query.CredentialType && s.CredentialType.Board.Code == query.Board && RequirementSets.PublishedStates.Contains(s.State),
                cancellationToken);
            if (version is null)
            {
                return new Refusal("requirement_set.not_found", "There is no published version of this number; the list of versions is one address up.");
            }

            var inForce = await sets.InForce(version.CredentialTypeId, clock.TodayAt(version.CredentialType.Board.Zone), cancellationToken);
            return new Response(
                query.Board,
                query.CredentialType,
                version.Number,
                version.EffectiveFrom,
                version.EffectiveUntil,
                inForce?.Id == version.Id,
                version.Sha256,
                sets.Parsed(version).Status,
                JsonSerializer.Deserialize<JsonElement>(version.Document));
        }
    }

    internal static async Task<IResult> Endpoint(string board, string type, int version, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(board, type, version), cancellationToken)).ToHttp(Results.Ok);
}
