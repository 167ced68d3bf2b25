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
            foreach (var number in numbers)
            {
                await Begin(audit, number, lot[number.Number], dueOn, cancellationToken);
            }

            return numbers.Count;
        }

        private async Task Begin(RenewalAudit audit, DrawnNumber number, AuditLotEntry entry, DateOnly dueOn, CancellationToken cancellationToken)
        {
            var (id, applicant) = (Ids.New(clock), await db.Credentials.Where(c => c.Id == entry.CredentialId).Select(c => c.ApplicantId).SingleAsync(cancellationToken));
            var audited = db.AuditCases.Add(new AuditCase
            {
                Id = id,
                AuditId = audit.Id,
                BoardId = audit.BoardId,
                CredentialId = entry.CredentialId,
                ApplicantId = applicant,
                ApplicationId = entry.ApplicationId,
                Place = number.Place,
                Ticket = number.Ticket,
                State = AuditCaseState.AwaitingHolder,
                DueOn = dueOn,
                Items = await desk.ItemsOf(id, entry.ApplicationId, cancellationToken),
                Version = 1,
            }).Entity;
            history.Record(RegistryEvent.AuditDrawn, AuditDesk.AboutIt(audited), after: new { audited.AuditId, audited.Place, audited.Ticket, audited.DueOn, Items = audited.Items.Count });
            await outbox.WriteToApplicant(MessageKind.AuditDrawn, applicant, new { Board = audit.Board.Name, number.Number, DueOn = dueOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) }, cancellationToken);
        }
    }
}
