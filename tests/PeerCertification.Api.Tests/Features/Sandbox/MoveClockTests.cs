using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Sandbox;

/// <summary>These registries run the schedule, as every registry does that is not a test.</summary>
public abstract class MoveClockTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class SqliteWithJobs : SqliteRegistry
    {
        protected override IEnumerable<KeyValuePair<string, string>> Settings() => [.. base.Settings(), new("Jobs:Enabled", "true")];
    }

    public sealed class PostgresWithJobs : PostgresRegistry
    {
        protected override IEnumerable<KeyValuePair<string, string>> Settings() => [.. base.Settings(), new("Jobs:Enabled", "true")];
    }

    public sealed class OnSqlite(SqliteWithJobs api) : MoveClockTests(api), IClassFixture<SqliteWithJobs>;

    public sealed class OnPostgres(PostgresWithJobs api) : MoveClockTests(api), IClassFixture<PostgresWithJobs>;

    [Fact]
    public async Task Anybody_can_move_the_clock_and_read_it()
    {
        var moved = await Answered(await MoveTo("2026-03-15T15:00:00Z"));
        var read = await Answered(await Api.CreateClient().GetAsync("/api/v1/sandbox/clock", Token));

        var instant = new DateTime(2026, 3, 15, 15, 0, 0, DateTimeKind.Utc);
        Assert.InRange(moved.GetProperty("nowUtc").GetDateTime(), instant, instant.AddMinutes(1));
        Assert.InRange(read.GetProperty("nowUtc").GetDateTime(), instant, instant.AddMinutes(1));
    }

    [Fact]
    public async Task Moving_the_clock_runs_each_day_that_so_went_by()
    {
        var board = await Api.ABoard();
        var number = await Api.ACredentialEnding(board, new DateOnly(2026, 6, 29));

        await Answered(await MoveTo("2026-03-30T12:00:00Z"));
        Assert.Empty(await Api.Flags(board));
        await Answered(await MoveTo("2026-05-10T12:00:00Z"));

        Assert.Equal([new Flag(number, 90, new DateOnly(2026, 3, 31)), new Flag(number, 60, new DateOnly(2026, 4, 30))], await Api.Flags(board));
        Assert.Equal([new Notice(number, 60)], await Api.Notices(board));
    }

    [Fact]
    public async Task The_scheduler_runs_every_job_at_start_and_says_when_it_runs_next()
    {
        var @operator = await Api.SignedInAs(Role.Operator);
        var started = DateTime.UtcNow;
        JsonElement[] jobs;
        do
        {
            Assert.True(DateTime.UtcNow - started < TimeSpan.FromSeconds(60), "The scheduler did not run every job.");
            await Task.Delay(50, Token);
            jobs = [.. (await Answered(await @operator.GetAsync("/api/v1/jobs", Token))).GetProperty("items").EnumerateArray()];
        }
        while (jobs.Any(j => j.GetProperty("lastRun").ValueKind == JsonValueKind.Null || j.GetProperty("lastRun").GetProperty("outcome").GetString() == "Running"));

        Assert.NotEmpty(jobs);
        Assert.All(jobs, j => Assert.Equal("Succeeded", j.GetProperty("lastRun").GetProperty("outcome").GetString()));
        Assert.All(jobs, j => Assert.InRange(j.GetProperty("nextRunAtUtc").GetDateTime(), started, started.AddHours(26)));
    }

    [Fact]
    public async Task A_year_that_makes_no_sense_is_refused() => await Refused(await MoveTo("1066-10-14T12:00:00Z"), "request.invalid");

    [Fact]
    public async Task A_time_without_an_offset_is_refused() => await Refused(await MoveTo("2026-03-30T12:00:00"), "request.malformed");

    private Task<HttpResponseMessage> MoveTo(string nowUtc) => Api.CreateClient().PutAsJsonAsync("/api/v1/sandbox/clock", new { nowUtc }, Token);
}

/// <summary>Outside Development nobody moves the clock.</summary>
public sealed class SandboxInProductionTests(SandboxInProductionTests.ProductionRegistry api) : IClassFixture<SandboxInProductionTests.ProductionRegistry>
{
    public sealed class ProductionRegistry : SqliteRegistry
    {
        protected override IEnumerable<KeyValuePair<string, string>> Settings() =>
            [.. base.Settings(), new("Data:KeysFolder", Path.Combine(Folder, "keys-elsewhere")), new("Mail:Smtp:Host", "mail.example.test"), new("Mail:Smtp:From", "registry@example.test"), new("Registry:PublicAddress", "https://registry.example.test")];

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseEnvironment("Production");
        }
    }

    [Fact]
    public async Task The_sandbox_clock_is_not_there()
    {
        var client = api.CreateClient();

        foreach (var answer in new[] { await client.GetAsync("/api/v1/sandbox/clock", TestContext.Current.CancellationToken), await client.PutAsJsonAsync("/api/v1/sandbox/clock", new { nowUtc = "2030-01-01T00:00:00Z" }, TestContext.Current.CancellationToken) })
        {
            Assert.Equal(404, (int)answer.StatusCode);
            Assert.Contains("request.no_such_route", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }
}
