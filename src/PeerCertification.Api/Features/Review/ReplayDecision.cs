using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Review;

/// <summary>An auditor has a decision made out again from the facts and the rules it was made on, and learns whether it comes out the same.</summary>
public static class ReplayDecision
{
    public sealed record Query(Guid ApplicationId) : IQuery<Response>;

    /// <param name="IsIdentical">Whether the evaluation is, byte for byte, the one stored with the decision.</param>
    /// <param name="RequirementSetSha256">Of the document that the rules were read from.</param>
    public sealed record Response(DecisionKind Kind, DateOnly DecidedOn, bool IsIdentical, bool RequirementsAreMet, int RequirementSetVersion, string RequirementSetSha256);

    internal sealed class Handler(RegistryContext db, BoardFiles files, DecisionBook book, SensitiveStore sensitive) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var opened = await files.ReadAsBoard(query.ApplicationId, Permission.ReadHistory, cancellationToken);
            if (opened.Refusal is not null)
            {
                return opened.Refusal;
            }

            var decision = await db.Decisions.AsNoTracking().SingleOrDefaultAsync(d => d.ApplicationId == query.ApplicationId, cancellationToken);
            if (decision is null)
            {
                return new Refusal("decision.not_found", "The board has not decided this application.");
            }

            await sensitive.Note(opened.Value.ApplicantId, "To judge a decision's facts again", cancellationToken);
            var replayed = await book.Replay(decision, cancellationToken);
            return new Response(decision.Kind, decision.DecidedOn, replayed.IsIdentical, replayed.Evaluation.IsMet, replayed.Rules.Number, replayed.Rules.Sha256);
        }
    }

    internal static async Task<IResult> Endpoint(Guid id, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(id), cancellationToken)).ToHttp(Results.Ok);
}
