using System.Globalization;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;
using PeerCertification.Domain.Renewals;

namespace PeerCertification.Api.Features.Audits;

/// <summary>The clock draws the lot of every audit whose seed is there: who is drawn is told, and has until the day that the rules name.</summary>
public static class DrawAudits
{
    private const int PageSize = 100;

    public sealed record Command : ICommand<Response>;

    /// <param name="Drawn">How many renewals.</param>
    public sealed record Response(int Drawn);

    internal sealed class Handler(RegistryContext db, AuditDesk desk, Outbox outbox, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var drawn = 0;
            foreach (var audit in await db.RenewalAudits.Include(a => a.Board).Include(a => a.Lot).Where(a => a.Seed != null && a.DrawnAtUtc == null).OrderBy(a => a.Id).ToListAsync(cancellationToken))
            {
                drawn += await Draw(audit, cancellationToken);
            }

            return new Response(drawn);
        }

        private async Task<int> Draw(RenewalAudit audit, CancellationToken cancellationToken)
        {
            var lot = audit.Lot.ToDictionary(entry => entry.Number, StringComparer.Ordinal);
            var numbers = AuditDraw.Draw(audit.Seed!, [.. lot.Keys], audit.Percent);
            var dueOn = (await desk.Terms(audit, cancellationToken)).AnswerUntil(clock.TodayAt(audit.Board.Zone));
            audit.DrawnAtUtc = clock.UtcNow();
            audit.Version++;
            foreach (var page in numbers.Chunk(PageSize))
            {
                await Begin(audit, page, lot, dueOn, cancellationToken);
            }

            return numbers.Count;
        }

        /// <summary>Two questions to the database for a whole page: whose credentials they are, and what the decisions on them counted. Of the dead nothing is asked.</summary>
        private async Task Begin(RenewalAudit audit, DrawnNumber[] page, Dictionary<string, AuditLotEntry> lot, DateOnly dueOn, CancellationToken cancellationToken)
        {
            Guid[] credentials = [.. page.Select(number => lot[number.Number].CredentialId)];
            var holders = await (from c in db.Credentials
                                 join a in db.Applicants on c.ApplicantId equals a.Id
                                 where credentials.Contains(c.Id) && !db.CredentialsOfTheDead().Any(dead => dead.ApplicantId == c.ApplicantId)
                                 select new { c.Id, c.ApplicantId, a.AccountId }).ToDictionaryAsync(h => h.Id, cancellationToken);
            var counted = await desk.CountedBy([.. page.Select(number => lot[number.Number].ApplicationId)], cancellationToken);
            foreach (var number in page.Where(number => holders.ContainsKey(lot[number.Number].CredentialId)))
            {
                var (id, entry) = (Ids.New(clock), lot[number.Number]);
                var holder = holders[entry.CredentialId];
                var audited = db.AuditCases.Add(new AuditCase
                {
                    Id = id,
                    AuditId = audit.Id,
                    BoardId = audit.BoardId,
                    CredentialId = entry.CredentialId,
                    ApplicantId = holder.ApplicantId,
                    ApplicationId = entry.ApplicationId,
                    Place = number.Place,
                    Ticket = number.Ticket,
                    State = AuditCaseState.AwaitingHolder,
                    DueOn = dueOn,
                    Items = [.. counted[entry.ApplicationId].Select(use => new AuditItem { Id = Ids.New(clock), CaseId = id, EvidenceItemId = use.EvidenceId, Detail = use.Detail, CountedMinutes = use.Minutes, Version = 1 })],
                    Version = 1,
                }).Entity;
                history.Record(RegistryEvent.AuditDrawn, AuditDesk.AboutIt(audited), after: new { audited.AuditId, audited.Place, audited.Ticket, audited.DueOn, Items = audited.Items.Count });
                outbox.WriteToAccount(MessageKind.AuditDrawn, holder.AccountId, new { Board = audit.Board.Name, number.Number, DueOn = dueOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) });
            }
        }
    }
}
