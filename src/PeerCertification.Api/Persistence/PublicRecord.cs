using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Persistence;

/// <summary>
/// What the public may know of one credential, once more and in one row under its number: it answers any question about any day without going through four
/// tables. It says nothing that those tables do not say, and is written anew in the transaction that writes one of them.
/// </summary>
public sealed class PublicRecord
{
    public required string Number { get; init; }

    /// <summary>The <see cref="PublicFacts"/>, packed.</summary>
    public required byte[] Facts { get; set; }

    /// <summary>The credentials of which something that the public may know waits to be saved.</summary>
    internal static HashSet<Guid> Changed(ChangeTracker tracked)
    {
        var changed = new HashSet<Guid>();
        foreach (var entry in tracked.Entries())
        {
            switch (entry)
            {
                case { State: EntityState.Added, Entity: CredentialActRow act }:
                    changed.Add(act.CredentialId);
                    break;
                case { State: EntityState.Added, Entity: CredentialPeriod period }:
                    changed.Add(period.CredentialId);
                    break;
                case { State: EntityState.Added or EntityState.Modified, Entity: Restriction { IsPublic: true } restriction }:
                    changed.Add(restriction.CredentialId);
                    break;
            }
        }

        return changed;
    }

    /// <summary>Makes the records of credentials anew, from what is saved. They wait to be saved themselves.</summary>
    internal static async Task Renew(RegistryContext db, IReadOnlyCollection<Guid> credentials, CancellationToken cancellationToken)
    {
        foreach (var some in credentials.Chunk(500))
        {
            var saved = await db.Credentials.AsNoTracking().Where(c => some.Contains(c.Id)).Select(c => new { c.Id, c.Number, c.NameAsPrinted, c.CredentialTypeId }).ToListAsync(cancellationToken);
            var acts = (await db.CredentialActs.AsNoTracking().Where(a => some.Contains(a.CredentialId)).ToListAsync(cancellationToken)).ToLookup(a => a.CredentialId);
            var periods = (await db.CredentialPeriods.AsNoTracking().Where(p => some.Contains(p.CredentialId)).ToListAsync(cancellationToken)).ToLookup(p => p.CredentialId);
            var restrictions = (await db.Restrictions.AsNoTracking().Where(r => some.Contains(r.CredentialId) && r.IsPublic).OrderBy(r => r.Id).ToListAsync(cancellationToken)).ToLookup(r => r.CredentialId);
            var numbers = saved.Select(c => c.Number).ToList();
            var records = await db.PublicRecords.Where(r => numbers.Contains(r.Number)).ToDictionaryAsync(r => r.Number, cancellationToken);
            foreach (var credential in saved)
            {
                var facts = new PublicFacts(credential.CredentialTypeId, credential.NameAsPrinted, CredentialActRow.Read(acts[credential.Id], [.. periods[credential.Id]]), [.. restrictions[credential.Id].Select(r => new PublicRestriction(r.Id, r.Text, r.ReadTerm()))]).Written();
                if (records.TryGetValue(credential.Number, out var record))
                {
                    record.Facts = facts;
                }
                else
                {
                    db.PublicRecords.Add(new PublicRecord { Number = credential.Number, Facts = facts });
                }
            }
        }
    }
}
