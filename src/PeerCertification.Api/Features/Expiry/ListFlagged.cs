using System.Globalization;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Expiry;

/// <summary>Board staff see which credentials are about to end: flagged, not ended, not renewed, not taken away.</summary>
public static class ListFlagged
{
    /// <param name="LeadDays">Only those that have reached this lead time of the board.</param>
    public sealed record Query(string Board, int? LeadDays, int Limit, string? After) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<Row> Items);

    /// <param name="LeadDays">The shortest lead time reached.</param>
    /// <param name="FlaggedOn">The day at the board on which it was reached.</param>
    public sealed record Row(string Number, string CredentialType, string NameAsPrinted, DateOnly EndsOn, int LeadDays, DateOnly FlaggedOn)
    {
        internal string Cursor => string.Create(CultureInfo.InvariantCulture, $"{EndsOn:yyyy-MM-dd}_{Number}");
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.LeadDays).InclusiveBetween(1, 3660);
            RuleFor(q => q.Limit).InclusiveBetween(1, 100);
            RuleFor(q => q.After).Must(after => after is null || Position(after) is not null).WithMessage("Take the cursor from the Link header of the page before.");
        }
    }

    internal sealed class Handler(RegistryContext db, Caller caller, TimeProvider clock) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var board = await db.Boards.AsNoTracking().SingleOrDefaultAsync(b => b.Code == query.Board, cancellationToken);
            if (board is null || !caller.May(Permission.ReadBoardFiles, board.Id))
            {
                return new Refusal("board.not_found", "There is no such board, or this account does not work for it.");
            }

            var today = clock.TodayAt(board.Zone);
            var flagged = db.PeriodsRunningOut(today)
                .Where(p => p.Credential.BoardId == board.Id && db.ExpiryFlags.Any(f => f.PeriodId == p.Id && (query.LeadDays == null || f.LeadDays == query.LeadDays)));
            if (query.After is not null)
            {
                var (endsOn, number) = Position(query.After)!.Value;
#pragma warning disable CA1309 // the database compares
                flagged = flagged.Where(p => p.EndsOn > endsOn || (p.EndsOn == endsOn && string.Compare(p.Credential.Number, number) > 0));
#pragma warning restore CA1309
            }

            return new Response(await flagged.OrderBy(p => p.EndsOn).ThenBy(p => p.Credential.Number).Take(query.Limit)
                .Select(p => new
                {
                    p.EndsOn,
                    p.Credential,
                    p.Credential.CredentialType.Code,
                    Name = p.Credential.Acts.Where(a => a.Name != null && a.EffectiveOn <= today && !p.Credential.Acts.Any(v => v.VacatesSequence == a.Sequence)).OrderByDescending(a => a.EffectiveOn).ThenByDescending(a => a.Sequence).Select(a => a.Name).FirstOrDefault(),
                    Nearest = db.ExpiryFlags.Where(f => f.PeriodId == p.Id).OrderBy(f => f.LeadDays).First(),
                })
                .Select(p => new Row(p.Credential.Number, p.Code, p.Name ?? p.Credential.NameAsPrinted, p.EndsOn, p.Nearest.LeadDays, p.Nearest.FlaggedOn))
                .ToListAsync(cancellationToken));
        }
    }

    /// <summary>The last row of the page before: a day and a number.</summary>
    private static (DateOnly EndsOn, string Number)? Position(string cursor) =>
        cursor.Split('_') is [var day, { Length: > 0 and <= 24 } number]
            && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var endsOn) ? (endsOn, number) : null;

    internal static async Task<IResult> Endpoint(string board, HttpContext http, IMediator mediator, CancellationToken cancellationToken, int? leadDays = null, int limit = 50, string? after = null) =>
        (await mediator.Send(new Query(board, leadDays, limit, after), cancellationToken))
            .ToHttp(page => Answers.Page(http, page, limit, page.Items, row => row.Cursor));
}
