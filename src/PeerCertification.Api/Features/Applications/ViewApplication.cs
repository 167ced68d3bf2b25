using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;

namespace PeerCertification.Api.Features.Applications;

/// <summary>How an application stands, what the board asked, and how it decided: for the applicant and, from submission on, for the board's staff.</summary>
public static class ViewApplication
{
    public sealed record Query(Guid Id) : IQuery<Response>;

    /// <param name="PersonNeeded">Why a renewal that the rules might have decided by themselves is decided by a person.</param>
    public sealed record Response(
        Guid Id,
        string Applicant,
        string Board,
        string CredentialType,
        ApplicationKind Kind,
        ApplicationState State,
        WaitingReason? WaitingReason,
        DateTime CreatedAtUtc,
        DateTime? SubmittedAtUtc,
        DateOnly? ReceivedOn,
        int? RequirementSet,
        IReadOnlyList<Ground> PersonNeeded,
        IReadOnlyList<Question> Questions,
        Ruling? Decision,
        string? CredentialNumber,
        int Version);

    public sealed record Question(WaitingReason WaitingReason, string Message, DateTime AskedAtUtc, string? Answer, DateTime? AnsweredAtUtc);

    public sealed record Ground(PersonNeeded Code, string Text);

    /// <param name="DecidedByRule">The rule that decided by itself, by its id; null where a person did.</param>
    public sealed record Ruling(DecisionKind Kind, DateOnly DecidedOn, string? DecidedByRule, IReadOnlyList<DenialGround> Grounds, string? Note);

    internal sealed class Handler(RegistryContext db, Caller caller) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var found = await db.ReadableApplications(caller).AsSplitQuery()
                .Where(a => a.Id == query.Id)
                .Select(a => new
                {
                    Needed = a.PersonNeeded,
                    View = new Response(
                        a.Id,
                        a.Applicant.LegalName,
                        a.Board.Code,
                        a.CredentialType.Code,
                        a.Kind,
                        a.State,
                        a.WaitingReason,
                        a.CreatedAtUtc,
                        a.SubmittedAtUtc,
                        a.ReceivedOn,
                        db.RequirementSets.Where(s => s.Id == a.RequirementSetVersionId).Select(s => (int?)s.Number).SingleOrDefault(),
                        Array.Empty<Ground>(),
                        db.BoardQuestions.Where(q => q.ApplicationId == a.Id).OrderBy(q => q.AskedAtUtc)
                            .Select(q => new Question(q.WaitingReason, q.Message, q.AskedAtUtc, q.Answer, q.AnsweredAtUtc)).ToList(),
                        db.Decisions.Where(d => d.ApplicationId == a.Id).Select(d => new Ruling(d.Kind, d.DecidedOn, d.DecidedByRule, d.Grounds, d.Note)).SingleOrDefault(),
                        db.Credentials.Where(c => c.Id == a.CredentialId || c.ApplicationId == a.Id).Select(c => c.Number).SingleOrDefault(),
                        a.Version),
                })
                .SingleOrDefaultAsync(cancellationToken);
            return found is null ? ApplicationAccess.NotFound()
                : found.View with { PersonNeeded = [.. found.Needed.Select(ground => new Ground(ground, StraightThroughRule.Texts[ground]))] };
        }
    }

    internal static async Task<IResult> Endpoint(Guid id, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(id), cancellationToken)).ToHttp(application => Answers.Ok(application, application.Version));
}
