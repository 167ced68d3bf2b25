using Microsoft.EntityFrameworkCore;

namespace PeerCertification.Api.Tests.Operations;

public abstract class HealthTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : HealthTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : HealthTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task A_migrated_registry_is_live_and_ready()
    {
        Assert.True((await Api.CreateClient().GetAsync("/health/live", Token)).IsSuccessStatusCode);

        var ready = await Answered(await Api.CreateClient().GetAsync("/health/ready", Token));

        Assert.Equal("Healthy", ready.GetProperty("status").GetString());
        Assert.Equal("This node runs no jobs.", ready.GetProperty("checks").GetProperty("jobs").GetProperty("description").GetString());
    }

    [Fact]
    public async Task A_pending_migration_makes_it_live_but_not_ready()
    {
        var newest = await Api.Stored(db => Task.FromResult(db.Database.GetMigrations().Last()));
        await Api.Stored(db => db.Database.ExecuteSqlRawAsync("DELETE FROM \"__EFMigrationsHistory\" WHERE \"MigrationId\" = {0}", [newest], Token));
        try
        {
            Assert.True((await Api.CreateClient().GetAsync("/health/live", Token)).IsSuccessStatusCode);
            var ready = await Answered(await Api.CreateClient().GetAsync("/health/ready", Token), 503);
            Assert.Contains("pending", ready.GetProperty("checks").GetProperty("database").GetProperty("description").GetString(), StringComparison.Ordinal);
        }
        finally
        {
            await Api.Stored(db => db.Database.ExecuteSqlRawAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ({0}, '10')", [newest], Token));
        }
    }
}
