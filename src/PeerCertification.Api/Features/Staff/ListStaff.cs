using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Staff;

/// <summary>Board staff see who works for the board in which role, in the order of appointment; with those who did, where asked.</summary>
public static class ListStaff
{
    public sealed record Query(string Board, bool IncludeEnded, int Limit, Guid? After) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<Row> Staff);

    /// <param name="Email">Null for an account of an outside issuer that gave no address.</param>
    public sealed record Row(Guid Id, Guid AccountId, string? Email, Role Role, DateTime AppointedAtUtc, DateTime? EndedAtUtc);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Limit).InclusiveBetween(1, 100);
    }

    internal sealed class Handler(RegistryContext db, StaffRoll staff) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var board = await staff.OwnBoard(query.Board, Permission.ReadBoardFiles, cancellationToken);
            if (board.Refusal is not null)
            {
                return board.Refusal;
            }

            return new Response(await db.Grants
                .Where(g => g.BoardId == board.Value && (query.IncludeEnded || g.EndedAtUtc == null) && (query.After == null || g.Id > query.After))
                .OrderBy(g => g.Id)
                .Take(query.Limit)
                .Select(g => new Row(g.Id, g.AccountId, db.Users.Where(u => u.Id == g.AccountId).Select(u => u.Email).Single(), g.Role, g.GrantedAtUtc, g.EndedAtUtc))
                .ToListAsync(cancellationToken));
        }
    }

    internal static async Task<IResult> Endpoint(
        string board, Guid? after, HttpContext http, IMediator mediator, CancellationToken cancellationToken, bool includeEnded = false, int limit = 50) =>
        (await mediator.Send(new Query(board, includeEnded, limit, after), cancellationToken))
            .ToHttp(page => Answers.Page(http, page, limit, page.Staff, row => row.Id));
}
