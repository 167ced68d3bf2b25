using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using PeerCertification.Api.Pipeline;

namespace PeerCertification.Api.Persistence;

/// <summary>Section <c>Data</c>: the one folder that the registry writes to.</summary>
public sealed class DataSettings
{
    /// <summary>Database, documents, keys and development mail go in here.</summary>
    public string Folder { get; set; } = "data";

    /// <summary>The key ring that encrypts sensitive columns and tokens; must be named outside Development, and shared by every node.</summary>
    public string? KeysFolder { get; set; }

    public string Keys => KeysFolder ?? Path.Combine(Folder, "keys");

    public string Documents => Path.Combine(Folder, "documents");

    public string Mail => Path.Combine(Folder, "mail");
}

public enum DatabaseProvider { Sqlite, Postgres }

/// <summary>Section <c>Database</c>.</summary>
public sealed class DatabaseSettings
{
    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    /// <summary>Required for PostgreSQL; for SQLite by default <c>registry.db</c> in the data folder.</summary>
    public string? ConnectionString { get; set; }
}

/// <summary>Makes connections for what goes round Entity Framework.</summary>
internal sealed record RegistryConnections(Func<DbConnection> New);

internal static class RegistryStorage
{
    /// <summary>
    /// What Entity Framework calls a warning or an error, and nobody who reads the log can act on. SQLite alters a table by making it anew, outside of
    /// a transaction. A command fails where two meet, to be run again, and on PostgreSQL where the database or its table of migrations is looked for
    /// before it is made; where one fails for good, whoever sent it says so.
    /// </summary>
    private static void BeQuiet(WarningsConfigurationBuilder warnings) => warnings
        .Ignore(RelationalEventId.NonTransactionalMigrationOperationWarning)
        .Log(
            (RelationalEventId.ConnectionError, LogLevel.Debug),
            (RelationalEventId.TransactionError, LogLevel.Debug),
            (RelationalEventId.CommandError, LogLevel.Debug),
            (CoreEventId.SaveChangesFailed, LogLevel.Debug));

    internal static void AddRegistryStorage(this IServiceCollection services, DatabaseSettings database, DataSettings data)
    {
        services.AddSingleton(new WriteGate(oneWriter: database.Provider == DatabaseProvider.Sqlite));
        switch (database.Provider)
        {
            case DatabaseProvider.Sqlite:
                var connection = database.ConnectionString ?? $"Data Source={Path.Combine(data.Folder, "registry.db")}";
                services.AddDbContext<RegistryContext, SqliteRegistryContext>(o => o.UseSqlite(connection).ConfigureWarnings(BeQuiet), optionsLifetime: ServiceLifetime.Singleton);
                services.AddSingleton(new RegistryConnections(() => new SqliteConnection(connection)));
                services.AddSingleton<PublicRegister>(s => new SqlitePublicRegister(connection, s.GetRequiredService<ParsedRequirementSets>(), s.GetRequiredService<TimeProvider>()));
                break;
            case DatabaseProvider.Postgres:
                services.AddDbContext<RegistryContext, PostgresRegistryContext>(o => o.UseNpgsql(database.ConnectionString).ConfigureWarnings(BeQuiet), optionsLifetime: ServiceLifetime.Singleton);
                services.AddSingleton(new RegistryConnections(() => new NpgsqlConnection(database.ConnectionString)));
                services.AddSingleton<PublicRegister>(s => new PostgresPublicRegister(database.ConnectionString, s.GetRequiredService<ParsedRequirementSets>(), s.GetRequiredService<TimeProvider>()));
                break;
            default:
                throw new InvalidOperationException($"Database:Provider '{database.Provider}' is not known.");
        }
    }
}
