using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;
using PeerCertification.Domain.Calendars;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Publication;

namespace PeerCertification.Api.Persistence;

/// <summary>What the public may know of a credential, with all its acts, so that any day and any instant can be answered.</summary>
public sealed record PublicCredential(
    string Number,
    string NameAsPrinted,
    PublicCredentialType Type,
    IReadOnlyList<CredentialAct> Acts,
    IReadOnlyList<PublicRestriction> Restrictions);

/// <summary>What sort of credential it is, whose, and what it is called on which day.</summary>
public sealed record PublicCredentialType(string Code, string FirstTitle, PublicBoard Board, IReadOnlyList<TitledVersion> Versions)
{
    public string TitleOn(DateOnly day, DateTime knownAtUtc) => PublicTitles.On(day, knownAtUtc, Versions, FirstTitle);

    /// <summary>The rules in force on a day, as known at an instant, or null.</summary>
    public RequirementSet? RulesOn(DateOnly day, DateTime knownAtUtc) => PublicTitles.RulesOn(day, knownAtUtc, Versions);
}

/// <summary>What every answer about a credential says of its board.</summary>
/// <param name="ConfirmedAtUtc">When the board last said that its data is right, or null.</param>
public sealed record PublicBoard(string Code, string Name, string TimeZone, string? State, BoardHold? Hold, DateTime? ConfirmedAtUtc)
{
    public TimeZoneInfo Zone => BoardZone.Named(TimeZone);
}

/// <summary>A restriction that the board makes public.</summary>
public sealed record PublicRestriction(Guid Id, string Text, RestrictionSpan Term);

/// <summary>
/// Looks one credential up by its number. This is the registry's busiest question, so it goes round Entity Framework: one prepared statement
/// by hand, the same on both databases, that touches nothing but the columns of the public record. Credential types are read anew every <see cref="TypesKept"/>.
/// </summary>
public abstract class PublicRegister(ParsedRequirementSets documents, TimeProvider clock)
{
    protected const string Statement = """
        SELECT "Facts" FROM "PublicRecords" WHERE "Number" = @asked
        """;

    protected const string TypeStatement = """
        SELECT t."Code", t."PublicTitle", b."Code", b."Name", b."TimeZone",
               s."Sha256", s."Document", s."EffectiveFrom", s."EffectiveUntil", s."PublishedAtUtc",
               b."State", b."OnHoldSinceUtc", b."HoldReason", b."ConfirmedAtUtc"
        FROM "CredentialTypes" t
        JOIN "Boards" b ON b."Id" = t."BoardId"
        LEFT JOIN "RequirementSets" s ON s."CredentialTypeId" = t."Id"
        WHERE t."Id" = @id
        ORDER BY s."Number"
        """;

    /// <summary>How long what a board publishes, and that it is on hold, may take to reach public answers.</summary>
    public static readonly TimeSpan TypesKept = TimeSpan.FromSeconds(1);

    /// <summary>The credential with this number, as printed, or null.</summary>
    public abstract Task<PublicCredential?> Find(string number, CancellationToken cancellationToken);

    /// <summary>The credentials with these numbers, as printed, in one reading and in their order; null where there is none, and where no number is given.</summary>
    public abstract Task<IReadOnlyList<PublicCredential?>> FindMany(IReadOnlyList<string?> numbers, CancellationToken cancellationToken);

    private readonly ConcurrentDictionary<Guid, Kept> _types = [];

    /// <summary>A type as it was at an instant; the first who asks for it then reads it, for all who ask meanwhile.</summary>
    private sealed record Kept(DateTimeOffset At, Lazy<Task<PublicCredentialType>> Type);

    /// <summary>The credential type with this id, which is there.</summary>
    public ValueTask<PublicCredentialType> Type(Guid id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var kept = _types.TryGetValue(id, out var some) && !IsOld(some, now) ? some
            : _types.AddOrUpdate(id, _ => New(), (_, other) => IsOld(other, now) ? New() : other);
        if (!kept.Type.IsValueCreated)
        {
            cancellationToken.ThrowIfCancellationRequested(); // who has gone begins no reading
        }

        var type = kept.Type.Value;
        return type.IsCompletedSuccessfully ? new(type.Result) : new(type.WaitAsync(cancellationToken));

        Kept New() => new(now, new(() => ReadType(id)));
    }

