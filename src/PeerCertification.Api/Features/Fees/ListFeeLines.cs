using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Fees;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Api.Features.Fees;

/// <summary>Board staff and auditors read the whole ledger of a board, the oldest line first.</summary>
public static class ListFeeLines
{
    public sealed record Query(string Board, Guid? After, int Limit) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<Item> Lines);

    public sealed record Item(
        Guid Id, Guid ApplicationId, Guid? CredentialId, FeeLineKind Kind, FeePurpose? For, long Cents, DateOnly On, string? FeeId, DateOnly? DueOn, string? Why, string? Reference,
        Guid? AboutId, Guid? CorrectsId, DateOnly RecordedOn, DateTime RecordedAtUtc, Guid? RecordedByAccountId);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Limit).InclusiveBetween(1, 100);
    }

    internal sealed class Handler(RegistryContext db, StaffRoll staff) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var board = await staff.OwnBoard(query.Board, Permission.ReadBoardFiles, cancellationToken);
            return board.Refusal is { } refusal ? refusal : new Response(await db.FeeLines
                .Where(l => l.BoardId == board.Value && (query.After == null || l.Id > query.After))
                .OrderBy(l => l.Id).Take(query.Limit)
                .Select(l => new Item(
                    l.Id, l.ApplicationId, l.CredentialId, l.Kind, l.For, l.Cents, l.On, l.FeeId, l.DueOn, l.Why, l.Reference, l.AboutId, l.CorrectsId, l.RecordedOn, l.RecordedAtUtc, l.RecordedByAccountId))
                .ToListAsync(cancellationToken));
        }
    }

    internal static async Task<IResult> Endpoint(string board, HttpContext http, IMediator mediator, CancellationToken cancellationToken, Guid? after = null, int limit = 50) =>
        (await mediator.Send(new Query(board, after, limit), cancellationToken)).ToHttp(page => Answers.Page(http, page, limit, page.Lines, line => line.Id));
}
