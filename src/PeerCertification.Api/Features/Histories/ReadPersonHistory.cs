using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;

namespace PeerCertification.Api.Features.Histories;

/// <summary>
/// An auditor reads what happened to a person at the auditor's board, the oldest first: the board's acts and hers there, and, once she is certified
/// or has submitted something there, what she did with her record and with what she submitted. What other boards did, and what she logged and did
/// not bring before this board, is not shown; nor is a file on which the auditor declared a conflict of interest, nor anything of the auditor's own.
/// </summary>
public static class ReadPersonHistory
{
    public sealed record Query(Guid Id, long? After, int Limit) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<HistoryLine> Entries);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Limit).InclusiveBetween(1, 100);
    }

    internal sealed class Handler(RegistryContext db, Caller caller) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var boards = caller.BoardsFor(Permission.ReadHistory);
            var isCertifiedThere = await db.Credentials.AnyAsync(c => c.ApplicantId == query.Id && boards.Contains(c.BoardId), cancellationToken);
            if (!isCertifiedThere && !await db.Applications.AnyAsync(a => a.ApplicantId == query.Id && boards.Contains(a.BoardId), cancellationToken))
            {
                return new Refusal("applicant.not_found", "There is no such person with an application or a credential at this board.");
            }

            var me = caller.RequiredAccountId;
            if (SeparationOfDuties.RefuseHandling(new FileTies(await db.Applicants.AnyAsync(a => a.Id == query.Id && a.AccountId == me, cancellationToken), false, false)) is { } own)
            {
                return own;
            }

            var closed = db.ConflictDeclarations.Where(c => c.AccountId == me).Select(c => c.ApplicationId);
            var files = db.Applications.Where(a => a.ApplicantId == query.Id && boards.Contains(a.BoardId) && a.SubmittedAtUtc != null && !closed.Contains(a.Id));
            var isOnFile = await files.AnyAsync(cancellationToken) || isCertifiedThere;
            var handedIn = db.SubjectsIn(files);
            var lines = db.History.Where(h => h.ApplicantId == query.Id && (h.ApplicationId == null || !closed.Contains(h.ApplicationId.Value)) && ((h.BoardId != null && boards.Contains(h.BoardId.Value))
                || (h.BoardId == null && isOnFile && (h.SubjectId == null || handedIn.Contains(h.SubjectId)))));
            return new Response(await lines.Page(query.After, query.Limit, cancellationToken));
        }
    }

    internal static async Task<IResult> Endpoint(Guid id, HttpContext http, IMediator mediator, CancellationToken cancellationToken, long? after = null, int limit = 50) =>
        (await mediator.Send(new Query(id, after, limit), cancellationToken))
            .ToHttp(page => Answers.Page(http, page, limit, page.Entries, entry => entry.Sequence));
}
