using Microsoft.AspNetCore.Builder;
using Npgsql;
using PeerCertification.Api.Operations;
using PeerCertification.Api.Persistence.Seeding;

[assembly: AssemblyFixture(typeof(PeerCertification.Api.Tests.PreparedRegistry))]

namespace PeerCertification.Api.Tests;

/// <summary>
/// A registry with schema and seeds that nobody has used yet, made once a run for each database and thrown away after it. Every fixture begins with a copy of
/// it: to make each anew was half of what the tests took.
/// </summary>
public sealed class PreparedRegistry : IDisposable
{
    // Without a pool, so that nothing holds the file when it is copied and all of it is in the one file.
    private static readonly Lazy<string> Sqlite = new(() => Prepare(folder => [$"--Database:ConnectionString=Data Source={Path.Combine(folder, "registry.db")};Pooling=False"]));

    private static readonly Lazy<(string Folder, string Database)> Postgres = new(() =>
    {
        var database = $"peercert_{Guid.NewGuid():N}";
        var connection = $"{PostgresServer};Database={database};Pooling=false";
        return (Prepare(_ => ["--Database:Provider=Postgres", $"--Database:ConnectionString={connection}"]), database);
    });

    /// <summary>The PostgreSQL server for tests; null where there is none.</summary>
    public static string? PostgresServer { get; } = Environment.GetEnvironmentVariable("PEERCERT_TEST_POSTGRES") is { Length: > 0 } server ? server : null;

    /// <summary>Fills an empty folder with a prepared SQLite registry.</summary>
    public static void CopySqlite(string folder) => Copy(Sqlite.Value, folder);

    /// <summary>Makes a database a copy of the prepared one, and fills an empty folder with the keys that belong to it.</summary>
    public static void CopyPostgres(string folder, string database)
    {
        Copy(Postgres.Value.Folder, folder);
        // By its files, from PostgreSQL 15: page by page through the log, as it does when not told, takes eight times the processor.
        Run($"CREATE DATABASE \"{database}\" TEMPLATE \"{Postgres.Value.Database}\" STRATEGY FILE_COPY");
    }

    public static void Drop(string database) => Run($"DROP DATABASE IF EXISTS \"{database}\" WITH (FORCE)");

    public void Dispose()
    {
        if (Sqlite.IsValueCreated)
        {
            Directory.Delete(Sqlite.Value, recursive: true);
        }

        if (Postgres.IsValueCreated)
        {
            Directory.Delete(Postgres.Value.Folder, recursive: true);
            Drop(Postgres.Value.Database);
        }
    }

    private static string Prepare(Func<string, string[]> settings)
    {
        var folder = Directory.CreateTempSubdirectory("peercert-test-").FullName;

        // Not on the thread of a test, which the runner may hold to its own order.
        Task.Run(async () =>
        {
            await using var app = RegistryApp.Build([.. settings(folder), "--environment=Development", $"--Data:Folder={folder}", "--Demo:Enabled=false", "--Jobs:Enabled=false"]);
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
