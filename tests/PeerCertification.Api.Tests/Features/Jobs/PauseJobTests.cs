using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCertification.Api.Jobs;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Jobs;

public abstract class PauseJobTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : PauseJobTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : PauseJobTests(api), IClassFixture<PostgresRegistry>;

    private const string Job = "FlagExpiringCredentials";

    [Fact]
    public async Task A_paused_job_is_run_by_nobody_but_an_operator_and_makes_good_what_it_missed_once_it_is_resumed()
    {
        var operators = await Api.SignedInAs(Role.Operator);
        var runner = Api.Services.GetRequiredService<JobRunner>();
        await runner.RunDue(JobSchedule.Find(Job)!, Token);
        var before = await Runs();
        await Answered(await operators.PostAsJsonAsync($"/api/v1/jobs/{Job}/pause", new { why = "We look at it." }, Token));

        await runner.RunDue(JobSchedule.Find(Job)!, Token);
        Assert.Equal(before, await Runs());
        await Answered(await Api.AsksForARun(Job));
        Assert.Equal(before + 1, await Runs());
        var listed = await Listed(operators);
        Assert.Equal("We look at it.", listed.GetProperty("paused").GetProperty("why").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, listed.GetProperty("nextRunAtUtc").ValueKind);
        await Refused(await operators.PostAsJsonAsync($"/api/v1/jobs/{Job}/pause", new { why = "Again." }, Token), "job.already_paused");

        Api.TheDayIs(new DateOnly(2026, 3, 3));
        operators = await Api.SignedInAs(Role.Operator);
        await Answered(await operators.PostAsJsonAsync($"/api/v1/jobs/{Job}/resume", new { why = "It is right." }, Token));
        await Refused(await operators.PostAsJsonAsync($"/api/v1/jobs/{Job}/resume", new { why = "Again." }, Token), "job.not_paused");
        await runner.RunDue(JobSchedule.Find(Job)!, Token);

        Assert.Equal([new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 3)], await Api.Stored(db => db.JobRuns.Where(r => r.Job == Job && r.ForDay > new DateOnly(2026, 3, 1)).OrderBy(r => r.ForDay).Select(r => r.ForDay).ToListAsync(Token)));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await Listed(operators)).GetProperty("paused").ValueKind);
    }

    [Fact]
    public async Task Two_who_pause_at_once_pause_it_once_and_nothing_else_can_be_paused()
    {
        var (one, two) = (await Api.SignedInAs(Role.Operator), await Api.SignedInAs(Role.Operator));

        var answers = await Task.WhenAll(one.PostAsJsonAsync("/api/v1/jobs/AbandonDrafts/pause", new { why = "x" }, Token), two.PostAsJsonAsync("/api/v1/jobs/AbandonDrafts/pause", new { why = "x" }, Token));

        Assert.Single(answers, a => a.IsSuccessStatusCode);
        await Refused(answers.Single(a => !a.IsSuccessStatusCode), "job.already_paused");
        await Refused(await one.PostAsJsonAsync("/api/v1/jobs/Nothing/pause", new { why = "x" }, Token), "job.not_found");
        await Refused(await one.PostAsJsonAsync("/api/v1/jobs/AbandonDrafts/resume", new { why = "" }, Token), "request.invalid");
    }

    private Task<int> Runs() => Api.Stored(db => db.JobRuns.CountAsync(r => r.Job == Job, Token));

    private static async Task<System.Text.Json.JsonElement> Listed(HttpClient client) =>
        (await Answered(await client.GetAsync("/api/v1/jobs", Token))).GetProperty("items").EnumerateArray().Single(j => j.GetProperty("name").GetString() == Job);
}
