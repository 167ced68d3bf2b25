using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace PeerCertification.Benchmarks;

/// <summary>The yardstick of the expiry sweep: one statement that copies what is due within ninety days into an empty table.</summary>
internal static class BareSweep
{
    internal static void Run(string file, DateOnly day)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        Execute(connection, """CREATE TABLE IF NOT EXISTS "BareFlags" ("PeriodId" TEXT, "LeadDays" INTEGER, "FlaggedOn" TEXT, "FlaggedAtUtc" TEXT, PRIMARY KEY ("PeriodId", "LeadDays"))""");
        for (var round = 1; round <= 3; round++)
        {
            Execute(connection, """DELETE FROM "BareFlags" """);
            var watch = Stopwatch.StartNew();
            var rows = Execute(connection, """
                INSERT INTO "BareFlags"
                SELECT p."Id", l."Days", $day, $now
                FROM "CredentialPeriods" p
                JOIN "Credentials" c ON c."Id" = p."CredentialId"
                JOIN "BoardLeadTimes" l ON l."BoardId" = c."BoardId"
                WHERE p."EndsOn" BETWEEN $day AND date($day, '+90 days') AND p."EndsOn" <= date($day, '+' || l."Days" || ' days')
                """, ("$day", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("$now", "2026-01-01 00:00:00"));
            Console.WriteLine($"bare sweep: {rows} rows in {watch.Elapsed.TotalSeconds:0.000} s");
        }

        Execute(connection, """DROP TABLE "BareFlags" """);
    }

    private static int Execute(SqliteConnection connection, string sql, params (string Name, object Value)[] parameters)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command.ExecuteNonQuery();
    }
}
