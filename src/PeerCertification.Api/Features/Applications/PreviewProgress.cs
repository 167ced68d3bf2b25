using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Languages;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Api.Features.Applications;

/// <summary>Somebody sees how far her entries carry her toward a credential, before she applies for it.</summary>
public static class PreviewProgress
{
    /// <param name="Language">The language of the sentences, by its two letters.</param>
    public sealed record Query(string Board, string CredentialType, string Language) : IQuery<Response>;

    public sealed record Response(string Board, string CredentialType, int RequirementSet, Evaluation Evaluation);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Board).NotEmpty().IsPlainText(40);
            RuleFor(q => q.CredentialType).NotEmpty().IsPlainText(20);
        }
    }

    internal sealed class Handler(RegistryContext db, Caller caller, RequirementSets sets, FileFacts files, Phrasebooks books, TimeProvider clock) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await db.OwnApplicantId(caller, cancellationToken) is not { } applicantId)
            {
                return OwnRecord.Missing();
            }

            var type = await db.CredentialTypes.AsNoTracking().Include(t => t.Board).SingleOrDefaultAsync(t => t.Code == query.CredentialType && t.Board.Code == query.Board, cancellationToken);
            if (type is null)
            {
                return new Refusal("credential_type.not_found", "That board has no credential of this name; GET /api/v1/boards lists what there is.");
            }

            var today = clock.TodayAt(type.Board.Zone);
            var facts = await files.OfApplicant(applicantId, FactBasis.Claimed, "To say how far the entries carry toward a credential", cancellationToken);
            if (await sets.For(type.Id, today, () => Task.FromResult(facts), cancellationToken) is not { } version)
            {
                return SubmissionRule.NotOpen();
            }

            var rules = sets.Parsed(version);
            if (SubmissionRule.RefuseClosed(rules, today) is { } closed)
            {
                return closed;
            }

            return new Response(type.Board.Code, type.Code, version.Number, RequirementEvaluator.Evaluate(rules, facts, today, books.For(query.Language), Outlook.Person));
        }
    }

    internal static async Task<IResult> Endpoint(string board, string credentialType, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(board, credentialType, Phrasebooks.Asked(http)), cancellationToken)).ToHttp(Results.Ok);
}
