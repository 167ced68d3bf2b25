using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using PeerCertification.Api.Persistence;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Benchmarks;

/// <summary>Makes files at NCPRSS in a migrated registry: every second one an open application, the others the files of active credentials.</summary>
internal static class FillFiles
{
    private static readonly DateOnly Day = new(2026, 3, 1);

    internal static void Run(string file, int files, int entries)
    {
        // The accounts of its people are left out: nobody signs in.
        using var connection = new SqliteConnection($"Data Source={file};Foreign Keys=False");
        connection.Open();
        var (type, board, rules) = Rules(connection);
        using var transaction = connection.BeginTransaction();
        for (var n = 0; n < files; n++)
        {
            File(connection, n, entries, type, board, rules);
        }

        transaction.Commit();
        Execute(connection, "ANALYZE");
        Console.WriteLine($"filled {files} files of {entries} entries");
    }

    private static void File(SqliteConnection connection, int n, int entries, string type, string board, string rules)
    {
        var (person, application, at) = (Identity(n, 11), Identity(n, 12), "2026-02-01 12:00:00");
        var isOpen = n % 2 == 0;
        Insert(connection, "Applicants", ("Id", person), ("AccountId", Identity(n, 10)), ("LegalName", "Ana Ruiz"), ("EducationLevel", "Ged"), ("CreatedAtUtc", at), ("Version", 1));
        Insert(connection, "Applications", ("Id", application), ("ApplicantId", person), ("BoardId", board), ("CredentialTypeId", type), ("RequirementSetVersionId", rules),
            ("State", isOpen ? "InReview" : "Approved"), ("CreatedAtUtc", at), ("TouchedAtUtc", at), ("SubmittedAtUtc", at), ("ReceivedOn", "2026-02-01"), ("PersonNeeded", "[]"), ("Version", 2));
        for (var e = 0; e < entries; e++)
        {
            var (detail, id) = (Entry(e, n), Identity((n * 1000) + e, 13));
            var json = JsonSerializer.Serialize(detail, RegistryJson.Options);
            Insert(connection, "Evidence", ("Id", id), ("ApplicantId", person), ("Kind", detail.Kind.ToString()), ("State", "Attested"), ("OccurredOn", Text(detail.On)),
                ("ClaimedMinutes", detail.Minutes), ("AttestedMinutes", detail.Minutes), ("Detail", json), ("CreatedAtUtc", at), ("Version", 1));
            Insert(connection, "ApplicationItems", ("Id", Identity((n * 1000) + e, 14)), ("ApplicationId", application), ("EvidenceItemId", id), ("State", isOpen ? "Attested" : "Accepted"),
                ("Detail", json), ("ClaimedMinutes", detail.Minutes), ("AttestedMinutes", detail.Minutes), ("AcceptedMinutes", isOpen ? DBNull.Value : detail.Minutes), ("Version", 1));
        }

        if (!isOpen)
        {
            var credential = Identity(n, 15);
            Insert(connection, "Credentials", ("Id", credential), ("Number", $"TRIED-{n:D8}"), ("ApplicantId", person), ("BoardId", board), ("CredentialTypeId", type), ("ApplicationId", application), ("NameAsPrinted", "Ana Ruiz"), ("Version", 1));
            Insert(connection, "PublicRecords", ("Number", $"TRIED-{n:D8}"), ("Facts", Facts(type)));
            Insert(connection, "CredentialActs", ("CredentialId", credential), ("Sequence", 1), ("Kind", "Issue"), ("IsPrimary", 0), ("EffectiveOn", "2026-02-01"), ("Reason", "Awarded"), ("RecordedAtUtc", at));
            Insert(connection, "CredentialPeriods", ("Id", Identity(n, 16)), ("CredentialId", credential), ("OpenedBySequence", 1), ("StartsOn", "2026-02-01"), ("EndsOn", "2036-01-31"));
        }
    }

    /// <summary>What the public may know of each of them.</summary>
    private static byte[] Facts(string type) => new PublicFacts(Guid.Parse(type), "Ana Ruiz", [new CredentialAct(1, CredentialActKind.Issue, new(2026, 2, 1), new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), null, null, new Period(new(2026, 2, 1), new(2036, 1, 31)))], []).Written();

    /// <summary>Practice, but for every tenth entry, a course under three topics.</summary>
    private static EvidenceDetail Entry(int e, int n)
    {
        var on = Day.AddDays(-30 - e);
        return e % 10 == 0
            ? new EvidenceDetail.Training("Course", "Academy", on, on, TrainingMode.InPerson, [new("ethics", 120), new("peer-recovery", 600), new("hiv-bloodborne-pathogens", 120)])
            : new EvidenceDetail.Practice(on, 120 + (n % 7 * 20), ServiceRole.PeerCoach, [SupportDomain.Emotional], Modality.Individual, "Recovery community center", null, Compensation.Paid, "Sam Reed", "sam@example.test");
    }

    private static (string Type, string Board, string Rules) Rules(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """SELECT t."Id", t."BoardId", s."Id" FROM "CredentialTypes" t JOIN "RequirementSets" s ON s."CredentialTypeId" = t."Id" WHERE t."Code" = 'NCPRSS' AND s."Number" = 2""";
        using var row = command.ExecuteReader();
        row.Read();
        return (row.GetString(0), row.GetString(1), row.GetString(2));
    }

    private static readonly Dictionary<string, SqliteCommand> Prepared = [];

    private static void Insert(SqliteConnection connection, string table, params (string Column, object Value)[] values)
    {
        if (!Prepared.TryGetValue(table, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = $"INSERT INTO \"{table}\" ({string.Join(", ", values.Select(v => $"\"{v.Column}\""))}) VALUES ({string.Join(", ", values.Select((_, i) => $"$p{i}"))})";
            foreach (var (value, i) in values.Select((v, i) => (v.Value, i)))
            {
                command.Parameters.AddWithValue($"$p{i}", value);
            }

            Prepared[table] = command;
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i].Value;
        }

        command.ExecuteNonQuery();
    }

    private static string Identity(int number, short kind) => new Guid(number, kind, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0).ToString().ToUpperInvariant();

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
