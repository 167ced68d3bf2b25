using FluentValidation;
using MediatR;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Publication;

/// <summary>An auditor reads who changed a credential's rules, when and why, the oldest first.</summary>
public static class ReadRequirementSetHistory
{
    public sealed record Query(string Board, string CredentialType, long? After, int Limit) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<HistoryLine> Entries);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Limit).InclusiveBetween(1, 100);
    }

    internal sealed class Handler(RegistryContext db, BoardRules rules) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var type = await rules.Type(query.Board, query.CredentialType, Permission.ReadHistory, cancellationToken);
            return type.Refusal is { } refusal
                ? refusal
                : new Response(await db.History
                    .Where(h => h.BoardId == type.Value.BoardId && db.RequirementSetDrafts.Any(d => d.Id == h.SubjectId && d.CredentialTypeId == type.Value.Id))
                    .Page(query.After, query.Limit, cancellationToken));
        }
    }

    internal static async Task<IResult> Endpoint(string board, string type, HttpContext http, IMediator mediator, CancellationToken cancellationToken, long? after = null, int limit = 50) =>
        (await mediator.Send(new Query(board, type, after, limit), cancellationToken)).ToHttp(page => Answers.Page(http, page, limit, page.Entries, entry => entry.Sequence));
}
