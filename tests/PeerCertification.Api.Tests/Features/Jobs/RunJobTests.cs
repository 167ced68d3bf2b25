using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Jobs;

public abstract class RunJobTests(RegistryApi api) : RegistryTest(api)
{
    private static readonly DateOnly Today = new(2026, 3, 1);

    public sealed class OnSqlite(SqliteRegistry api) : RunJobTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : RunJobTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task A_run_says_what_it_did_and_stands_in_the_log_and_in_the_history()
    {
        var board = await Api.ABoard();
        await Api.ACredentialEnding(board, Today.AddDays(40));

        var run = await Answered(await Api.AsksForARun("FlagExpiringCredentials"));

        Assert.Equal(("2026-03-01", "Succeeded", 2), (run.GetProperty("forDay").GetString(), run.GetProperty("outcome").GetString(), run.GetProperty("count").GetInt32()));
        var logged = (await Answered(await (await Api.SignedInAs(Role.Operator)).GetAsync("/api/v1/jobs/runs?job=FlagExpiringCredentials&limit=1", Token))).GetProperty("items")[0];
        Assert.Equal((run.GetProperty("id").GetString(), false), (logged.GetProperty("id").GetString(), logged.GetProperty("requestedBySchedule").GetBoolean()));
        var entry = await Api.Stored(db => db.History.OrderBy(h => h.Sequence).LastAsync(h => h.Event == "ExpiringCredentialsFlagged", Token));
        Assert.Equal(("Clock", "Clock", "FlagExpiringCredentials", """{"day":null,"flagged":2,"queued":1}"""), (entry.Actor, entry.Permission, entry.Act, entry.After));
    }

    [Fact]
    public async Task A_past_day_can_be_run()
    {
        var run = await Answered(await Api.AsksForARun("FlagExpiringCredentials", new DateOnly(2025, 12, 24)));

        Assert.Equal(("2025-12-24", "Succeeded"), (run.GetProperty("forDay").GetString(), run.GetProperty("outcome").GetString()));
    }

    [Fact]
    public async Task A_day_that_has_not_come_is_refused() => await Refused(await Api.AsksForARun("FlagExpiringCredentials", Today.AddDays(1)), "job.day_in_future");

    [Fact]
    public async Task An_unknown_job_is_refused() => await Refused(await Api.AsksForARun("FlagEverything"), "job.not_found");

    [Fact]
    public async Task A_job_that_does_what_is_due_takes_no_day() => await Refused(await Api.AsksForARun("ForgetIdempotencyKeys", Today), "job.takes_no_day");

    [Fact]
    public async Task A_job_that_is_running_is_not_started_beside_itself()
    {
        var running = await ARunThatBegan("ForgetIdempotencyKeys", DateTime.UtcNow);

        await Refused(await Api.AsksForARun("ForgetIdempotencyKeys"), "job.already_running");

        await Api.Stored(db => db.JobRuns.Where(r => r.Id == running).ExecuteDeleteAsync(Token));
    }

    [Fact]
    public async Task A_run_that_a_crash_left_open_is_closed_as_interrupted_and_does_not_block_for_ever()
    {
        var crashed = await ARunThatBegan("ForgetJobRuns", DateTime.UtcNow.AddHours(-1));

        Assert.Equal("Succeeded", (await Answered(await Api.AsksForARun("ForgetJobRuns"))).GetProperty("outcome").GetString());

        var run = await Api.Stored(db => db.JobRuns.SingleAsync(r => r.Id == crashed, Token));
        Assert.Equal((JobOutcome.Failed, "interrupted"), (run.Outcome, run.Error));
        Assert.NotNull(run.EndedAtUtc);
    }

    [Fact]
    public async Task A_run_that_fails_is_logged_with_the_kind_of_failure_and_the_next_one_makes_it_good()
    {
        var board = await Api.ABoard(leadDays: 30);
        var number = await Api.ACredentialEnding(board, Today.AddDays(30));
        await Rename("Outbox", "OutboxAway");
        var failed = await Answered(await Api.AsksForARun("FlagExpiringCredentials"));
        await Rename("OutboxAway", "Outbox");

        Assert.Equal("Failed", failed.GetProperty("outcome").GetString());
        Assert.Matches("^(SqliteException|PostgresException)$", failed.GetProperty("error").GetString());
        Assert.Empty(await Api.Flags(board));

        await Api.HasSwept();

        Assert.Equal([new Flag(number, 30, Today)], await Api.Flags(board));
        Assert.Equal([new Notice(number, 30)], await Api.Notices(board));
    }

