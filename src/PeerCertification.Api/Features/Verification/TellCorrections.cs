using System.Text.Json;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Features.Verification;

/// <summary>
/// The clock asks the questions of receipts again where something was recorded of their credentials since, and tells the holders of those that would
/// be answered otherwise: once for each correction of each receipt. Some hundreds at a time; the next run goes on.
/// </summary>
public static class TellCorrections
{
    private const int AtMost = 500;

    public sealed record Command(DateTime AtUtc) : ICommand<Response>;

    public sealed record Response(int Told);

    internal sealed class Handler(RegistryContext db, VerificationDesk desk, Outbox outbox, History history) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var told = 0;
            foreach (var receipt in await Due(command.AtUtc.AddYears(-VerificationReceipt.YearsTold)).ToListAsync(cancellationToken))
            {
                receipt.LookFromUtc = command.AtUtc - VerificationReceipt.OnItsWay;
                if (await Correction(receipt, command.AtUtc, cancellationToken) is { } correction)
                {
                    db.ReceiptCorrections.Add(correction);
                    await Tell(receipt, correction, cancellationToken);
                    told++;
                }
            }

            return new Response(told);
        }

        /// <summary>
        /// Receipts of whose credentials, or of the rules that give them their titles, something was recorded since; those looked at longest ago first. Rules are those
        /// of thousands: what a board did to somebody does not wait behind them.
        /// </summary>
        private IQueryable<HeldReceipt> Due(DateTime issuedFrom) =>
            (from receipt in db.HeldReceipts
             join credential in db.Credentials on receipt.Number equals credential.Number
             where receipt.IssuedAtUtc >= issuedFrom
             let isByBoard = credential.Acts.Any(a => a.RecordedAtUtc >= receipt.LookFromUtc)
                 || db.Restrictions.Any(r => r.CredentialId == credential.Id && (r.RecordedAtUtc >= receipt.LookFromUtc || r.EndRecordedAtUtc >= receipt.LookFromUtc))
             where isByBoard || db.RequirementSets.Any(s => s.CredentialTypeId == credential.CredentialTypeId && s.PublishedAtUtc >= receipt.LookFromUtc)
             orderby isByBoard ? 0 : 1, receipt.LookFromUtc, receipt.Id
             select receipt).Take(AtMost);

        private async Task<ReceiptCorrection?> Correction(HeldReceipt receipt, DateTime at, CancellationToken cancellationToken)
        {
            var again = await desk.Answer(receipt.Number, receipt.On, null, cancellationToken);
            if (again.Refusal is not null)
            {
                return null;
            }

            var last = await db.ReceiptCorrections.AsNoTracking().Where(c => c.ReceiptId == receipt.Id).OrderByDescending(c => c.Number).Select(c => new { c.Number, c.Answer }).FirstOrDefaultAsync(cancellationToken);
            var now = JsonSerializer.SerializeToElement(again.Value, RegistryJson.Options);
            var corrected = VerificationReceipt.Differences(JsonElement.Parse(last?.Answer ?? receipt.Answer), now);
            return corrected.Count == 0 ? null : new ReceiptCorrection { ReceiptId = receipt.Id, Number = (last?.Number ?? 0) + 1, FoundAtUtc = at, Corrected = [.. corrected], Answer = now.GetRawText() };
        }

        private async Task Tell(HeldReceipt receipt, ReceiptCorrection correction, CancellationToken cancellationToken)
        {
            var holders = receipt.OrganisationId is { } organisation
                ? await db.OrganisationMembers.Where(m => m.OrganisationId == organisation && m.Role == OrganisationRole.Owner && m.EndedAtUtc == null).Select(m => m.AccountId).ToListAsync(cancellationToken)
                : [receipt.AccountId!.Value];
            var said = new { receipt.Number, On = $"{receipt.On:yyyy-MM-dd}", AskedOn = $"{receipt.IssuedAtUtc:yyyy-MM-dd}" };
            foreach (var holder in holders)
            {
                outbox.WriteToAccount(MessageKind.ReceiptCorrected, holder, said);
            }

            var credential = await db.Credentials.Where(c => c.Number == receipt.Number).Select(c => new { c.Id, c.BoardId, c.ApplicantId }).SingleAsync(cancellationToken);
            history.Record(RegistryEvent.ReceiptCorrected, new About(credential.BoardId, credential.ApplicantId, CredentialId: credential.Id, SubjectId: receipt.OrganisationId), after: new { Receipt = receipt.Id, correction.Number, correction.Corrected });
        }
    }
}