    /// <summary>Whether it was read too long ago. A clock that was put back makes all of them old; a reading that failed is not kept.</summary>
    private static bool IsOld(Kept kept, DateTimeOffset now) => (now - kept.At).Duration() >= TypesKept || kept.Type is { IsValueCreated: true, Value: { IsFaulted: true } or { IsCanceled: true } };

    /// <summary>Reads the rows of a type.</summary>
    protected abstract Task<PublicCredentialType> ReadType(Guid id);

    /// <summary>What rows say of these numbers, in their order.</summary>
    /// <param name="facts">What the row of each says; null where there is none.</param>
    protected async Task<IReadOnlyList<PublicCredential?>> Of(IReadOnlyList<string?> numbers, byte[]?[] facts, CancellationToken cancellationToken)
    {
        var found = new PublicCredential?[facts.Length];
        for (var i = 0; i < facts.Length; i++)
        {
            found[i] = facts[i] is { } said ? await Of(numbers[i]!, said, cancellationToken) : null;
        }

        return found;
    }

    /// <summary>The credential of a row.</summary>
    protected async ValueTask<PublicCredential> Of(string number, byte[] said, CancellationToken cancellationToken)
    {
        var facts = PublicFacts.Read(said);
        return new PublicCredential(number, facts.NameAsPrinted, await Type(facts.CredentialTypeId, cancellationToken), facts.Acts, facts.Restrictions);
    }

    /// <summary>The type of these rows, one for each published version of its rules, of which there may be none.</summary>
    protected async Task<PublicCredentialType> OfType(DbDataReader rows)
    {
        await rows.ReadAsync();
        var versions = new List<TitledVersion>();
        var type = new PublicCredentialType(rows.GetString(0), rows.GetString(1), Board(rows), versions);
        if (!rows.IsDBNull(5))
        {
            do
            {
                var rules = documents.Of(rows.GetString(5), rows.GetString(6));
                versions.Add(new TitledVersion(rules with { EffectiveFrom = Day(rows, 7), EffectiveUntil = DayOrNull(rows, 8) }, Instant(rows, 9)));
            }
            while (await rows.ReadAsync());
        }

        return type;
    }

    private static PublicBoard Board(DbDataReader row) => new(
        row.GetString(2),
        row.GetString(3),
        row.GetString(4),
        row.IsDBNull(10) ? null : row.GetString(10),
        row.IsDBNull(11) ? null : new BoardHold(row.GetString(12), Instant(row, 11)),
        row.IsDBNull(13) ? null : Instant(row, 13));

    /// <summary>The driver of SQLite would try every way to write a day or an instant; there is one here.</summary>
    private static DateOnly Day(DbDataReader row, int column) =>
        row is SqliteDataReader ? DateOnly.ParseExact(row.GetString(column), "O", CultureInfo.InvariantCulture) : row.GetFieldValue<DateOnly>(column);

    private static DateOnly? DayOrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : Day(row, column);

    private static DateTime Instant(DbDataReader row, int column) => DateTime.SpecifyKind(
        row is SqliteDataReader ? DateTime.ParseExact(row.GetString(column), "yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture) : row.GetDateTime(column),
        DateTimeKind.Utc);
}

/// <summary>Keeps read-only connections open with their statement prepared: opening and preparing anew would cost more than running it.</summary>
internal sealed class SqlitePublicRegister(string connectionString, ParsedRequirementSets documents, TimeProvider clock) : PublicRegister(documents, clock), IDisposable
{
    private const string ManyStatement = """
        SELECT n.key, r."Facts" FROM json_each(@asked) n CROSS JOIN "PublicRecords" r WHERE r."Number" = n.value
        """;

