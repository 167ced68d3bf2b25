using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Api.Features.Boards;

/// <summary>Anybody reads what differs between two published versions of a credential's rules, element by element, in words.</summary>
public static class CompareRequirementSets
{
    public sealed record Query(string Board, string CredentialType, int From, int To) : IQuery<Response>;

    public sealed record Response(string Board, string CredentialType, Side From, Side To, IReadOnlyList<ElementChange> Changes);

    public sealed record Side(int RequirementSet, DateOnly EffectiveFrom, DateOnly? EffectiveUntil);

    internal sealed class Handler(RegistryContext db) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            int[] numbers = [query.From, query.To];
            var found = await db.RequirementSets
                .Where(s => numbers.Contains(s.Number) && s.CredentialType.Code == query.CredentialType && s.CredentialType.Board.Code == query.Board && RequirementSets.PublishedStates.Contains(s.State))
                .Select(s => new { s.Number, s.EffectiveFrom, s.EffectiveUntil, s.Document })
                .ToDictionaryAsync(s => s.Number, cancellationToken);
            return found.TryGetValue(query.From, out var from) && found.TryGetValue(query.To, out var to)
                ? new Response(
                    query.Board,
                    query.CredentialType,
                    new Side(from.Number, from.EffectiveFrom, from.EffectiveUntil),
                    new Side(to.Number, to.EffectiveFrom, to.EffectiveUntil),
                    SetComparison.Compare(from.Document, to.Document))
                : new Refusal("requirement_set.not_found", "One of the two versions is not published; the list of versions is one address up.");
        }
    }

    internal static async Task<IResult> Endpoint(string board, string type, int from, int to, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(board, type, from, to), cancellationToken)).ToHttp(Results.Ok);
}
