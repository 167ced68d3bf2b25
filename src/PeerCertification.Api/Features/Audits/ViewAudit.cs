using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;
using PeerCertification.Domain.Renewals;

namespace PeerCertification.Api.Features.Audits;

/// <summary>Anybody reads all that it takes to draw the lot of an audit again: list, digest, source, value, seed, and who was drawn, by number.</summary>
public static class ViewAudit
{
    public sealed record Query(string Board, Guid AuditId) : IQuery<Response>;

    /// <param name="RequirementSet">The version whose terms it goes by.</param>
    /// <param name="Exempted">How many renewals the rules left out.</param>
    /// <param name="SeedValue">What the source published, once it is entered; <paramref name="Seed"/> its SHA-256.</param>
    /// <param name="Numbers">The lot, in the order of their characters.</param>
    /// <param name="Drawn">Empty until it is drawn.</param>
    public sealed record Response(
        Guid Id, string Board, string CredentialType, int RequirementSet, DateOnly FromOn, DateOnly UntilOn, int Percent, int Exempted, string Digest, string SeedSource, DateOnly SeedDueOn, DateTime AnnouncedAtUtc,
        string? SeedValue, string? Seed, DateTime? DrawnAtUtc, IReadOnlyList<string> Numbers, IReadOnlyList<DrawnNumber> Drawn);

    internal sealed class Handler(RegistryContext db) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var found = await db.RenewalAudits.AsNoTracking().Where(a => a.Id == query.AuditId && a.Board.Code == query.Board)
                .Select(a => new { Audit = a, Type = a.CredentialType.Code, Version = db.RequirementSets.Where(s => s.Id == a.RequirementSetVersionId).Select(s => s.Number).Single() })
                .SingleOrDefaultAsync(cancellationToken);
            if (found is null)
            {
                return AuditDesk.NotFound();
            }

            var audit = found.Audit;
            var numbers = await db.AuditLot.Where(e => e.AuditId == audit.Id).Select(e => e.Number).ToListAsync(cancellationToken);
            numbers.Sort(StringComparer.Ordinal);
            IReadOnlyList<DrawnNumber> drawn = audit.DrawnAtUtc is null ? [] : AuditDraw.Draw(audit.Seed!, numbers, audit.Percent);
            return new Response(
                audit.Id, query.Board, found.Type, found.Version, audit.FromOn, audit.UntilOn, audit.Percent, audit.Exempted, audit.Digest, audit.SeedSource, audit.SeedDueOn, audit.AnnouncedAtUtc,
                audit.SeedValue, audit.Seed, audit.DrawnAtUtc, numbers, drawn);
        }
    }

    internal static async Task<IResult> Endpoint(string board, Guid auditId, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(board, auditId), cancellationToken)).ToHttp(Results.Ok);
}
