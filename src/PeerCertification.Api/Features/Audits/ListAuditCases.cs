using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Renewals;

namespace PeerCertification.Api.Features.Audits;

/// <summary>Board staff list the renewals that were drawn, with their items: those before the board, those that wait, those that are over. Nobody is shown their own here, nor one they declared a conflict on.</summary>
public static class ListAuditCases
{
    public sealed record Query(string Board, AuditCaseState? State, Guid? After, int Limit) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<AuditSheet> Audits);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.State).IsInEnum();
            RuleFor(q => q.Limit).InclusiveBetween(1, 100);
        }
    }

    internal sealed class Handler(RegistryContext db, StaffRoll staff, Caller caller) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var board = await staff.OwnBoard(query.Board, Permission.ReadBoardFiles, cancellationToken);
            var me = caller.RequiredAccountId;
            return board.Refusal is { } refusal ? refusal : new Response(await db.Sheets(
                db.AuditCases.Where(c => c.BoardId == board.Value && c.Applicant.AccountId != me && !db.ConflictDeclarations.Any(d => d.ApplicationId == c.ApplicationId && d.AccountId == me) && (query.State == null || c.State == query.State) && (query.After == null || c.Id > query.After)).OrderBy(c => c.Id).Take(query.Limit),
                cancellationToken));
        }
    }

    internal static async Task<IResult> Endpoint(string board, HttpContext http, IMediator mediator, CancellationToken cancellationToken, AuditCaseState? state = null, Guid? after = null, int limit = 50) =>
        (await mediator.Send(new Query(board, state, after, limit), cancellationToken)).ToHttp(page => Answers.Page(http, page, limit, page.Audits, audit => audit.Id));
}
