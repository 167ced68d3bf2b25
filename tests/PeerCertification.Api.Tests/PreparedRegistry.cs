using Microsoft.AspNetCore.Builder;
using Npgsql;
using PeerCertification.Api.Operations;
using PeerCertification.Api.Persistence.Seeding;

namespace PeerCertification.Api.Tests;

/// <summary>
/// A registry on PostgreSQL with schema and seeds that nobody has used yet, made once a run. Every fixture there begins with a copy of it. On SQLite each is
/// made anew: writers of copies were now and then told that the database is locked.
/// </summary>
internal static class PreparedRegistry
{
    private static readonly Lazy<(string Folder, string Database)> Postgres = new(() =>
    {
        var database = $"peercert_{Guid.NewGuid():N}";
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Drop(database);
        var connection = $"{PostgresServer};Database={database};Pooling=false";
        return (Prepare(["--Database:Provider=Postgres", $"--Database:ConnectionString={connection}"]), database);
    });

    /// <summary>The PostgreSQL server for tests; null where there is none.</summary>
    public static string? PostgresServer { get; } = Environment.GetEnvironmentVariable("PEERCERT_TEST_POSTGRES") is { Length: > 0 } server ? server : null;

    /// <summary>Makes a database a copy of the prepared one, and fills an empty folder with the keys that belong to it.</summary>
    public static void CopyPostgres(string folder, string database)
    {
        Copy(Postgres.Value.Folder, folder);
        Run($"CREATE DATABASE \"{database}\" TEMPLATE \"{Postgres.Value.Database}\"");
    }

    public static void Drop(string database) => Run($"DROP DATABASE IF EXISTS \"{database}\" WITH (FORCE)");

    private static string Prepare(string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("peercert-test-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);

        // Not on the thread of a test, which the runner may hold to its own order.
        Task.Run(async () =>
        {
            await using var app = RegistryApp.Build([.. settings, "--environment=Development", $"--Data:Folder={folder}", "--Demo:Enabled=false", "--Jobs:Enabled=false"]);
            await DatabasePreparation.Prepare(app.Services, DatabasePreparation.SeedFolder, CancellationToken.None);
        }).GetAwaiter().GetResult();
        return folder;
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static void Run(string sql)
    {
        using var connection = new NpgsqlConnection($"{PostgresServer};Database=postgres;Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
