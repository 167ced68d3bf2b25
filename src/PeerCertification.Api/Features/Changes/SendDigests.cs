using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Features.Changes;

/// <summary>
/// The clock promises each member whose digest is due one message, where something changed since the last. One reading finds them all, and how much
/// changed without counting, since an organisation's numbers have no gap; up to which number each was told moves on with the message.
/// </summary>
public static class SendDigests
{
    public sealed record Command(DateTime AtUtc) : ICommand<Response>;

    public sealed record Response(int Promised);

    internal sealed class Handler(RegistryContext db, Outbox outbox) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var today = DateOnly.FromDateTime(command.AtUtc);
            var due = await db.OrganisationMembers.Include(m => m.Organisation)
                .Where(m => m.EndedAtUtc == null && m.NextDigestOn <= today).OrderBy(m => m.Id).ToListAsync(cancellationToken);
            var changed = due.Where(m => m.DigestedUpTo < m.Organisation.LastChange).ToList();
            foreach (var member in changed)
            {
                outbox.WriteToAccount(MessageKind.ChangesDigest, member.AccountId, new { member.OrganisationId, Organisation = member.Organisation.Name, Count = $"{member.Organisation.LastChange - member.DigestedUpTo}", After = $"{member.DigestedUpTo}" });
                member.DigestedUpTo = member.Organisation.LastChange;
            }

            // Also where nothing changed: what comes on a Tuesday waits for the next Monday.
            due.ForEach(member => member.NextDigestOn = DigestRules.NextAfter(today, member.Digest));
            return new Response(changed.Count);
        }
    }
}
