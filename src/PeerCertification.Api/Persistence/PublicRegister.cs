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
    protected const string Everything = """
        SELECT c."Number", c."NameAsPrinted", c."CredentialTypeId",
               a."Sequence", a."Kind", a."EffectiveOn", a."UntilOn", a."RecordedAtUtc", a."VacatesSequence",
               p."StartsOn", p."EndsOn", p."GraceEndsOn",
               r."Id", r."Text", r."FromOn", r."UntilOn", r."RecordedAtUtc", r."EndedOn", r."EndRecordedAtUtc",
               p."AfterEnd", a."Name", a."Endorsement", a."IsPrimary"
        FROM "Credentials" c
        JOIN "CredentialActs" a ON a."CredentialId" = c."Id"
        LEFT JOIN "CredentialPeriods" p ON p."CredentialId" = a."CredentialId" AND p."OpenedBySequence" = a."Sequence"
        LEFT JOIN "Restrictions" r ON r."CredentialId" = c."Id" AND r."IsPublic"
        """;

    protected const string Statement = Everything + """

        WHERE c."Number" = @asked
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

    /// <summary>How long what is published may take to reach public answers; a title or a board's name changes once in years.</summary>
    public static readonly TimeSpan TypesKept = TimeSpan.FromSeconds(5);

    /// <summary>The credential with this number, as printed, or null.</summary>
    public abstract Task<PublicCredential?> Find(string number, CancellationToken cancellationToken);

    /// <summary>Those of these numbers, as printed, that are there, in one reading.</summary>
    public abstract Task<IReadOnlyDictionary<string, PublicCredential>> FindMany(IReadOnlyCollection<string> numbers, CancellationToken cancellationToken);

    /// <summary>The credential type with this id, which is there.</summary>
    public async ValueTask<PublicCredentialType> Type(Guid id, CancellationToken cancellationToken) => KnownType(id) ?? await ReadType(id, cancellationToken);

    private readonly ConcurrentDictionary<Guid, (PublicCredentialType Type, DateTimeOffset ReadAt)> _types = [];

    /// <summary>Reads the rows of a type and keeps them.</summary>
    protected abstract ValueTask<PublicCredentialType> ReadType(Guid id, CancellationToken cancellationToken);

    /// <summary>The type, where it was read a moment ago. A clock that was put back makes all of them old.</summary>
    protected PublicCredentialType? KnownType(Guid id) =>
        _types.TryGetValue(id, out var kept) && (clock.GetUtcNow() - kept.ReadAt).Duration() < TypesKept ? kept.Type : null;

    /// <summary>Those found, by number.</summary>
    protected async Task<IReadOnlyDictionary<string, PublicCredential>> Of(Dictionary<string, Rows> byNumber, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, PublicCredential>(byNumber.Count);
        foreach (var (number, rows) in byNumber)
        {
            found[number] = rows.Of(await Type(rows.TypeId, cancellationToken));
        }

        return found;
    }

    /// <summary>Keeps the rows of a type, one for each published version of its rules, of which there may be none.</summary>
    protected async ValueTask<PublicCredentialType> KeepType(Guid id, DbDataReader rows, CancellationToken cancellationToken)
    {
        var readAt = clock.GetUtcNow();
        await rows.ReadAsync(cancellationToken);
        var versions = new List<TitledVersion>();
        var type = new PublicCredentialType(rows.GetString(0), rows.GetString(1), Board(rows), versions);
        if (!rows.IsDBNull(5))
        {
            do
            {
                var rules = documents.Of(rows.GetString(5), rows.GetString(6));
                versions.Add(new TitledVersion(rules with { EffectiveFrom = Day(rows, 7), EffectiveUntil = DayOrNull(rows, 8) }, Instant(rows, 9)));
            }
            while (await rows.ReadAsync(cancellationToken));
        }

        _types[id] = (type, readAt);
        return type;
    }

    /// <summary>The rows of one credential as they come in: an act beside a public restriction, either of which an earlier row may have brought, or an act alone.</summary>
    protected sealed class Rows
    {
        private readonly List<CredentialAct> _acts = [];
        private List<PublicRestriction>? _restrictions;
        private string _number = "";
        private string _name = "";

        internal Guid TypeId { get; private set; }

        internal bool Any => _acts.Count > 0;

        /// <summary>Takes a row to those of its number.</summary>
        internal static void Sort(DbDataReader row, Dictionary<string, Rows> byNumber)
        {
            var number = row.GetString(0);
            if (!byNumber.TryGetValue(number, out var rows))
            {
                byNumber[number] = rows = new Rows();
            }

            rows.Take(row);
        }

        internal PublicCredential Of(PublicCredentialType type) => new(_number, _name, type, _acts, _restrictions ?? []);

        internal void Take(DbDataReader row)
        {
            if (!Any)
            {
                (_number, _name, TypeId) = (row.GetString(0), row.GetString(1), row.GetGuid(2));
            }

            if (row.IsDBNull(12))
            {
                _acts.Add(Act(row));
                return;
            }

            var (sequence, restriction) = (row.GetInt32(3), row.GetGuid(12));
            if (!_acts.Exists(a => a.Sequence == sequence))
            {
                _acts.Add(Act(row));
            }

            _restrictions ??= [];
            if (!_restrictions.Exists(r => r.Id == restriction))
            {
                _restrictions.Add(new PublicRestriction(restriction, row.GetString(13), new RestrictionSpan(Day(row, 14), DayOrNull(row, 15), Instant(row, 16), DayOrNull(row, 17), row.IsDBNull(18) ? null : Instant(row, 18))));
            }
        }
    }

    private static PublicBoard Board(DbDataReader row) => new(
        row.GetString(2),
        row.GetString(3),
        row.GetString(4),
        row.IsDBNull(10) ? null : row.GetString(10),
        row.IsDBNull(11) ? null : new BoardHold(row.GetString(12), Instant(row, 11)),
        row.IsDBNull(13) ? null : Instant(row, 13));

    private static CredentialAct Act(DbDataReader row) => new(
        row.GetInt32(3),
        Enum.Parse<CredentialActKind>(row.GetString(4)),
        Day(row, 5),
        Instant(row, 7),
        DayOrNull(row, 6),
        row.IsDBNull(8) ? null : row.GetInt32(8),
        row.IsDBNull(9) ? null : new Period(Day(row, 9), Day(row, 10), DayOrNull(row, 11)),
        row.IsDBNull(19) ? null : LateStandings.Read(row.GetString(19)),
        row.IsDBNull(20) ? null : row.GetString(20),
        row.IsDBNull(21) ? null : row.GetString(21),
        row.GetBoolean(22));

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
    private const string ManyStatement = Everything + """

        WHERE c."Number" IN (SELECT value FROM json_each(@asked))
        """;

    private readonly string _readOnly = new SqliteConnectionStringBuilder(connectionString) { Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString;
    private readonly ConcurrentBag<SqliteCommand> _idle = [];
    private readonly ConcurrentBag<SqliteCommand> _idleForMany = [];

    public override async Task<PublicCredential?> Find(string number, CancellationToken cancellationToken)
    {
        var found = Run(_idle, Statement, number, static rows =>
        {
            var found = new Rows();
            while (rows.Read())
            {
                found.Take(rows);
            }

            return found;
        });
        return found.Any ? found.Of(await Type(found.TypeId, cancellationToken)) : null;
    }

    public override Task<IReadOnlyDictionary<string, PublicCredential>> FindMany(IReadOnlyCollection<string> numbers, CancellationToken cancellationToken) => Of(
        Run(_idleForMany, ManyStatement, JsonSerializer.Serialize(numbers), static rows =>
        {
            var byNumber = new Dictionary<string, Rows>();
            while (rows.Read())
            {
                Rows.Sort(rows, byNumber);
            }

            return byNumber;
        }),
        cancellationToken);

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

    protected override async ValueTask<PublicCredentialType> ReadType(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection(_readOnly);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = TypeStatement;
        command.Parameters.AddWithValue("@id", id);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await KeepType(id, rows, cancellationToken);
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
    private const string ManyStatement = Everything + """

        WHERE c."Number" = ANY(@asked)
        """;

    public override async Task<PublicCredential?> Find(string number, CancellationToken cancellationToken)
    {
        var found = new Rows();
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Statement, connection) { Parameters = { new NpgsqlParameter<string>("asked", number) } };
        await command.PrepareAsync(cancellationToken);
        await using (var rows = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await rows.ReadAsync(cancellationToken))
            {
                found.Take(rows);
            }
        }

        return found.Any ? found.Of(await Type(found.TypeId, cancellationToken)) : null;
    }

    public override async Task<IReadOnlyDictionary<string, PublicCredential>> FindMany(IReadOnlyCollection<string> numbers, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(ManyStatement, connection) { Parameters = { new NpgsqlParameter<string[]>("asked", [.. numbers]) } };
        await command.PrepareAsync(cancellationToken);
        var byNumber = new Dictionary<string, Rows>();
        await using (var rows = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await rows.ReadAsync(cancellationToken))
            {
                Rows.Sort(rows, byNumber);
            }
        }

        return await Of(byNumber, cancellationToken);
    }

    protected override async ValueTask<PublicCredentialType> ReadType(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(TypeStatement, connection) { Parameters = { new NpgsqlParameter<Guid>("id", id) } };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await KeepType(id, rows, cancellationToken);
    }
}
