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

    /// <param name="UnjudgedItems">How many entries no reviewer has judged yet.</param>
    public sealed record Response(
        Guid Id,
        string CredentialType,
        string ApplicantName,
        ApplicationState State,
        WaitingReason? WaitingReason,
        DateOnly ReceivedOn,
        int RequirementSetVersion,
        int Items,
        int UnjudgedItems,
        IReadOnlyList<Question> Questions,
        IReadOnlyList<Advice> Recommendations,
        IReadOnlyList<Conflict> Conflicts,
        int Version);

    public sealed record Question(Guid Id, WaitingReason WaitingReason, string Message, DateTime AskedAtUtc, string? Answer, DateTime? AnsweredAtUtc);

    public sealed record Advice(DecisionKind Decision, string Note, Guid RecommendedByAccountId, DateTime RecommendedAtUtc);

    public sealed record Conflict(Guid AccountId, DateTime DeclaredAtUtc);

    internal sealed class Handler(RegistryContext db, BoardFiles files) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var opened = await files.ReadAsBoard(query.ApplicationId, Permission.ReadBoardFiles, cancellationToken);
            if (opened.Refusal is not null)
            {
                return opened.Refusal;
            }

            var file = await db.Applications.Where(a => a.Id == query.ApplicationId && a.Board.Code == query.Board)
                .Select(a => new Response(
                    a.Id,
                    a.CredentialType.Code,
                    a.Applicant.LegalName,
                    a.State,
                    a.WaitingReason,
                    a.ReceivedOn!.Value,
                    db.RequirementSets.Where(s => s.Id == a.RequirementSetVersionId).Select(s => s.Number).Single(),
                    a.Items.Count,
                    a.Items.Count(i => i.JudgedAtUtc == null),
                    db.BoardQuestions.Where(q => q.ApplicationId == a.Id).OrderBy(q => q.AskedAtUtc)
                        .Select(q => new Question(q.Id, q.WaitingReason, q.Message, q.AskedAtUtc, q.Answer, q.AnsweredAtUtc)).ToList(),
                    db.Recommendations.Where(r => r.ApplicationId == a.Id).OrderBy(r => r.RecommendedAtUtc)
                        .Select(r => new Advice(r.Advice, r.Note, r.RecommendedByAccountId, r.RecommendedAtUtc)).ToList(),
                    db.ConflictDeclarations.Where(c => c.ApplicationId == a.Id).OrderBy(c => c.DeclaredAtUtc)
                        .Select(c => new Conflict(c.AccountId, c.DeclaredAtUtc)).ToList(),
                    a.Version))
                .AsSplitQuery()
                .SingleOrDefaultAsync(cancellationToken);
            return file is null ? ApplicationAccess.NotFound() : file;
        }
    }

    internal static async Task<IResult> Endpoint(string board, Guid id, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(board, id), cancellationToken)).ToHttp(r => Answers.Ok(r, r.Version));
}
