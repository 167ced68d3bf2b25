using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain.Calendars;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Persistence;

/// <summary>One numbered change of a credential's standing. Numbers begin at 1 and have no gap.</summary>
public sealed class StandingChangeRow
{
    public long Number { get; init; }

    public Guid CredentialId { get; init; }

    public Credential Credential { get; init; } = null!;

    public StandingChangeKind Kind { get; init; }

    public Standing? From { get; init; }

    public Standing To { get; init; }

    public DateOnly EffectiveOn { get; init; }

    public DateOnly? UntilOn { get; init; }

    public DateOnly PeriodEndsOn { get; init; }

    public bool IsCorrection { get; init; }

    public int ActSequence { get; init; }

    /// <summary>The public restriction that began or ended, or null.</summary>
    public Guid? RestrictionId { get; init; }

    /// <summary>The code of the endorsement of which something else is said, or null.</summary>
    public string? Endorsement { get; init; }

    public DateTime KnownAtUtc { get; init; }

    public DateTime NumberedAtUtc { get; init; }
}

/// <summary>
/// Writes the log of standing changes: of the credentials that may have changed, by an index, it derives what did since it last looked, and numbers
/// it. Acts number nothing. Only what is committed is read, and one at a time reads and numbers, in the whole registry: whoever comes next sees
/// every number given before. An act that commits late therefore gets a later number, and none is skipped and none is given in vain. In the same transaction
/// each change gets the next number of every organisation that watches a roster with the credential on it.
/// </summary>
public sealed partial class StandingChangeLog(RegistryContext db, WriteGate gate, TimeProvider clock, ILogger<StandingChangeLog> logger)
{
    /// <summary>How long a change is kept.</summary>
    public const int YearsKept = 3;

    /// <summary>Any number that no other lock has.</summary>
    private const long Lock = 4_226_001;

    private const int Tries = 12;

