using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCertification.Api.Jobs;
using PeerCertification.Api.Persistence;

namespace PeerCertification.Api.Tests.Operations;

public abstract class HealthTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : HealthTests(api), IClassFixture<SqliteRegistry>
    {
        protected override RegistryApi Another() => new SqliteRegistry();
    }

    public sealed class OnPostgres(PostgresRegistry api) : HealthTests(api), IClassFixture<PostgresRegistry>
    {
        protected override RegistryApi Another() => new PostgresRegistry();
    }

    /// <summary>A registry with a database of its own, which the test may take away.</summary>
    protected abstract RegistryApi Another();

    [Fact]
    public async Task A_migrated_registry_is_live_and_ready()
    {
        Assert.True((await Api.CreateClient().GetAsync("/health/live", Token)).IsSuccessStatusCode);

        var ready = await Answered(await Api.CreateClient().GetAsync("/health/ready", Token));

        Assert.Equal("Healthy", ready.GetProperty("status").GetString());
        Assert.Equal("This node runs no jobs.", ready.GetProperty("checks").GetProperty("jobs").GetProperty("description").GetString());
    }

    [Fact]
    public async Task A_database_that_cannot_be_reached_makes_it_live_but_not_ready()
    {
        using var api = Another();
        var client = api.CreateClient();
        await Answered(await client.GetAsync("/health/ready", Token));

        await api.Stored(db => db.Database.EnsureDeletedAsync(Token));

        Assert.True((await client.GetAsync("/health/live", Token)).IsSuccessStatusCode);
        var database = (await Answered(await client.GetAsync("/health/ready", Token), 503)).GetProperty("checks").GetProperty("database");
        Assert.Equal("Unhealthy", database.GetProperty("status").GetString());
        Assert.Equal("The database cannot be reached.", database.GetProperty("description").GetString());
    }

    [Theory]
    [InlineData(null, "Degraded", "No job has run for a quarter of an hour.")] // ever
    [InlineData(16, "Degraded", "No job has run for a quarter of an hour.")]
    [InlineData(13, "Healthy", null)]
    public async Task Jobs_that_stand_still_are_told_of_and_keep_nobody_from_asking(int? minutesAgo, string status, string? description)
    {
        // Told to run jobs after the scheduler was left out, so that none ever starts.
        using var still = Api.WithWebHostBuilder(b => b.ConfigureTestServices(services => services.AddSingleton(new JobSettings { Enabled = true })));
        await Api.Stored(async db =>
        {
            await db.JobRuns.ExecuteDeleteAsync(Token);
            if (minutesAgo is { } minutes)
            {
                var at = DateTime.UtcNow.AddMinutes(-minutes);
                db.JobRuns.Add(new JobRun { Id = Guid.CreateVersion7(), Job = "DeliverOutbox", ForDay = DateOnly.FromDateTime(at), StartedAtUtc = at });
            }

            return await db.SaveChangesAsync(Token);
        });

        var ready = await Answered(await still.CreateClient().GetAsync("/health/ready", Token));

        Assert.Equal(status, ready.GetProperty("status").GetString());
        Assert.Equal(description, ready.GetProperty("checks").GetProperty("jobs").GetProperty("description").GetString());
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
