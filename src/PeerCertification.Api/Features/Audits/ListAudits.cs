using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Audits;

/// <summary>Anybody reads which audits a board announced, the latest first.</summary>
public static class ListAudits
{
    public sealed record Query(string Board) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<Item> Audits);

    public sealed record Item(Guid Id, string CredentialType, DateOnly FromOn, DateOnly UntilOn, int Listed, int Exempted, int Percent, string Digest, string SeedSource, DateOnly SeedDueOn, DateTime AnnouncedAtUtc, DateTime? DrawnAtUtc);

    internal sealed class Handler(RegistryContext db) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken) =>
            !await db.Boards.AnyAsync(b => b.Code == query.Board, cancellationToken)
                ? new Refusal("board.not_found", "No board has this code.")
                : new Response(await db.RenewalAudits.Where(a => a.Board.Code == query.Board).OrderByDescending(a => a.AnnouncedAtUtc).ThenByDescending(a => a.Id)
                    .Select(a => new Item(a.Id, a.CredentialType.Code, a.FromOn, a.UntilOn, a.Lot.Count, a.Exempted, a.Percent, a.Digest, a.SeedSource, a.SeedDueOn, a.AnnouncedAtUtc, a.DrawnAtUtc))
                    .ToListAsync(cancellationToken));
    }

    internal static async Task<IResult> Endpoint(string board, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(board), cancellationToken)).ToHttp(Results.Ok);
}
