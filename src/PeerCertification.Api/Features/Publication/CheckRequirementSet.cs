using MediatR;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Requirements.Publication;

namespace PeerCertification.Api.Features.Publication;

/// <summary>A board administrator has a document read as the next version of a credential's rules, and learns everything that is wrong with it. Nothing is kept.</summary>
public static class CheckRequirementSet
{
    public sealed record Query(string Board, string CredentialType, string Document) : IQuery<Response>;

    /// <param name="Code">The problem that publishing it today would be refused with, or null.</param>
    /// <param name="Problems">By the id of the element, or under "document".</param>
    /// <param name="Ends">The published versions that would end with it, each with its new last day.</param>
    public sealed record Response(bool MayBePublished, string? Code, IReadOnlyDictionary<string, string[]> Problems, IReadOnlyList<End> Ends);

    public sealed record End(int RequirementSet, DateOnly EffectiveUntil);

    internal sealed class Handler(BoardRules rules) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var type = await rules.Type(query.Board, query.CredentialType, Permission.PublishRequirementSets, cancellationToken);
            if ((type.Refusal ?? DocumentBounds.Refuse(query.Document)) is { } refusal)
            {
                return refusal;
            }

            var planned = PublicationRule.Plan(query.Document, await rules.Target(type.Value, cancellationToken));
            return planned.Refusal is { } wrong
                ? new Response(false, wrong.Code, wrong.Fields ?? new Dictionary<string, string[]>(), [])
                : new Response(true, null, new Dictionary<string, string[]>(), [.. planned.Value.Ends.Select(v => new End(v.Number, v.EffectiveUntil!.Value))]);
        }
    }

    internal static async Task<IResult> Endpoint(string board, string type, HttpRequest http, IMediator mediator, CancellationToken cancellationToken)
    {
        var document = await Utf8Body.Read(http, DocumentBounds.MostBytes, cancellationToken);
        return document.Refusal is { } refusal
            ? ProblemCatalog.ToResult(refusal)
            : (await mediator.Send(new Query(board, type, document.Value), cancellationToken)).ToHttp(Results.Ok);
    }
}
