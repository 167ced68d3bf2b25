using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Persistence;

/// <summary>
/// The credentials that need renewing, found by the database itself: one statement each, whatever the number of credentials. It says in SQL, for
/// both databases, what <see cref="CredentialTimeline"/> says of one credential; a test compares the two over many random histories.
/// </summary>
internal static class RunningOut
{
    /// <summary>
    /// Period "p" matters on day {0}: it has begun, the act that opened it stands, no period follows it, and the credential is not revoked,
    /// surrendered or its holder dead that day. An act is vacated once and for good, since a Vacate cannot itself be vacated.
    /// </summary>
    private const string Matters = $$"""
        p."StartsOn" <= {0}
        AND NOT EXISTS (
            SELECT 1 FROM "CredentialPeriods" q
            WHERE q."CredentialId" = p."CredentialId"
              AND (q."StartsOn" > p."StartsOn" OR (q."StartsOn" = p."StartsOn" AND q."OpenedBySequence" > p."OpenedBySequence"))
              AND NOT EXISTS (SELECT 1 FROM "CredentialActs" v WHERE v."CredentialId" = q."CredentialId" AND v."VacatesSequence" = q."OpenedBySequence"))
        AND NOT EXISTS (
            SELECT 1 FROM "CredentialActs" a
            WHERE a."CredentialId" = p."CredentialId"
              AND (a."VacatesSequence" = p."OpenedBySequence"
                OR (a."Kind" IN ('{{nameof(CredentialActKind.Revoke)}}', '{{nameof(CredentialActKind.Surrender)}}', '{{nameof(CredentialActKind.RecordDeath)}}')
                  AND a."EffectiveOn" <= {0}
                  AND NOT EXISTS (SELECT 1 FROM "CredentialActs" v WHERE v."CredentialId" = a."CredentialId" AND v."VacatesSequence" = a."Sequence")
                  AND NOT EXISTS (
                      SELECT 1 FROM "CredentialActs" r
                      WHERE r."CredentialId" = a."CredentialId" AND r."Kind" = '{{nameof(CredentialActKind.Reinstate)}}' AND r."EffectiveOn" <= {0}
                        AND (r."EffectiveOn" > a."EffectiveOn" OR (r."EffectiveOn" = a."EffectiveOn" AND r."Sequence" > a."Sequence"))
                        AND NOT EXISTS (SELECT 1 FROM "CredentialActs" v WHERE v."CredentialId" = r."CredentialId" AND v."VacatesSequence" = r."Sequence")))))
        """;

    /// <summary>The periods that have not ended on a day and that nothing follows.</summary>
    internal static IQueryable<CredentialPeriod> PeriodsRunningOut(this RegistryContext db, DateOnly day) =>
        db.CredentialPeriods.FromSqlRaw($$"""SELECT p.* FROM "CredentialPeriods" p WHERE p."EndsOn" >= {0} AND {{Matters}}""", day);

    /// <summary>
    /// Gives SQLite room for the pages that a sweep comes back to, while it lasts: with the 2 MB of every other connection it reads most of them
    /// from the file again. PostgreSQL keeps its own.
    /// </summary>
    internal static async Task<T> WithRoomToSweep<T>(this RegistryContext db, Func<Task<T>> sweep)
    {
        if (!db.Database.IsSqlite())
        {
            return await sweep();
        }

        await db.Database.ExecuteSqlRawAsync("PRAGMA cache_size = -65536", CancellationToken.None);
        try
        {
            return await sweep();
        }
        finally
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA cache_size = -2000", CancellationToken.None);
        }
    }

    /// <summary>Flags, for a day, what ends within these lead times of these boards, and tells how many flags are new.</summary>
    internal static Task<int> FlagRunningOut(this RegistryContext db, DateOnly day, IReadOnlyList<ExpiryLead> leads, IEnumerable<Guid> boards, DateTime atUtc, CancellationToken cancellationToken)
    {
        var values = new Values(day, atUtc);
        // CROSS JOIN, since SQLite then keeps the order of the tables: a range of last days for each lead time by its index, all else by key.
        // What has the flag of its nearest lead time was seen before, with the longer ones; on most days that is nearly everything.
        return db.Database.ExecuteSqlAsync(values.Into($$"""
            WITH "Leads" ("Days", "FromOn", "UntilOn") AS (VALUES {{values.Rows(leads)}})
            INSERT INTO "ExpiryFlags" ("PeriodId", "LeadDays", "FlaggedOn", "FlaggedAtUtc")
            SELECT p."Id", l."Days", {0}, {1}
            FROM "Leads" n CROSS JOIN "CredentialPeriods" p CROSS JOIN "Credentials" c CROSS JOIN "Leads" l
            WHERE p."EndsOn" BETWEEN n."FromOn" AND n."UntilOn"
              AND NOT EXISTS (SELECT 1 FROM "ExpiryFlags" f WHERE f."PeriodId" = p."Id" AND f."LeadDays" = n."Days")
              AND {{Matters}}
              AND c."Id" = p."CredentialId" AND c."BoardId" IN {{values.Row(boards.Cast<object>())}}
              AND p."EndsOn" <= l."UntilOn"
            ON CONFLICT DO NOTHING
            """), cancellationToken);
    }

    /// <summary>Queues a notice for each flag that was set at this instant for its holder's nearest lead time, and tells how many.</summary>
    internal static Task<int> QueueNotices(this RegistryContext db, string kind, DateOnly flaggedOn, IReadOnlyList<ExpiryLead> leads, IEnumerable<Guid> boards, DateTime atUtc, CancellationToken cancellationToken)
    {
        var values = new Values(flaggedOn, kind, atUtc);
        return db.Database.ExecuteSqlAsync(values.Into($$"""
            WITH "Leads" ("Days", "FromOn", "UntilOn") AS (VALUES {{values.Rows(leads)}})
            INSERT INTO "Outbox" ("Kind", "RecipientAccountId", "PeriodId", "LeadDays", "State", "CreatedAtUtc", "Attempts", "NextAttemptAtUtc")
            SELECT {1}, h."AccountId", p."Id", l."Days", '{{nameof(OutboxState.Waiting)}}', {2}, 0, {2}
            FROM "ExpiryFlags" f CROSS JOIN "CredentialPeriods" p CROSS JOIN "Credentials" c CROSS JOIN "Applicants" h CROSS JOIN "Leads" l
            WHERE f."FlaggedOn" = {0} AND f."FlaggedAtUtc" = {2}
              AND p."Id" = f."PeriodId" AND c."Id" = p."CredentialId" AND c."BoardId" IN {{values.Row(boards.Cast<object>())}} AND h."Id" = c."ApplicantId"
              AND l."Days" = f."LeadDays" AND p."EndsOn" BETWEEN l."FromOn" AND l."UntilOn"
            ON CONFLICT DO NOTHING
            """), cancellationToken);
    }

    /// <summary>What a statement is given; each value becomes a parameter, the first ones by their place.</summary>
    private sealed class Values(params object[] first)
    {
        private readonly List<object> _values = [.. first];

        public string Rows(IEnumerable<ExpiryLead> leads) => string.Join(", ", leads.Select(l => Row([l.Days, l.NearestFromOn, l.ReachedUntilOn])));

        public string Row(IEnumerable<object> row) => $"({string.Join(", ", row.Select(Place))})";

        public FormattableString Into(string sql) => FormattableStringFactory.Create(sql, [.. _values]);

        private string Place(object value)
        {
            _values.Add(value);
            return $"{{{_values.Count - 1}}}";
        }
    }
}
