using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Api.Features.Review;

/// <summary>The applicant and board staff read a decision: what was decided, by which version of the rules, and how every requirement came out.</summary>
public static class ViewDecision
{
    public sealed record Query(Guid ApplicationId) : IQuery<Response>;

    /// <param name="DecidedByAccountId">Told to board staff; null for the applicant, and where the rules decided.</param>
    /// <param name="DecidedByRule">The rule that decided by itself; null where a person did.</param>
    /// <param name="Reconsideration">How to ask for reconsideration of a denial.</param>
    public sealed record Response(
        DecisionKind Kind,
        DateOnly DecidedOn,
        DateTime DecidedAtUtc,
        Guid? DecidedByAccountId,
        Rule? DecidedByRule,
        int RequirementSetVersion,
        IReadOnlyList<Ground> Grounds,
        string? Note,
        DateOnly? ReconsiderationUntilOn,
        string? Reconsideration,
        string? CredentialNumber,
        Finding Findings);

    /// <param name="Id">What the version of the requirement set names it by.</param>
    public sealed record Rule(string Id, string Label, string Source);

    public sealed record Ground(DenialGround Code, string Text);

    internal sealed class Handler(RegistryContext db, BoardFiles files, DecisionBook book, RequirementSets sets, SensitiveStore sensitive) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var opened = await files.Read(query.ApplicationId, cancellationToken);
            if (opened.Refusal is not null)
            {
                return opened.Refusal;
            }

            var found = await db.Decisions.AsNoTracking().Where(d => d.ApplicationId == query.ApplicationId)
                .Select(d => new
                {
                    Decision = d,
                    Board = db.Boards.Where(b => b.Id == opened.Value.BoardId).Select(b => b.Name).Single(),
                    RulesVersion = db.RequirementSets.Where(s => s.Id == d.RequirementSetVersionId).Select(s => s.Number).Single(),
                    CredentialNumber = db.Credentials.Where(c => c.ApplicationId == d.ApplicationId || db.Applications.Any(a => a.Id == d.ApplicationId && a.CredentialId == c.Id)).Select(c => c.Number).FirstOrDefault(),
                })
                .SingleOrDefaultAsync(cancellationToken);
            if (found is null)
            {
                return new Refusal("decision.not_found", "The board has not decided this application.");
            }

            await sensitive.Note(opened.Value.ApplicantId, "To read the findings of a decision", cancellationToken);
            var decision = found.Decision;
            var rule = decision.DecidedByRule is null ? null : sets.Parsed(await sets.Pinned(decision.RequirementSetVersionId, cancellationToken)).Life.Renewal!.StraightThrough!;
            return new Response(
                decision.Kind,
                decision.DecidedOn,
                decision.DecidedAtUtc,
                opened.Value.Reader == FileReader.Board ? decision.DecidedByAccountId : null,
                rule is null ? null : new Rule(rule.Id, rule.Label, rule.Source.Citation),
                found.RulesVersion,
                [.. decision.Grounds.Select(g => new Ground(g, DenialGrounds.Texts[g]))],
                decision.Note,
                decision.ReconsiderationUntilOn,
                decision.ReconsiderationUntilOn is { } until ? DenialGrounds.HowToAskAgain(found.Board, until) : null,
                found.CredentialNumber,
                book.Findings(decision).Root);
        }
    }

    internal static async Task<IResult> Endpoint(Guid id, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(id), cancellationToken)).ToHttp(Results.Ok);
}
