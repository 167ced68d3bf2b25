using System.Text.Json;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Calendars;
using PeerCertification.Domain.Fees;

namespace PeerCertification.Api.Features.Fees;

/// <summary>
/// The clock adds up each day of each board that is over, from the day of its first line on: what was charged, waived, paid and paid back on it, what
/// was owed at its end, and what does not agree. A day is added up once; days that were missed are made good.
/// </summary>
public static class ReconcileFees
{
    public sealed record Command(DateTime AtUtc) : ICommand<Response>;

    /// <param name="Days">How many days of boards were added up.</param>
    public sealed record Response(int Days);

    internal sealed class Handler(RegistryContext db, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var days = 0;
            foreach (var board in await db.Boards.AsNoTracking().OrderBy(b => b.Code).ToListAsync(cancellationToken))
            {
                var last = await db.FeeReconciliations.Where(r => r.BoardId == board.Id).MaxAsync(r => (DateOnly?)r.Day, cancellationToken);
                var first = last?.AddDays(1) ?? await db.FeeLines.Where(l => l.BoardId == board.Id).MinAsync(l => (DateOnly?)l.RecordedOn, cancellationToken);
                for (var day = first; day < BoardDay.Of(command.AtUtc, board.Zone); day = day.Value.AddDays(1))
                {
                    await Reconcile(board.Id, day.Value, cancellationToken);
                    days++;
                }
            }

            return new Response(days);
        }

        private async Task Reconcile(Guid boardId, DateOnly day, CancellationToken cancellationToken)
        {
            var sums = await (from line in db.FeeLines
                              where line.BoardId == boardId && line.RecordedOn <= day
                              group line by new { line.ApplicationId, line.Application.State } into of
                              select new
                              {
                                  of.Key.ApplicationId,
                                  of.Key.State,
                                  Lines = of.Sum(l => l.RecordedOn == day ? 1 : 0),
                                  Charged = of.Sum(l => l.Kind == FeeLineKind.Charge ? l.Cents : 0L),
                                  Waived = of.Sum(l => l.Kind == FeeLineKind.Waiver ? l.Cents : 0L),
                                  Paid = of.Sum(l => l.Kind == FeeLineKind.Payment ? l.Cents : 0L),
                                  Refunded = of.Sum(l => l.Kind == FeeLineKind.Refund ? l.Cents : 0L),
                                  DueOn = of.Max(l => l.DueOn < day ? l.DueOn : null),
                              }
                              into sum
                              where sum.Lines > 0 || sum.Charged - sum.Waived != sum.Paid - sum.Refunded || sum.Waived > sum.Charged || sum.Refunded > sum.Paid
                              select sum).ToListAsync(cancellationToken);
            var today = await db.FeeLines.Where(l => l.BoardId == boardId && l.RecordedOn == day).GroupBy(l => l.Kind).Select(of => new { of.Key, Cents = of.Sum(l => l.Cents) }).ToDictionaryAsync(of => of.Key, of => of.Cents, cancellationToken);
            var applications = sums.ConvertAll(s => new ApplicationSums(s.ApplicationId, s.State == ApplicationState.Draft, s.Charged, s.Waived, s.Paid, s.Refunded, IsOverdue: s.DueOn is not null));
            var disagreements = applications.SelectMany(FeeDisagreements.In).OrderBy(d => d.ApplicationId).ThenBy(d => d.Kind).ToList();
            var report = db.FeeReconciliations.Add(new FeeReconciliation
            {
                BoardId = boardId,
                Day = day,
                Lines = sums.Sum(s => s.Lines),
                ChargedCents = today.GetValueOrDefault(FeeLineKind.Charge),
                WaivedCents = today.GetValueOrDefault(FeeLineKind.Waiver),
                PaidCents = today.GetValueOrDefault(FeeLineKind.Payment),
                RefundedCents = today.GetValueOrDefault(FeeLineKind.Refund),
                OwedCents = applications.Sum(a => a.OwedCents),
                Disagreements = JsonSerializer.Serialize(disagreements, RegistryJson.Options),
                MadeAtUtc = clock.UtcNow(),
            }).Entity;
            history.Record(
                RegistryEvent.FeesReconciled,
                new About(boardId),
                after: new { report.Day, report.Lines, report.ChargedCents, report.WaivedCents, report.PaidCents, report.RefundedCents, report.OwedCents, Disagreements = disagreements.Count });
        }
    }
}
