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

/// <summary>
/// What of the requirements an application meets and what is missing: by the rules in force today while it is a draft, by the rules it is
/// pinned to once it is submitted, and, once it is decided, on the facts and as of the day of the decision, whatever was changed since.
/// </summary>
public static class ViewProgress
{
    /// <param name="Language">The language of the sentences, by its two letters.</param>
    public sealed record Query(Guid Id, FactBasis Basis, string Language) : IQuery<Response>;

    public sealed record Response(string Board, string CredentialType, int RequirementSet, Evaluation Evaluation);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Basis).IsInEnum();
    }

    internal sealed class Handler(RegistryContext db, Caller caller, RequirementSets sets, FileFacts files, RenewalFiles renewals, DecisionBook book, SensitiveStore sensitive, Phrasebooks books, TimeProvider clock) : IRequestHandler<Query, Outcome<Response>>
    {
        private const string Why = "To say what of the requirements is met and what is missing";

        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var file = await db.ReadableApplications(caller).Where(a => a.Id == query.Id)
                .Select(a => new
                {
                    Application = a,
                    a.ApplicantId,
                    IsOwn = a.Applicant.AccountId == caller.RequiredAccountId,
                    a.Board,
                    CredentialType = a.CredentialType.Code,
                    a.RequirementSetVersionId,
                    Decision = db.Decisions.SingleOrDefault(d => d.ApplicationId == a.Id),
                })
                .AsNoTracking().SingleOrDefaultAsync(cancellationToken);
            if (file is null)
            {
                return ApplicationAccess.NotFound();
            }

            var day = file.Decision?.DecidedOn ?? clock.TodayAt(file.Board.Zone);
            var claimed = file.RequirementSetVersionId is { } pinned
                ? await Submitted(query, await sets.Pinned(pinned, cancellationToken), file.Decision, file.ApplicantId, day, cancellationToken)
                : await renewals.Claim(file.Application, await files.OfApplicant(file.ApplicantId, query.Basis, Why, cancellationToken), day, cancellationToken);
            if (claimed.Refusal is { } refusal)
            {
                return refusal;
            }

            var outlook = file.Decision is not null ? Outlook.None : file.IsOwn ? Outlook.Person : Outlook.Board;
            return claimed.Value is { Version: { } version, Rules: { } rules, Facts: var facts }
                ? new Response(file.Board.Code, file.CredentialType, version.Number, RequirementEvaluator.Evaluate(rules, facts, day, books.For(query.Language), outlook))
                : SubmissionRule.NotOpen();
        }

        private async Task<Outcome<ClaimedFile>> Submitted(Query query, RequirementSetVersion version, Decision? decision, Guid applicantId, DateOnly day, CancellationToken cancellationToken) => new ClaimedFile(
            version,
            sets.Parsed(version),
            decision is null ? await files.OfApplication(query.Id, query.Basis, Why, cancellationToken) : await DecidedOn(decision, applicantId, query.Basis, cancellationToken),
            day);

        private async Task<Facts> DecidedOn(Decision decision, Guid applicantId, FactBasis basis, CancellationToken cancellationToken)
        {
            await sensitive.Note(applicantId, Why, cancellationToken);
            return book.Facts(decision) with { Basis = basis };
        }
    }

    internal static async Task<IResult> Endpoint(Guid id, HttpContext http, IMediator mediator, CancellationToken cancellationToken, FactBasis basis = FactBasis.Claimed) =>
        (await mediator.Send(new Query(id, basis, Phrasebooks.Asked(http)), cancellationToken)).ToHttp(Results.Ok);
}
