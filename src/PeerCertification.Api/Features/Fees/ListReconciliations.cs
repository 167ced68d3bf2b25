using System.Globalization;
using System.Text;
using System.Text.Json;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Fees;

namespace PeerCertification.Api.Features.Fees;

/// <summary>Administrators and auditors read what the ledger of a board came to on each of its days, the latest first; as a table for a spreadsheet too.</summary>
public static class ListReconciliations
{
    /// <param name="After">Days before this one: the last of the page before.</param>
    public sealed record Query(string Board, DateOnly? From, DateOnly? Until, DateOnly? After, int Limit) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<Item> Days);

    /// <param name="Lines">How many were written on the day.</param>
    /// <param name="OwedCents">What was owed at the end of the day.</param>
    public sealed record Item(
        DateOnly Day, int Lines, long ChargedCents, long WaivedCents, long PaidCents, long RefundedCents, long OwedCents, IReadOnlyList<FeeDisagreement> Disagreements, DateTime MadeAtUtc);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Limit).InclusiveBetween(1, 366);
    }

    internal sealed class Handler(RegistryContext db, StaffRoll staff) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var board = await staff.OwnBoard(query.Board, Permission.ReadHistory, cancellationToken);
            if (board.Refusal is { } refusal)
            {
                return refusal;
            }

            var days = await db.FeeReconciliations.AsNoTracking()
                .Where(r => r.BoardId == board.Value && (query.From == null || r.Day >= query.From) && (query.Until == null || r.Day <= query.Until) && (query.After == null || r.Day < query.After))
                .OrderByDescending(r => r.Day).Take(query.Limit).ToListAsync(cancellationToken);
            return new Response(days.ConvertAll(r => new Item(
                r.Day, r.Lines, r.ChargedCents, r.WaivedCents, r.PaidCents, r.RefundedCents, r.OwedCents, JsonSerializer.Deserialize<List<FeeDisagreement>>(r.Disagreements, RegistryJson.Options)!, r.MadeAtUtc)));
        }
    }

    internal static async Task<IResult> Endpoint(string board, HttpContext http, IMediator mediator, CancellationToken cancellationToken, IsoDay? from = null, IsoDay? until = null, IsoDay? after = null, int limit = 50) =>
        (await mediator.Send(new Query(board, from?.Value, until?.Value, after?.Value, limit), cancellationToken))
            .ToHttp(page => Answers.Page(http, page, limit, page.Days, day => day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));

    /// <summary>The same days, at most a year of them, one row each.</summary>
    internal static async Task<IResult> EndpointCsv(string board, IMediator mediator, CancellationToken cancellationToken, IsoDay? from = null, IsoDay? until = null) =>
        (await mediator.Send(new Query(board, from?.Value, until?.Value, null, 366), cancellationToken))
            .ToHttp(page => Results.File(Encoding.UTF8.GetBytes(Table(page.Days)), "text/csv", $"fees-{board}.csv"));

    private static string Table(IEnumerable<Item> days)
    {
        var table = new StringBuilder("day,lines,chargedCents,waivedCents,paidCents,refundedCents,owedCents,disagreements\r\n");
        foreach (var d in days)
        {
            table.Append(CultureInfo.InvariantCulture, $"{d.Day:yyyy-MM-dd},{d.Lines},{d.ChargedCents},{d.WaivedCents},{d.PaidCents},{d.RefundedCents},{d.OwedCents},{d.Disagreements.Count}\r\n");
        }

        return table.ToString();
    }
}
