using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;

namespace PeerCertification.Api.Security;

/// <summary>Whose recovery it is that the person speaks from.</summary>
public enum LivedExperience { OwnSubstanceUse, OwnMentalHealth, OwnCoOccurring, FamilyMember, Parent, SignificantOther }

/// <summary>What only those who need it may read: encrypted as a whole, every read recorded.</summary>
public sealed record SensitiveData(
    DateOnly? BirthDate = null,
    string? Phone = null,
    string? PostalAddress = null,
    LivedExperience? LivedExperience = null,
    DateOnly? RecoverySince = null);

/// <summary>The only way to the sensitive record of a person.</summary>
public sealed class SensitiveStore(RegistryContext db, IDataProtectionProvider protection, Caller caller, CurrentAct act, TimeProvider clock)
{
    private readonly IDataProtector _protector = protection.CreateProtector("sensitive-record");

    /// <summary>Reads the record, and notes the read.</summary>
    public async Task<SensitiveData> Read(Guid applicantId, string why, CancellationToken cancellationToken)
    {
        await Note(applicantId, why, cancellationToken);
        var payload = await db.SensitiveRecords.Where(r => r.ApplicantId == applicantId).Select(r => r.Payload).SingleOrDefaultAsync(cancellationToken);
        return payload is null ? new SensitiveData() : JsonSerializer.Deserialize<SensitiveData>(_protector.Unprotect(payload), RegistryJson.Options)!;
    }

    /// <summary>Notes that what tells as much as the records of many is read, for somebody who asked for it earlier; saved with the next change.</summary>
    public void NoteMany(IEnumerable<Guid> applicantIds, Guid reader, string why)
    {
        var now = clock.UtcNow();
        db.SensitiveReads.AddRange(applicantIds.Select(id => new SensitiveRead { ApplicantId = id, ReaderAccountId = reader, Act = act.Name, Why = why, ReadAtUtc = now }));
    }

    /// <summary>
    /// Notes who read, in which use case, and why: of the record itself, or of what tells as much, such as the findings of a decision. The note is
    /// saved here at once when a query asks; in a command it is saved with the command, even where that refuses.
    /// </summary>
    public async Task Note(Guid applicantId, string why, CancellationToken cancellationToken)
    {
        db.SensitiveReads.Add(new SensitiveRead { ApplicantId = applicantId, ReaderAccountId = caller.AccountId, Act = act.Name, Why = why, ReadAtUtc = clock.UtcNow() });
        if (db.Database.CurrentTransaction is null)
        {
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    /// <summary>Replaces the record, in the transaction of the command that asks.</summary>
    public async Task Write(Guid applicantId, SensitiveData data, CancellationToken cancellationToken)
    {
        var payload = _protector.Protect(JsonSerializer.Serialize(data, RegistryJson.Options));
        var record = await db.SensitiveRecords.SingleOrDefaultAsync(r => r.ApplicantId == applicantId, cancellationToken);
        if (record is null)
        {
            db.SensitiveRecords.Add(new SensitiveRecord { ApplicantId = applicantId, Payload = payload, ChangedAtUtc = clock.UtcNow() });
        }
        else
        {
            (record.Payload, record.ChangedAtUtc) = (payload, clock.UtcNow());
        }
    }
}