    [Fact]
    public async Task Answers_kept_for_repetition_are_forgotten_after_thirty_days()
    {
        foreach (var (key, days) in new[] { ("old", 31), ("young", 29) })
        {
            await Api.Stored(async db =>
            {
                db.IdempotencyRecords.Add(new IdempotencyRecord { AccountId = Guid.CreateVersion7(), Key = key, Act = "Act", RequestHash = "hash", ResponseProtected = "answer", AtUtc = new DateTime(Today.AddDays(-days), new TimeOnly(12, 0), DateTimeKind.Utc) });
                return await db.SaveChangesAsync(Token);
            });
        }

        Assert.Equal(1, (await Answered(await Api.AsksForARun("ForgetIdempotencyKeys"))).GetProperty("count").GetInt32());

        Assert.Equal(["young"], await Api.Stored(db => db.IdempotencyRecords.Select(r => r.Key).ToListAsync(Token)));
    }

    [Fact]
    public async Task Runs_of_what_was_due_are_forgotten_after_thirty_days_and_runs_of_a_day_are_kept()
    {
        var (old, young, ofADay) = (await ARunThatBegan("ForgetIdempotencyKeys", DateTime.UtcNow.AddDays(-31), JobOutcome.Succeeded), await ARunThatBegan("ForgetIdempotencyKeys", DateTime.UtcNow.AddDays(-29), JobOutcome.Failed), await ARunThatBegan("FlagExpiringCredentials", DateTime.UtcNow.AddDays(-31), JobOutcome.Succeeded));

        await Answered(await Api.AsksForARun("ForgetJobRuns"));

        var left = await Api.Stored(db => db.JobRuns.Select(r => r.Id).ToListAsync(Token));
        Assert.Equal((false, true, true), (left.Contains(old), left.Contains(young), left.Contains(ofADay)));
    }

    [Fact]
    public async Task The_schedule_is_listed_with_last_runs_and_the_log_in_pages()
    {
        await Answered(await Api.AsksForARun("ForgetIdempotencyKeys"));
        await Answered(await Api.AsksForARun("FlagExpiringCredentials"));
        var @operator = await Api.SignedInAs(Role.Operator);

        var jobs = (await Answered(await @operator.GetAsync("/api/v1/jobs", Token))).GetProperty("items").EnumerateArray().ToDictionary(j => j.GetProperty("name").GetString()!);
        var first = await @operator.GetAsync("/api/v1/jobs/runs?limit=1", Token);
        var second = await @operator.GetAsync(first.Headers.GetValues("Link").Single().Split('<', '>')[1], Token);

        Assert.Equal(("0 6 * * *", "America/New_York", "Day"), (jobs["FlagExpiringCredentials"].GetProperty("cron").GetString(), jobs["FlagExpiringCredentials"].GetProperty("timeZone").GetString(), jobs["FlagExpiringCredentials"].GetProperty("work").GetString()));
        Assert.Equal("Succeeded", jobs["FlagExpiringCredentials"].GetProperty("lastRun").GetProperty("outcome").GetString());
        Assert.Equal(("FlagExpiringCredentials", "ForgetIdempotencyKeys"), (await OnlyJob(first), await OnlyJob(second)));
    }

    [Theory]
    [InlineData(Role.Applicant, null)]
    [InlineData(Role.Officer, "ncc-ap")]
    [InlineData(Role.Auditor, "ncc-ap")]
    public async Task Only_operators_see_and_run_jobs(Role role, string? board)
    {
        var other = await Api.SignedInAs(role, board);

        await Refused(await other.GetAsync("/api/v1/jobs", Token), "access.not_permitted");
        await Refused(await other.GetAsync("/api/v1/jobs/runs", Token), "access.not_permitted");
        await Refused(await other.PostAsync("/api/v1/jobs/ForgetJobRuns/runs", null, Token), "access.not_permitted");
        await Refused(await Api.CreateClient().GetAsync("/api/v1/jobs", Token), "access.sign_in_needed");
    }

    private Task<Guid> ARunThatBegan(string job, DateTime atUtc, JobOutcome outcome = JobOutcome.Running) => Api.Stored(async db =>
    {
        var run = new JobRun { Id = Guid.CreateVersion7(atUtc), Job = job, ForDay = DateOnly.FromDateTime(atUtc), StartedAtUtc = atUtc, SeenAtUtc = atUtc, EndedAtUtc = outcome == JobOutcome.Running ? null : atUtc, Outcome = outcome };
        db.JobRuns.Add(run);
        await db.SaveChangesAsync(Token);
        return run.Id;
    });

    private Task<int> Rename(string table, string to) => Api.Stored(db => db.Database.ExecuteSqlRawAsync($"ALTER TABLE \"{table}\" RENAME TO \"{to}\"", Token));

    private static async Task<string?> OnlyJob(HttpResponseMessage page) => Assert.Single((await Answered(page)).GetProperty("items").EnumerateArray()).GetProperty("job").GetString();
}
