using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Requirements.Trials;

namespace PeerCertification.Api.Features.Trials;

/// <summary>
/// Those who may read the board's files see which of them come out otherwise in a trial, and by which requirements. Their own file, and files that
/// they declared a conflict of interest on, are not among them.
/// </summary>
public static class ListTrialFiles
{
    public sealed record Query(string Board, string CredentialType, Guid TrialId, Becomes? Becomes, string? Requirement, Guid? After, int Limit) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<Row> Files);

    /// <param name="Id">Of the application or of the credential; pages go on after it.</param>
    /// <param name="CredentialNumber">Null for an application.</param>
    public sealed record Row(Guid Id, TriedKind Kind, string? CredentialNumber, Becomes Becomes, IReadOnlyList<string> Requirements);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Limit).InclusiveBetween(1, 100);
            RuleFor(q => q.Becomes).IsInEnum();
            RuleFor(q => q.Requirement).IsPlainText(200);
        }
    }

    internal sealed class Handler(RegistryContext db, BoardRules rules, Caller caller) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var type = await rules.Type(query.Board, query.CredentialType, Permission.ReadBoardFiles, cancellationToken);
            if (type.Refusal is { } refusal)
            {
                return refusal;
            }

            if (!await db.RuleTrials.AnyAsync(t => t.Id == query.TrialId && t.CredentialTypeId == type.Value.Id, cancellationToken))
            {
                return BoardRules.NoTrial();
            }

            var changed = db.RuleTrialFiles.Where(f => f.RuleTrialId == query.TrialId && (query.After == null || f.SubjectId > query.After));
            changed = query.Becomes is { } becomes ? changed.Where(f => f.Becomes == becomes) : changed;
            changed = query.Requirement is { } requirement ? changed.Where(f => f.RequirementIds.Contains(requirement)) : changed;
            return new Response(await Readable(changed).OrderBy(f => f.SubjectId).Take(query.Limit)
                .Select(f => new Row(f.SubjectId, f.Kind, db.Credentials.Where(c => c.Id == f.SubjectId).Select(c => c.Number).SingleOrDefault(), f.Becomes, f.RequirementIds))
                .ToListAsync(cancellationToken));
        }

        private IQueryable<RuleTrialFile> Readable(IQueryable<RuleTrialFile> files)
        {
            var me = caller.RequiredAccountId;
            var mine = db.Applicants.Where(a => a.AccountId == me).Select(a => a.Id);
            var avoided = db.ConflictDeclarations.Where(c => c.AccountId == me).Select(c => c.ApplicationId);
            return files.Where(f =>
                !db.Applications.Any(a => a.Id == f.SubjectId && (mine.Contains(a.ApplicantId) || avoided.Contains(a.Id)))
                && !db.Credentials.Any(c => c.Id == f.SubjectId && (mine.Contains(c.ApplicantId) || (c.ApplicationId != null && avoided.Contains(c.ApplicationId.Value)))));
        }
    }

    internal static async Task<IResult> Endpoint(
        string board, string type, Guid trialId, Becomes? becomes, string? requirement, Guid? after, HttpContext http, IMediator mediator, CancellationToken cancellationToken, int limit = 50) =>
        (await mediator.Send(new Query(board, type, trialId, becomes, requirement, after, limit), cancellationToken)).ToHttp(page => Answers.Page(http, page, limit, page.Files, file => file.Id));
}
