using System.Text.Json;
using MediatR;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Requirements.Publication;

namespace PeerCertification.Api.Features.Publication;

/// <summary>A board administrator reads the version that is in the making, who is at it, and what stands in the way of publishing it.</summary>
public static class ViewRequirementSetDraft
{
    public sealed record Query(string Board, string CredentialType) : IQuery<Response>;

    public sealed record Response(
        Guid Id,
        RequirementSetState State,
        Guid DraftedByAccountId,
        DateTime DraftedAtUtc,
        Guid? ProposedByAccountId,
        MovedApplications Moves,
        DateOnly? MovesReceivedFromOn,
        IReadOnlyDictionary<string, string[]> Problems,
        JsonElement Document,
        int Version);

    internal sealed class Handler(BoardRules rules) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var type = await rules.Type(query.Board, query.CredentialType, Permission.PublishRequirementSets, cancellationToken);
            if (type.Refusal is { } refusal)
            {
                return refusal;
            }

            if (await rules.InTheMaking(type.Value, cancellationToken) is not { } draft)
            {
                return BoardRules.NoDraft();
            }

            var planned = PublicationRule.Plan(draft.Document, await rules.Target(type.Value, cancellationToken));
            return new Response(
                draft.Id,
                draft.State,
                draft.DraftedByAccountId,
                draft.DraftedAtUtc,
                draft.ProposedByAccountId,
                draft.Moves,
                draft.MovesReceivedFromOn,
                planned.Refusal?.Fields ?? new Dictionary<string, string[]>(),
                JsonElement.Parse(draft.Document),
                draft.Version);
        }
    }

    internal static async Task<IResult> Endpoint(string board, string type, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(board, type), cancellationToken)).ToHttp(draft => Answers.Ok(draft, draft.Version));
}
