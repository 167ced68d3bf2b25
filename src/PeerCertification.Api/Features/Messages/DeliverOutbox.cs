using System.Net.Mail;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Messages;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Messages;

/// <summary>
/// The clock sends the messages that are due, in order. No transaction stays open while a mail server is spoken to, so this is no command: each
/// message is claimed, sent and marked, in short steps. A crash between sending and marking sends it again after its wait, with the same
/// Message-ID: every message leaves at least once, and a receiver can drop the second.
/// </summary>
public static class DeliverOutbox
{
    public sealed record Command(int AtMost) : IRequest<Outcome<Response>>;

    public sealed record Response(int Sent, int Failed);

    private enum Delivery { Sent, Failed, Withdrawn }

    internal sealed class Handler(RegistryContext db, WriteGate gate, MessageWriter writer, LetterSeal seal, IMailSender sender, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var now = clock.UtcNow();
            var due = await db.Outbox.AsNoTracking().Where(m => m.State == OutboxState.Waiting && m.NextAttemptAtUtc <= now)
                .OrderBy(m => m.NextAttemptAtUtc).ThenBy(m => m.Id).Take(command.AtMost).ToListAsync(cancellationToken);
            var deliveries = new List<Delivery>();
            foreach (var message in due)
            {
                if (await Claim(message, cancellationToken))
                {
                    deliveries.Add(await Deliver(message, cancellationToken));
                }
            }

            return new Response(deliveries.Count(d => d == Delivery.Sent), deliveries.Count(d => d == Delivery.Failed));
        }

        /// <summary>Counts the attempt and puts the next one off before anything is sent. Whoever comes second, here or on another node, changes no row.</summary>
        private async Task<bool> Claim(OutboxMessage message, CancellationToken cancellationToken)
        {
            var next = clock.UtcNow() + DeliveryRules.WaitAfter(message.Attempts + 1);
            using var turn = await gate.EnterAsync(cancellationToken);
            return await db.Outbox.Where(m => m.Id == message.Id && m.State == OutboxState.Waiting && m.Attempts == message.Attempts)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.Attempts, m => m.Attempts + 1).SetProperty(m => m.NextAttemptAtUtc, next), cancellationToken) == 1;
        }

        private async Task<Delivery> Deliver(OutboxMessage message, CancellationToken cancellationToken)
        {
            try
            {
                var letter = await writer.Write(message, cancellationToken);
                if (letter is null)
                {
                    await Close(message, DeliveryAct.Withdraw);
                    return Delivery.Withdrawn;
                }

                if (letter.InboxOf is { } account)
                {
                    await PutIntoInbox(account, message, letter);
                }

                if (letter.Mail is { } mail)
                {
                    await sender.Send(mail, cancellationToken);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                await NoteFailure(message, e);
                return Delivery.Failed;
            }

            await Close(message, DeliveryAct.Deliver);
            return Delivery.Sent;
        }

        // From here on the token of the run is not asked: what has been sent is marked even while the registry stops.

        /// <summary>Puts the letter into its reader's inbox, once, whatever is tried again. It does not wait for a mail server.</summary>
        private async Task PutIntoInbox(Guid account, OutboxMessage message, Letter letter)
        {
            using var turn = await gate.EnterAsync(CancellationToken.None);
            if (await db.Inbox.AnyAsync(m => m.OutboxMessageId == message.Id))
            {
                return;
            }

            db.Inbox.Add(new InboxMessage
            {
                AccountId = account,
                OutboxMessageId = message.Id,
                Kind = message.Kind,
                Language = letter.Language,
                SubjectProtected = seal.Close(letter.Subject),
                TextProtected = seal.Close(letter.Text),
                ArrivedAtUtc = clock.UtcNow(),
            });
            try
            {
                await db.SaveChangesAsync();
            }
            finally
            {
                db.ChangeTracker.Clear();
            }
        }

        /// <summary>Closes the message and erases whom it went to and what it said.</summary>
        private async Task Close(OutboxMessage message, DeliveryAct act)
        {
            var state = DeliveryRules.Table.Decide(message.State, act).Value;
            var sentAt = act == DeliveryAct.Deliver ? clock.UtcNow() : (DateTime?)null;
            using var turn = await gate.EnterAsync(CancellationToken.None);
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.Outbox.Where(m => m.Id == message.Id).ExecuteUpdateAsync(set => set
                .SetProperty(m => m.State, state).SetProperty(m => m.SentAtUtc, sentAt).SetProperty(m => m.LastError, (string?)null)
                .SetProperty(m => m.RecipientProtected, (string?)null).SetProperty(m => m.DataProtected, (string?)null));
            if (act == DeliveryAct.Deliver)
            {
                await writer.NoteSent(message);
            }

            await transaction.CommitAsync();
        }

        private async Task NoteFailure(OutboxMessage message, Exception error)
        {
            var state = message.Attempts + 1 >= DeliveryRules.MostAttempts ? DeliveryRules.Table.Decide(message.State, DeliveryAct.GiveUp).Value : message.State;
            using var turn = await gate.EnterAsync(CancellationToken.None);
            await db.Outbox.Where(m => m.Id == message.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.State, state).SetProperty(m => m.LastError, WithoutNames(error)));
        }

        /// <summary>What a mail server says may repeat the address; the kind of failure does not.</summary>
        private static string WithoutNames(Exception error) =>
            error is SmtpException smtp ? $"{nameof(SmtpException)}: {smtp.StatusCode}" : error.GetType().Name;
    }
}
