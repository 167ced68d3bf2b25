using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;

namespace PeerCertification.Api.Persistence.Seeding;

/// <summary>What happens to the database before the registry listens.</summary>
internal static class DatabasePreparation
{
    /// <summary>The seeds lie beside the program.</summary>
    internal static string SeedFolder => Path.Combine(AppContext.BaseDirectory, "seed-data");

    /// <summary>
    /// Brings schema and seeds up to date, unless this very build with these very seeds did so before: asking Entity Framework would be half of a start.
    /// </summary>
    internal static async Task Prepare(IServiceProvider services, string seedFolder, CancellationToken stop)
    {
        var wanted = await Sha256Of(seedFolder, stop);
        if (await IsPrepared(services, wanted, stop))
        {
            return;
        }

        await Migrate(services, stop);
        await Seed(services, seedFolder, stop);
        using var scope = services.CreateScope();
        await scope.ServiceProvider.GetRequiredService<ReceiptSeal>().EnsureKey(stop);
        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().UtcNow();

        // Two nodes may come here at once, and both are right.
        await scope.ServiceProvider.GetRequiredService<RegistryContext>().Database.ExecuteSqlAsync(
            $"""INSERT INTO "Preparations" ("Sha256", "PreparedAtUtc") VALUES ({wanted}, {now}) ON CONFLICT DO NOTHING""", stop);
    }

    internal static async Task Migrate(IServiceProvider services, CancellationToken stop)
    {
        using var scope = services.CreateScope();
        var database = scope.ServiceProvider.GetRequiredService<RegistryContext>().Database;
        if ((await database.GetAppliedMigrationsAsync(stop)).Except(database.GetMigrations()).FirstOrDefault() is { } unknown)
        {
            throw new UnknownDatabaseException(unknown);
        }

        if (database.IsSqlite())
        {
            // Entity Framework says so of a file that it makes itself, and not of one that a connection made by being opened.
            await database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", stop);
        }

        await database.MigrateAsync(stop);
    }

    internal static async Task Seed(IServiceProvider services, string seedFolder, CancellationToken stop)
    {
        using var scope = services.CreateScope();
        await new SeedFiles(scope.ServiceProvider.GetRequiredService<RegistryContext>(), scope.ServiceProvider.GetRequiredService<TimeProvider>(), seedFolder).Load(stop);
    }

    private static async Task<bool> IsPrepared(IServiceProvider services, string wanted, CancellationToken stop)
    {
        try
        {
            await using var connection = services.GetRequiredService<RegistryConnections>().New();
            await connection.OpenAsync(stop);
            await using var command = connection.CreateCommand();
            command.CommandText = """SELECT COUNT(*) FROM "Preparations" WHERE "Sha256" = @wanted""";
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("@wanted", wanted);
            command.Parameters.Add(parameter);
            return Convert.ToInt64(await command.ExecuteScalarAsync(stop), System.Globalization.CultureInfo.InvariantCulture) > 0;
        }
        catch (DbException)
        {
            // No database yet, or one from before this table: what is wrong beside that, the migration will tell.
            return false;
        }
    }

    private static async Task<string> Sha256Of(string seedFolder, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(typeof(Program).Module.ModuleVersionId.ToByteArray());
        foreach (var path in Directory.EnumerateFiles(seedFolder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(seedFolder, path)));
            hash.AppendData(await File.ReadAllBytesAsync(path, stop));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}

/// <summary>The database was made by a version of the registry that this one does not follow on.</summary>
public sealed class UnknownDatabaseException(string migration)
    : Exception($"The database holds the migration {migration}, which this version of the registry does not know; nothing was changed. Start the version that made it, or name another database.");