    private readonly string _readOnly = new SqliteConnectionStringBuilder(connectionString) { Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString;
    private readonly ConcurrentBag<SqliteCommand> _idle = [];
    private readonly ConcurrentBag<SqliteCommand> _idleForMany = [];

    public override async Task<PublicCredential?> Find(string number, CancellationToken cancellationToken) =>
        Run(_idle, Statement, number, static rows => rows.Read() ? rows.GetFieldValue<byte[]>(0) : null) is { } said ? await Of(number, said, cancellationToken) : null;

    public override Task<IReadOnlyList<PublicCredential?>> FindMany(IReadOnlyList<string?> numbers, CancellationToken cancellationToken)
    {
        var said = new byte[]?[numbers.Count];
        Run(_idleForMany, ManyStatement, JsonSerializer.Serialize(numbers), rows =>
        {
            while (rows.Read())
            {
                said[rows.GetInt32(0)] = rows.GetFieldValue<byte[]>(1);
            }

            return said;
        });
        return Of(numbers, said, cancellationToken);
    }

    public void Dispose()
    {
        foreach (var idle in (ReadOnlySpan<ConcurrentBag<SqliteCommand>>)[_idle, _idleForMany])
        {
            while (idle.TryTake(out var command))
            {
                Close(command);
            }
        }
    }

    protected override async Task<PublicCredentialType> ReadType(Guid id)
    {
        await using var connection = new SqliteConnection(_readOnly);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = TypeStatement;
        command.Parameters.AddWithValue("@id", id);
        await using var rows = await command.ExecuteReaderAsync();
        return await OfType(rows);
    }

    /// <summary>A command is put back only when nothing more can go wrong with it: from then on it is somebody else's.</summary>
    private T Run<T>(ConcurrentBag<SqliteCommand> idle, string statement, string asked, Func<SqliteDataReader, T> read)
    {
        var command = idle.TryTake(out var kept) ? kept : Prepare(statement);
        try
        {
            command.Parameters[0].Value = asked;
            T found;
            using (var rows = command.ExecuteReader())
            {
                found = read(rows);
            }

            idle.Add(command);
            return found;
        }
        catch
        {
            Close(command);
            throw;
        }
    }

    private SqliteCommand Prepare(string statement)
    {
        var connection = new SqliteConnection(_readOnly);
        var command = connection.CreateCommand();
        try
        {
            return Prepare(command, statement);
        }
        catch
        {
            Close(command);
            throw;
        }
    }

    private static SqliteCommand Prepare(SqliteCommand command, string statement)
    {
        command.Connection!.Open();

        // One is read where the operating system keeps its pages: no copy, and no cache of its own for each connection. For many it would cost more: each write
        // makes SQLite let go of the whole map, and every page of the next reading would have to be mapped again.
        command.CommandText = $"PRAGMA cache_size = -8192; PRAGMA mmap_size = {(statement == Statement ? 1024 * 1024 * 1024 : 0)}";
        command.ExecuteNonQuery();
        command.CommandText = statement;
        command.Parameters.Add("@asked", SqliteType.Text);
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
internal sealed class PostgresPublicRegister(string? connectionString, ParsedRequirementSets documents, TimeProvider clock) : PublicRegister(documents, clock)
{
    private const string ManyStatement = """
        SELECT n.place, r."Facts" FROM unnest(@asked) WITH ORDINALITY AS n(number, place) JOIN "PublicRecords" r ON r."Number" = n.number
        """;

    public override async Task<PublicCredential?> Find(string number, CancellationToken cancellationToken)
    {
        byte[]? said;
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Statement, connection) { Parameters = { new NpgsqlParameter<string>("asked", number) } };
        await command.PrepareAsync(cancellationToken);
        await using (var rows = await command.ExecuteReaderAsync(cancellationToken))
        {
            said = await rows.ReadAsync(cancellationToken) ? rows.GetFieldValue<byte[]>(0) : null;
        }

        return said is null ? null : await Of(number, said, cancellationToken);
    }

    public override async Task<IReadOnlyList<PublicCredential?>> FindMany(IReadOnlyList<string?> numbers, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(ManyStatement, connection) { Parameters = { new NpgsqlParameter<string?[]>("asked", [.. numbers]) } };
        await command.PrepareAsync(cancellationToken);
        var said = new byte[]?[numbers.Count];
        await using (var rows = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await rows.ReadAsync(cancellationToken))
            {
                said[rows.GetInt64(0) - 1] = rows.GetFieldValue<byte[]>(1);
            }
        }

        return await Of(numbers, said, cancellationToken);
    }

    protected override async Task<PublicCredentialType> ReadType(Guid id)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(TypeStatement, connection) { Parameters = { new NpgsqlParameter<Guid>("id", id) } };
        await using var rows = await command.ExecuteReaderAsync();
        return await OfType(rows);
    }
}
