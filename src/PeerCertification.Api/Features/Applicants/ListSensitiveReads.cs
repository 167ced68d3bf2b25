using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Applicants;

/// <summary>Somebody sees who read their sensitive record, when, in which use case, and why; the newest first.</summary>
public static class ListSensitiveReads
{
    public sealed record Query(long? After, int Limit) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<Item> Reads);

    /// <param name="IsOwn">Whether the person read it themselves.</param>
    /// <param name="ReaderAccountId">Null where the registry itself read it, as for a job.</param>
    /// <param name="ReaderRoles">The roles at boards that the reader held at the time.</param>
    public sealed record Item(long Id, DateTime ReadAtUtc, string Act, string Why, bool IsOwn, Guid? ReaderAccountId, IReadOnlyList<BoardRole> ReaderRoles);

    public sealed record BoardRole(Role Role, string Board);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Limit).InclusiveBetween(1, 100);
    }

    internal sealed class Handler(RegistryContext db, Caller caller) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await db.OwnApplicantId(caller, cancellationToken) is not { } applicantId)
            {
                return OwnRecord.Missing();
            }

            var reads = await db.SensitiveReads.AsNoTracking().Where(r => r.ApplicantId == applicantId && (query.After == null || r.Id < query.After))
                .OrderByDescending(r => r.Id).Take(query.Limit).ToListAsync(cancellationToken);
            var readers = reads.Select(r => r.ReaderAccountId).Distinct().ToList();
            var grants = await db.Grants.AsNoTracking().Where(g => readers.Contains(g.AccountId))
                .Join(db.Boards, g => g.BoardId, b => b.Id, (Grant, Board) => new { Grant, Board.Code }).ToListAsync(cancellationToken);

            List<BoardRole> RolesAtTheTime(SensitiveRead read) =>
                [.. grants.Where(g => g.Grant.AccountId == read.ReaderAccountId && g.Grant.GrantedAtUtc <= read.ReadAtUtc && !(g.Grant.EndedAtUtc <= read.ReadAtUtc)).Select(g => new BoardRole(g.Grant.Role, g.Code))];

            return new Response([.. reads.Select(r => new Item(r.Id, r.ReadAtUtc, r.Act, r.Why, r.ReaderAccountId == caller.AccountId, r.ReaderAccountId, RolesAtTheTime(r)))]);
        }
    }

    internal static async Task<IResult> Endpoint(HttpContext http, IMediator mediator, CancellationToken cancellationToken, long? after = null, int limit = 50) =>
        (await mediator.Send(new Query(after, limit), cancellationToken))
            .ToHttp(page => Answers.Page(http, page, limit, page.Reads, read => read.Id));
}
