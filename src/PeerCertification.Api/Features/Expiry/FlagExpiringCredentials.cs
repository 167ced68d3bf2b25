using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;
using PeerCertification.Domain.Calendars;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.Expiry;

/// <summary>
/// The clock flags every credential that ends within a lead time of its board, once for each period and lead time, and queues one notice to its
/// holder: for the shortest lead time reached, and only while the credential has not ended.
/// </summary>
public static class FlagExpiringCredentials
{
    /// <param name="Day">The day to do; null for today, which is each board's own.</param>
    public sealed record Command(DateOnly? Day) : ICommand<Response>;

    /// <param name="Flagged">How many flags are new.</param>
    /// <param name="Queued">How many notices are new.</param>
    public sealed record Response(int Flagged, int Queued);

    internal sealed class Handler(RegistryContext db, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (flagged, queued) = await db.WithRoomToSweep(() => Sweep(command.Day, clock.UtcNow(), cancellationToken));
            history.Record(RegistryEvent.ExpiringCredentialsFlagged, new About(), after: new { command.Day, flagged, queued });
            return new Response(flagged, queued);
        }

        private async Task<(int Flagged, int Queued)> Sweep(DateOnly? day, DateTime now, CancellationToken cancellationToken)
        {
            var (flagged, queued) = (0, 0);
            foreach (var alike in (await BoardsOn(day, now, cancellationToken)).GroupBy(b => (b.Today, b.Day, Leads: string.Join(' ', b.LeadDays))))
            {
                var (boards, leadDays) = (alike.Select(b => b.Id).ToList(), alike.First().LeadDays);
                var found = await db.FlagRunningOut(alike.Key.Day, ExpiryLeads.On(alike.Key.Day, leadDays), boards, now, cancellationToken);
                flagged += found;
                queued += found == 0 ? 0 : await db.QueueNotices(nameof(MessageKind.CredentialExpiring), alike.Key.Day, ExpiryLeads.On(alike.Key.Today, leadDays), boards, now, cancellationToken);
            }

            return (flagged, queued);
        }

        private async Task<IEnumerable<BoardOnDay>> BoardsOn(DateOnly? day, DateTime now, CancellationToken cancellationToken)
        {
            var boards = await db.Boards.Where(b => b.LeadTimes.Count > 0)
                .Select(b => new { b.Id, b.TimeZone, LeadDays = b.LeadTimes.OrderBy(l => l.Days).Select(l => l.Days).ToList() })
                .ToListAsync(cancellationToken);
            return from board in boards
                   let today = BoardDay.Of(now, TimeZoneInfo.FindSystemTimeZoneById(board.TimeZone))
                   select new BoardOnDay(board.Id, today, day < today ? day.Value : today, board.LeadDays);
        }

        private sealed record BoardOnDay(Guid Id, DateOnly Today, DateOnly Day, List<int> LeadDays);
    }
}