    /// <summary>Looks at the next credentials that may have changed.</summary>
    /// <returns>How many were looked at, how many changes were found, and how many credentials could not be read; those are looked at again the next day.</returns>
    public async Task<(int Looked, int Found, int Unread)> Write(int atMost, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(cancellationToken);
        for (var tried = 1; ; tried++)
        {
            try
            {
                // Where acts keep coming in between, fewer at once.
                return await WriteOnce(Math.Max(1, atMost >> (tried - 1)), cancellationToken);
            }
            catch (Exception e) when (tried < Tries && Collision.Is(e))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1, 15 * tried)), cancellationToken);
            }
            finally
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    /// <summary>Each statement must see what was committed before it, so this is no serializable transaction; the versions of the credentials tell whether an act came in between.</summary>
    private async Task<(int Looked, int Found, int Unread)> WriteOnce(int atMost, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (db.Database.IsNpgsql())
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", cancellationToken);
        }

        var now = clock.UtcNow();
        var found = new List<(StandingChange Change, Guid CredentialId, Guid? RestrictionId)>();
        var (due, unread) = (await Due(atMost, now, cancellationToken), 0);
        foreach (var (credential, restrictions, today, zone) in due)
        {
            try
            {
                found.AddRange(Look(credential, restrictions, today, zone));
            }
            catch (Exception e)
            {
                // One that cannot be read keeps nobody else from being told. Its kind, not its message: that may quote a record.
                LogUnread(credential.Id, e.GetType().Name);
                (credential.NextChangeOn, unread) = (today.AddDays(1), unread + 1);
            }
        }

        var last = await db.StandingChanges.MaxAsync(c => (long?)c.Number, cancellationToken) ?? 0;
        var keptFrom = now.AddYears(-YearsKept);
        var kept = found.Where(f => f.Change.KnownAtUtc >= keptFrom).OrderBy(f => f.Change.KnownAtUtc).Select((f, i) => Row(last + 1 + i, f.Change, f.CredentialId, f.RestrictionId, now)).ToList();
        db.StandingChanges.AddRange(kept);
        await Tell(kept, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
        return (due.Count, kept.Count, unread);
    }

    private async Task<List<(Credential Credential, List<Restriction> Restrictions, DateOnly Today, TimeZoneInfo Zone)>> Due(int atMost, DateTime now, CancellationToken cancellationToken)
    {
        var due = new List<(Credential, List<Restriction>, DateOnly, TimeZoneInfo)>();
        var boards = await db.Boards.AsNoTracking().Select(b => new { b.Id, b.TimeZone }).ToListAsync(cancellationToken);
        foreach (var alike in boards.GroupBy(b => BoardDay.Of(now, BoardZone.Named(b.TimeZone))))
        {
            var (today, zones) = (alike.Key, alike.ToDictionary(b => b.Id, b => BoardZone.Named(b.TimeZone)));
            // First which ones: each statement sees more than the one before, and must not choose others. Acts before periods, so that none lacks its own.
            var ids = await db.Credentials.Where(c => c.NextChangeOn <= today && zones.Keys.Contains(c.BoardId))
                .OrderBy(c => c.NextChangeOn).ThenBy(c => c.Id).Take(atMost - due.Count).Select(c => c.Id).ToListAsync(cancellationToken);
            var credentials = await db.Credentials.Where(c => ids.Contains(c.Id)).OrderBy(c => c.Id)
                .Include(c => c.Acts).Include(c => c.Periods).AsSplitQuery().ToListAsync(cancellationToken);
            var restrictions = (await db.Restrictions.Where(r => r.IsPublic && ids.Contains(r.CredentialId)).ToListAsync(cancellationToken)).ToLookup(r => r.CredentialId);
            due.AddRange(credentials.Select(c => (c, restrictions[c.Id].ToList(), today, zones[c.BoardId])));
        }

        return due;
    }

    /// <summary>Gives each change to the organisations on whose watched rosters its credential is today, once, under their own next number.</summary>
    private async Task Tell(IReadOnlyList<StandingChangeRow> changes, DateTime now, CancellationToken cancellationToken)
    {
        var (credentials, today) = (changes.Select(c => c.CredentialId).Distinct().ToList(), DateOnly.FromDateTime(now));
        var watching = (await (from credential in db.Credentials
                               join entry in db.SavedRosterEntries on credential.Number equals entry.Number
                               where credentials.Contains(credential.Id) && entry.Roster.IsWatched && entry.FromOn <= today && (entry.UntilOn == null || entry.UntilOn >= today)
                               select new { CredentialId = credential.Id, entry.Roster.OrganisationId }).Distinct().ToListAsync(cancellationToken)).ToLookup(w => w.CredentialId, w => w.OrganisationId);
        var told = watching.SelectMany(w => w).Distinct().ToList();
        var organisations = await db.Organisations.Where(o => told.Contains(o.Id)).ToDictionaryAsync(o => o.Id, cancellationToken);
        foreach (var change in changes)
        {
            foreach (var id in watching[change.CredentialId])
            {
                db.OrganisationChanges.Add(new OrganisationChange { OrganisationId = id, Number = ++organisations[id].LastChange, ChangeNumber = change.Number });
            }
        }
    }

    /// <summary>What changed of one credential; notes on it that this was told, and when to look again.</summary>
    private static List<(StandingChange Change, Guid CredentialId, Guid? RestrictionId)> Look(Credential credential, IReadOnlyCollection<Restriction> restrictions, DateOnly today, TimeZoneInfo zone)
    {
        var acts = CredentialActRow.Read(credential.Acts, credential.Periods);
        var found = StandingChanges.Since(new ToldUpTo(credential.ToldSequence, credential.ToldOn), acts, today, zone).Select(c => (c, credential.Id, (Guid?)null)).ToList();
        List<DateOnly?> ahead = [StandingChanges.NextAfter(today, acts)];
        var ofRestrictions = restrictions.Select(r => (Restriction: r, Changes: StandingChanges.Since(r.ReadTerm(), r.ToldBegan, r.ToldEnded, acts, today, zone))).ToList();
        foreach (var (restriction, changes) in ofRestrictions)
        {
            found.AddRange(changes.Select(c => (c, credential.Id, (Guid?)restriction.Id)));
            restriction.ToldBegan |= changes.Any(c => c.Kind == StandingChangeKind.RestrictionBegan);
            restriction.ToldEnded |= changes.Any(c => c.Kind == StandingChangeKind.RestrictionEnded);
            ahead.Add(StandingChanges.NextAfter(today, restriction.ReadTerm()));
        }

        (credential.ToldSequence, credential.ToldOn, credential.NextChangeOn) = (acts.Max(a => a.Sequence), credential.ToldOn > today ? credential.ToldOn : today, ahead.Min());
        return found;
    }

    [LoggerMessage(LogLevel.Error, "The changes of credential {CredentialId} could not be read: {Error}")]
    private partial void LogUnread(Guid credentialId, string error);

    private static StandingChangeRow Row(long number, StandingChange change, Guid credentialId, Guid? restrictionId, DateTime now) => new()
    {
        Number = number,
        CredentialId = credentialId,
        Kind = change.Kind,
        From = change.From,
        To = change.To,
        EffectiveOn = change.EffectiveOn,
        UntilOn = change.UntilOn,
        PeriodEndsOn = change.PeriodEndsOn,
        IsCorrection = change.IsCorrection,
        ActSequence = change.ActSequence,
        RestrictionId = restrictionId,
        Endorsement = change.Endorsement,
        KnownAtUtc = change.KnownAtUtc,
        NumberedAtUtc = now,
    };
}
