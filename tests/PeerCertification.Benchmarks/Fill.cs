using System.Globalization;
using Microsoft.Data.Sqlite;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Benchmarks;

/// <summary>Writes many credentials, each with an account, an applicant, one act and one period, straight into a migrated SQLite registry.</summary>
internal static class Fill
{
    private const string Recorded = "2024-01-01 00:00:00";

    private static readonly DateTime RecordedAt = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly DateOnly FirstDay = new(2026, 1, 1);

    internal static void Run(string file, int count)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False;Foreign Keys=False");
        connection.Open();
        // Ten million credentials in one transaction: no journal to grow with them, and what is written stays at hand.
        Execute(connection, "PRAGMA journal_mode = OFF");
        Execute(connection, "PRAGMA synchronous = OFF");
        Execute(connection, "PRAGMA cache_size = -2000000");
        var types = Types(connection);
        using var transaction = connection.BeginTransaction();
        using var account = new Insert(connection, "Accounts", ["Id"], new() { ["RegisteredAtUtc"] = Recorded, ["EmailConfirmed"] = 1, ["PhoneNumberConfirmed"] = 0, ["TwoFactorEnabled"] = 0, ["LockoutEnabled"] = 0, ["AccessFailedCount"] = 0, ["Language"] = "en", ["NoticesByEmail"] = 1, ["OnlyRequiredNotices"] = 0 });
        using var applicant = new Insert(connection, "Applicants", ["Id", "AccountId"], new() { ["LegalName"] = "A. Holder", ["EducationLevel"] = "Ged", ["CreatedAtUtc"] = Recorded, ["Version"] = 1 });
        using var credential = new Insert(connection, "Credentials", ["Id", "Number", "ApplicantId", "CredentialTypeId", "BoardId"], new() { ["NameAsPrinted"] = "A. Holder", ["Version"] = 1 });
        using var record = new Insert(connection, "PublicRecords", ["Number", "Facts"], []);
        using var act = new Insert(connection, "CredentialActs", ["CredentialId", "EffectiveOn"], new() { ["Sequence"] = 1, ["Kind"] = "Issue", ["IsPrimary"] = 0, ["Reason"] = "Filled", ["RecordedAtUtc"] = Recorded });
        using var period = new Insert(connection, "CredentialPeriods", ["Id", "CredentialId", "StartsOn", "EndsOn"], new() { ["OpenedBySequence"] = 1 });

        var sample = new List<string>();
        var step = Math.Max(1, count / 100_000);
        for (int made = 0, next = 0; made < count; next++)
        {
            // Ten million serials belong to a type, some of which have no check character; the next type goes on.
            var (at, serial) = Math.DivRem(next, CredentialNumber.LastSerial + 1);
            var (type, board, prefix) = types[at];
            if (CredentialNumber.Compose(prefix, serial) is not { } number)
            {
                continue;
            }

            var id = Identity(made, 1);
            var ends = FirstDay.AddDays(made % 730);
            var starts = ends.AddMonths(-24).AddDays(1);
            account.Run(Identity(made, 2));
            applicant.Run(Identity(made, 3), Identity(made, 2));
            credential.Run(id, number, Identity(made, 3), type, board);
            record.Run(number, new PublicFacts(Guid.Parse(type), "A. Holder", [new CredentialAct(1, CredentialActKind.Issue, starts, RecordedAt, null, null, new Period(starts, ends))], []).Written());
            act.Run(id, Text(starts));
            period.Run(Identity(made, 4), id, Text(starts), Text(ends));
            if (made++ % step == 0)
            {
                sample.Add(number);
            }
        }

        var key = Employer(connection);
        transaction.Commit();
        Execute(connection, "PRAGMA journal_mode = WAL");
        Execute(connection, "ANALYZE");
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        File.WriteAllLines(Path.Combine(folder, "numbers.txt"), sample);
        File.WriteAllText(Path.Combine(folder, "key.txt"), key);
        Console.WriteLine($"filled {count} credentials");
    }

    /// <summary>An organisation, and its key to verify with.</summary>
    private static string Employer(SqliteConnection connection)
    {
        var key = KeyText.New();
        using var organisation = new Insert(connection, "Organisations", ["Id"], new() { ["Name"] = "An employer", ["Kind"] = nameof(OrganisationKind.Employer), ["States"] = "[\"NC\"]", ["RegisteredAtUtc"] = Recorded, ["LastChange"] = 0 });
        using var secret = new Insert(connection, "OrganisationKeys", ["Id", "OrganisationId", "IssuedByAccountId"], new()
        {
            ["Name"] = "Rosters",
            ["Prefix"] = key.Prefix,
            ["Hash"] = key.Hash,
            ["Scopes"] = $"[\"{nameof(KeyScope.Rosters)}\",\"{nameof(KeyScope.Verify)}\"]",
            ["IssuedAtUtc"] = Recorded,
            ["ExpiresAtUtc"] = "9999-01-01 00:00:00",
            ["Version"] = 1,
        });
        organisation.Run(Identity(0, 5));
        secret.Run(Identity(0, 6), Identity(0, 5), Identity(0, 2));
        return key.Raw;
    }

    /// <summary>NCPRSS first.</summary>
    private static List<(string Type, string Board, string Prefix)> Types(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """SELECT "Id", "BoardId", "NumberPrefix" FROM "CredentialTypes" ORDER BY "Code" <> 'NCPRSS', "Code" """;
        using var rows = command.ExecuteReader();
        var types = new List<(string, string, string)>();
        while (rows.Read())
        {
            types.Add((rows.GetString(0), rows.GetString(1), rows.GetString(2)));
        }

        return types;
    }

    private static string Identity(int number, int kind) => new Guid(number, (short)kind, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0).ToString().ToUpperInvariant();

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>A prepared insert: some columns the same in every row, the others given row by row.</summary>
    private sealed class Insert : IDisposable
    {
        private readonly SqliteCommand _command;
        private readonly int _given;

        internal Insert(SqliteConnection connection, string table, string[] given, Dictionary<string, object> fixedValues)
        {
            string[] columns = [.. given, .. fixedValues.Keys];
            _given = given.Length;
            _command = connection.CreateCommand();
            _command.CommandText = $"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) VALUES ({string.Join(", ", columns.Select((_, i) => $"$p{i}"))})";
            foreach (var (column, i) in columns.Select((c, i) => (c, i)))
            {
                _command.Parameters.AddWithValue($"$p{i}", fixedValues.GetValueOrDefault(column, ""));
            }

            _command.Prepare();
        }

        internal void Run(params ReadOnlySpan<object> values)
        {
            for (var i = 0; i < _given; i++)
            {
                _command.Parameters[i].Value = values[i];
            }

            _command.ExecuteNonQuery();
        }

        public void Dispose() => _command.Dispose();
    }
}
