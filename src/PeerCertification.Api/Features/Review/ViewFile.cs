using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;

namespace PeerCertification.Api.Features.Review;

/// <summary>Board staff open one file: where it stands, what was asked and answered, what was recommended, who keeps away from it.</summary>
public static class ViewFile
{
    public sealed record Query(string Board, Guid ApplicationId) : IQuery<Response>;

    /// <param name="ApplicantName">The legal name as it was submitted, and as a credential would print it.</param>
    /// <param name="ChangedSince">What of the applicant's record was changed since she submitted, by the names of the fields; the file is judged by what was submitted.</param>
    /// <param name="PersonNeeded">Why the rules did not decide a renewal by themselves, where they might have.</param>
    /// <param name="UnjudgedItems">How many entries no reviewer has judged yet.</param>
    public sealed record Response(
        Guid Id,
        string CredentialType,
        ApplicationKind Kind,
        string ApplicantName,
        IReadOnlyList<string> ChangedSince,
        ApplicationState State,
        WaitingReason? WaitingReason,
        DateOnly ReceivedOn,
        int RequirementSetVersion,
        IReadOnlyList<PersonNeeded> PersonNeeded,
        int Items,
        int UnjudgedItems,
        IReadOnlyList<Question> Questions,
        IReadOnlyList<Advice> Recommendations,
        IReadOnlyList<Conflict> Conflicts,
        IReadOnlyList<WaiverLine> Waivers,
        int Version);

    public sealed record Question(Guid Id, WaitingReason WaitingReason, string Message, DateTime AskedAtUtc, string? Answer, DateTime? AnsweredAtUtc);

    public sealed record Advice(DecisionKind Decision, string Note, Guid RecommendedByAccountId, DateTime RecommendedAtUtc);

    public sealed record WaiverLine(Guid Id, string RequirementId, string Reason, Guid GrantedByAccountId, DateTime GrantedAtUtc, DateTime? WithdrawnAtUtc, string? WithdrawalReason);

    public sealed record Conflict(Guid AccountId, DateTime DeclaredAtUtc);

    internal sealed class Handler(RegistryContext db, BoardFiles files, SubmissionSeal seal) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var opened = await files.ReadAsBoard(query.ApplicationId, Permission.ReadBoardFiles, cancellationToken);
            if (opened.Refusal is not null)
            {
                return opened.Refusal;
            }

            var found = await db.Applications.Where(a => a.Id == query.ApplicationId && a.Board.Code == query.Board)
                .Select(a => new
                {
                    Submitted = a.SubmissionProtected!,
                    File = new Response(
                        a.Id,
                        a.CredentialType.Code,
                        a.Kind,
                        "",
                        Array.Empty<string>(),
                        a.State,
                        a.WaitingReason,
                        a.ReceivedOn!.Value,
                        db.RequirementSets.Where(s => s.Id == a.RequirementSetVersionId).Select(s => s.Number).Single(),
                        a.PersonNeeded,
                        a.Items.Count,
                        a.Items.Count(i => i.JudgedAtUtc == null),
                        db.BoardQuestions.Where(q => q.ApplicationId == a.Id).OrderBy(q => q.AskedAtUtc)
                            .Select(q => new Question(q.Id, q.WaitingReason, q.Message, q.AskedAtUtc, q.Answer, q.AnsweredAtUtc)).ToList(),
                        db.Recommendations.Where(r => r.ApplicationId == a.Id).OrderBy(r => r.RecommendedAtUtc)
                            .Select(r => new Advice(r.Advice, r.Note, r.RecommendedByAccountId, r.RecommendedAtUtc)).ToList(),
                        db.ConflictDeclarations.Where(c => c.ApplicationId == a.Id).OrderBy(c => c.DeclaredAtUtc)
                            .Select(c => new Conflict(c.AccountId, c.DeclaredAtUtc)).ToList(),
                        db.RequirementWaivers.Where(w => w.ApplicationId == a.Id).OrderBy(w => w.GrantedAtUtc)
                            .Select(w => new WaiverLine(w.Id, w.RequirementId, w.Reason, w.GrantedByAccountId, w.GrantedAtUtc, w.WithdrawnAtUtc, w.WithdrawalReason)).ToList(),
                        a.Version),
                })
                .AsSplitQuery()
                .SingleOrDefaultAsync(cancellationToken);
            if (found is null)
            {
                return ApplicationAccess.NotFound();
            }

            var submitted = seal.Open(found.Submitted);
            return found.File with { ApplicantName = submitted.LegalName, ChangedSince = await db.ChangedSince(query.ApplicationId, submitted, cancellationToken) };
        }
    }

    internal static async Task<IResult> Endpoint(string board, Guid id, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(board, id), cancellationToken)).ToHttp(r => Answers.Ok(r, r.Version));
}
