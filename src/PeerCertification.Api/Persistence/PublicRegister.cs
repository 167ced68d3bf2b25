using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Persistence;

/// <summary>What the public may know of a credential, with all its acts, so that any day and any instant can be answered.</summary>
public sealed record PublicCredential(
    string Number,
    string NameAsPrinted,
    string CredentialType,
    string PublicTitle,
    string BoardCode,
    string BoardName,
    string BoardTimeZone,
    IReadOnlyList<CredentialAct> Acts,
    IReadOnlyList<PublicRestriction> Restrictions);

/// <summary>A restriction that the board makes public.</summary>
public sealed record PublicRestriction(Guid Id, string Text, RestrictionSpan Term);

/// <summary>
/// Looks one credential up by its number. This is the registry's busiest question, so it goes round Entity Framework: one prepared statement
/// by hand, the same on both databases, that touches nothing but the columns of the public record.
/// </summary>
public abstract class PublicRegister
{
    protected const string Statement = """
        SELECT c."Number", c."NameAsPrinted", t."Code", t."PublicTitle", b."Code", b."Name", b."TimeZone",
               a."Sequence", a."Kind", a."EffectiveOn", a."UntilOn", a."RecordedAtUtc", a."VacatesSequence",
               p."StartsOn", p."EndsOn", p."GraceEndsOn",
               r."Id", r."Text", r."FromOn", r."UntilOn", r."RecordedAtUtc", r."EndedOn", r."EndRecordedAtUtc"
        FROM "Credentials" c
        JOIN "CredentialTypes" t ON t."Id" = c."CredentialTypeId"
        JOIN "Boards" b ON b."Id" = c."BoardId"
        JOIN "CredentialActs" a ON a."CredentialId" = c."Id"
        LEFT JOIN "CredentialPeriods" p ON p."CredentialId" = a."CredentialId" AND p."OpenedBySequence" = a."Sequence"
        LEFT JOIN "Restrictions" r ON r."CredentialId" = c."Id" AND r."IsPublic"
        WHERE c."Number" = @number
        """;

    /// <summary>The credential with this number, as printed, or null.</summary>
    public abstract Task<PublicCredential?> Find(string number, CancellationToken cancellationToken);

    /// <summary>Takes one row: an act beside a public restriction, either of which an earlier row may have brought, or an act alone.</summary>
    protected static void Take(DbDataReader row, ref PublicCredential? found, List<CredentialAct> acts, List<PublicRestriction> restrictions)
    {
        found ??= new PublicCredential(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), acts, restrictions);
        if (row.IsDBNull(16))
        {
            acts.Add(Act(row));
            return;
        }

        var (sequence, restriction) = (row.GetInt32(7), row.GetGuid(16));
        if (!acts.Exists(a => a.Sequence == sequence))
        {
            acts.Add(Act(row));
        }

        if (!restrictions.Exists(r => r.Id == restriction))
        {
            restrictions.Add(new PublicRestriction(restriction, row.GetString(17), new RestrictionSpan(Day(row, 18), DayOrNull(row, 19), Instant(row, 20), DayOrNull(row, 21), row.IsDBNull(22) ? null : Instant(row, 22))));
        }
    }

    private static CredentialAct Act(DbDataReader row) => new(
        row.GetInt32(7),
        Enum.Parse<CredentialActKind>(row.GetString(8)),
        Day(row, 9),
        Instant(row, 11),
        DayOrNull(row, 10),
        row.IsDBNull(12) ? null : row.GetInt32(12),
        row.IsDBNull(13) ? null : new Period(Day(row, 13), Day(row, 14), DayOrNull(row, 15)));

    /// <summary>The driver of SQLite would try every way to write a date; there is one here.</summary>
    private static DateOnly Day(DbDataReader row, int column) =>
        row is SqliteDataReader ? DateOnly.ParseExact(row.GetString(column), "O", CultureInfo.InvariantCulture) : row.GetFieldValue<DateOnly>(column);

    private static DateOnly? DayOrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : Day(row, column);

    private static DateTime Instant(DbDataReader row, int column) => DateTime.SpecifyKind(row.GetDateTime(column), DateTimeKind.Utc);
}

/// <summary>Keeps read-only connections open with the statement prepared: preparing it anew would cost more than running it.</summary>
internal sealed class SqlitePublicRegister(string connectionString) : PublicRegister, IDisposable
{
    private readonly string _readOnly = new SqliteConnectionStringBuilder(connectionString) { Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString;
    private readonly ConcurrentBag<SqliteCommand> _idle = [];

    public override Task<PublicCredential?> Find(string number, CancellationToken cancellationToken)
    {
        var command = _idle.TryTake(out var idle) ? idle : Prepare();
        try
        {
            var found = Find(command, number);
            _idle.Add(command);
            return Task.FromResult(found);
        }
        catch
        {
            Close(command);
            throw;
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var command))
        {
            Close(command);
        }
    }

    private static PublicCredential? Find(SqliteCommand command, string number)
    {
        PublicCredential? found = null;
        List<CredentialAct> acts = [];
        List<PublicRestriction> restrictions = [];
        command.Parameters[0].Value = number;
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            Take(rows, ref found, acts, restrictions);
        }

        return found;
    }

    private SqliteCommand Prepare()
    {
        var connection = new SqliteConnection(_readOnly);
        connection.Open();
        var command = connection.CreateCommand();

        // Pages are read where the operating system keeps them: no copy and no cache of its own for each connection.
        command.CommandText = "PRAGMA mmap_size = 1073741824; PRAGMA cache_size = -1024";
        command.ExecuteNonQuery();
        command.CommandText = Statement;
        command.Parameters.Add("@number", SqliteType.Text);
        return command;
    }

    private static void Close(SqliteCommand command)
    {
        var connection = command.Connection;
        command.Dispose();
        connection?.Dispose();
    }
}

/// <summary>Takes connections from the driver's pool; a statement once prepared stays prepared on each.</summary>
internal sealed class PostgresPublicRegister(string? connectionString) : PublicRegister
{
    public override async Task<PublicCredential?> Find(string number, CancellationToken cancellationToken)
    {
        PublicCredential? found = null;
        List<CredentialAct> acts = [];
        List<PublicRestriction> restrictions = [];
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Statement, connection) { Parameters = { new NpgsqlParameter<string>("number", number) } };
        await command.PrepareAsync(cancellationToken);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            Take(rows, ref found, acts, restrictions);
        }

        return found;
    }
}
