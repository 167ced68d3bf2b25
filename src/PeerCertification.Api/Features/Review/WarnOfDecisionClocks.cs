using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;
using PeerCertification.Domain.Accounts;
using PeerCertification.Domain.Calendars;

namespace PeerCertification.Api.Features.Review;

/// <summary>
/// The clock warns a board of every open application that the board's rules asked it to deal with by a day that has passed: once for each
/// application and deadline, with one message a run to each officer.
/// </summary>
public static class WarnOfDecisionClocks
{
    public sealed record Command(DateTime AtUtc) : ICommand<Response>;

    public sealed record Response(int Warned);

    internal sealed class Handler(RegistryContext db, DecisionClocks clocks, Outbox outbox, History history) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var warned = 0;
            var boards = await db.Boards.AsNoTracking().Where(b => db.Applications.Any(a => a.BoardId == b.Id && DecisionClocks.Undecided.Contains(a.State))).ToListAsync(cancellationToken);
            foreach (var board in boards)
            {
                warned += await Warn(board, BoardDay.Of(command.AtUtc, board.Zone), cancellationToken);
            }

            return new Response(warned);
        }

        private async Task<int> Warn(Board board, DateOnly today, CancellationToken cancellationToken)
        {
            var warned = 0;
            foreach (var running in await clocks.Of(board.Id, cancellationToken))
            {
                if (running.OverdueFrom(today) is not { } received)
                {
                    continue;
                }

                var deadline = running.Deadline.Id;
                var overdue = await db.Applications
                    .Where(a => a.RequirementSetVersionId == running.RulesId && DecisionClocks.Undecided.Contains(a.State) && a.ReceivedOn <= received
                        && !db.DecisionClockWarnings.Any(w => w.ApplicationId == a.Id && w.DeadlineId == deadline))
                    .OrderBy(a => a.ReceivedOn).ThenBy(a => a.Id)
                    .Select(a => new { a.Id, a.ApplicantId, ReceivedOn = a.ReceivedOn!.Value }).ToListAsync(cancellationToken);
                foreach (var application in overdue)
                {
                    var dueOn = running.DueOn(application.ReceivedOn)!.Value;
                    db.DecisionClockWarnings.Add(new DecisionClockWarning { ApplicationId = application.Id, DeadlineId = deadline, DueOn = dueOn, WarnedOn = today });
                    history.Record(RegistryEvent.DecisionOverdue, new About(board.Id, application.ApplicantId, application.Id), after: new { Deadline = deadline, dueOn });
                }

                warned += overdue.Count;
            }

            if (warned > 0)
            {
                await TellOfficers(board, warned, cancellationToken);
            }

            return warned;
        }

        private async Task TellOfficers(Board board, int count, CancellationToken cancellationToken)
        {
            var officers = await db.Grants.Where(g => g.BoardId == board.Id && g.Role == Role.Officer && g.EndedAtUtc == null).Select(g => g.AccountId).Distinct().ToListAsync(cancellationToken);
            officers.ForEach(officer => outbox.WriteToAccount(MessageKind.DecisionsOverdue, officer, new { board = board.Name, count = count.ToString(System.Globalization.CultureInfo.InvariantCulture) }));
        }
    }
}
