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
/// An auditor reads what happened to an application, the oldest first: the acts on it, and, once it was submitted, what its applicant did with her
/// record and with the entries, links and documents in it. From the file of their own and of whom they must keep away from, auditors are kept away here too.
/// </summary>
public static class ReadApplicationHistory
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
            var me = caller.RequiredAccountId;
            var file = await db.Applications.Where(a => a.Id == query.Id)
                .Select(a => new
                {
                    a.BoardId,
                    a.ApplicantId,
                    WasHandedIn = a.SubmittedAtUtc != null,
                    Ties = new FileTies(a.Applicant.AccountId == me, db.ConflictDeclarations.Any(c => c.ApplicationId == a.Id && c.AccountId == me), false),
                })
                .SingleOrDefaultAsync(cancellationToken);
            if (file is null || !caller.May(Permission.ReadHistory, file.BoardId))
            {
                return new Refusal("application.not_found", "There is no such application that this account may see.");
            }

            if (SeparationOfDuties.RefuseHandling(file.Ties) is { } tied)
            {
                return tied;
            }

            var handedIn = db.SubjectsIn(db.Applications.Where(a => a.Id == query.Id));
            var lines = db.History.Where(h => h.ApplicantId == file.ApplicantId && (h.ApplicationId == query.Id
                || (h.BoardId == null && file.WasHandedIn && (h.SubjectId == null || handedIn.Contains(h.SubjectId)))));
            return new Response(await lines.Page(query.After, query.Limit, cancellationToken));
        }
    }

    internal static async Task<IResult> Endpoint(Guid id, HttpContext http, IMediator mediator, CancellationToken cancellationToken, long? after = null, int limit = 50) =>
        (await mediator.Send(new Query(id, after, limit), cancellationToken))
            .ToHttp(page => Answers.Page(http, page, limit, page.Entries, entry => entry.Sequence));
}
