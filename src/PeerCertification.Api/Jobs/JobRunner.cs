using System.Collections.Concurrent;
using System.Diagnostics;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;
using PeerCertification.Domain.Calendars;

namespace PeerCertification.Api.Jobs;

/// <summary>
/// Runs a row of the schedule, for the clock or for an operator: one at a time, each run in a scope of its own, with a row in the run log that
/// is written before and after the command in transactions of their own. Days are the registry's; how long a run takes, the machine's clock tells.
/// </summary>
public sealed partial class JobRunner(IServiceScopeFactory scopes, TimeProvider clock, ILogger<JobRunner> log)
{
    /// <summary>What a cancelled run gets to write its end before another takes the job from it.</summary>
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromMinutes(1);

    /// <summary>How often a run says that it goes on, where several processes share the database, and after how long a silent one is held for dead.</summary>
    private static readonly (TimeSpan Every, TimeSpan Patience) Signs = (TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));

    /// <summary>Since when this process runs: on a database of its own, what an earlier one was at has ended with it.</summary>
    private static readonly DateTime ProcessStartedAtUtc = Process.GetCurrentProcess().StartTime.ToUniversalTime();

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new();

    /// <summary>
    /// Runs the job, unless an operator paused it, for today and, where it works by days, first for each day that was missed. It stops at the first run that fails. Where this
    /// process is at it already, the second caller waits and then does what has become due meanwhile.
    /// </summary>
    public async Task RunDue(ScheduledJob job, CancellationToken stop)
    {
        var turn = _turns.GetOrAdd(job.Name, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(stop);
        try
        {
            if (!await IsPaused(job, stop))
            {
                await RunDays(job, stop);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<bool> IsPaused(ScheduledJob job, CancellationToken stop)
    {
        using var scope = scopes.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<RegistryContext>().JobPauses.AnyAsync(p => p.Job == job.Name, stop);
    }

    private async Task RunDays(ScheduledJob job, CancellationToken stop)
    {
        foreach (var day in await DaysDue(job, stop))
        {
            var run = await Run(job, day, null, stop);
            if (run.Refusal is not null || run.Value.Outcome == JobOutcome.Failed)
            {
                return;
            }
        }
    }

    /// <summary>Runs the job once, for a day that is not in the future.</summary>
    /// <param name="requestedBy">The operator, or null for the clock.</param>
    /// <returns>The run, which may have failed, or a refusal: <c>job.already_running</c>.</returns>
    public async Task<Outcome<JobRun>> Run(ScheduledJob job, DateOnly day, Guid? requestedBy, CancellationToken stop)
    {
        var run = new JobRun { Id = Ids.New(TimeProvider.System), Job = job.Name, ForDay = day, StartedAtUtc = TimeProvider.System.UtcNow(), SeenAtUtc = TimeProvider.System.UtcNow(), Outcome = JobOutcome.Running, RequestedByAccountId = requestedBy };
        if (!await Begin(run, job.AtMost, stop))
        {
            return new Refusal("job.already_running", $"{job.Name} is running now; look at its runs and ask again when it has ended.");
        }

        using var ended = new CancellationTokenSource();
        var signs = GiveSigns(run.Id, ended.Token);
        var (count, error) = await Send(job, day == BoardDay.Of(clock.UtcNow(), job.Zone) ? null : day, stop);
        await ended.CancelAsync();
        await signs;
        (run.Outcome, run.Count, run.Error, run.EndedAtUtc) = (error is null ? JobOutcome.Succeeded : JobOutcome.Failed, count, error, TimeProvider.System.UtcNow());
        await End(run);
        return run;
    }

    private async Task<IReadOnlyList<DateOnly>> DaysDue(ScheduledJob job, CancellationToken stop)
    {
        var today = BoardDay.Of(clock.UtcNow(), job.Zone);
        if (job.Work == JobWork.Due)
        {
            return [today];
        }

        using var scope = scopes.CreateScope();
        var earliest = today.AddDays(-JobDays.MostCaughtUp);
        var done = await scope.ServiceProvider.GetRequiredService<RegistryContext>().JobRuns
            .Where(r => r.Job == job.Name && r.Outcome == JobOutcome.Succeeded && r.ForDay >= earliest && r.ForDay <= today)
            .Select(r => new { r.ForDay, BySchedule = r.RequestedByAccountId == null })
            .Distinct().ToListAsync(stop);

        // A past day that an operator asks for is done by that, but does not make the schedule begin there.
        return JobDays.Due(done.Where(r => r.BySchedule).Min(r => (DateOnly?)r.ForDay), done.Select(r => r.ForDay).ToHashSet(), today);
    }

    /// <summary>Says now and then that a run goes on, so that another process can tell one that was killed. A database of one process needs no signs.</summary>
    private async Task GiveSigns(Guid run, CancellationToken ended)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<RegistryContext>();
        if (!db.Database.IsNpgsql())
        {
            return;
        }

        using var every = new PeriodicTimer(Signs.Every, TimeProvider.System);
        while (!ended.IsCancellationRequested)
        {
            try
            {
                await every.WaitForNextTickAsync(ended);
                var now = TimeProvider.System.UtcNow();
                await db.JobRuns.Where(r => r.Id == run).ExecuteUpdateAsync(set => set.SetProperty(r => r.SeenAtUtc, now), ended);
            }
            catch (OperationCanceledException)
            {
                // The run has ended.
            }
            catch (Exception e)
            {
                // A sign that could not be given is no failure of the run; the next one may be.
                LogNoSign(Kinds(e));
            }
        }
    }

    /// <summary>Claims the job, from a run that left no end too if need be: one that is silent, that took longer than it may, or that an earlier process of a database of its own began. The index that allows one running row a job decides between two who try at once.</summary>
    private async Task<bool> Begin(JobRun run, TimeSpan atMost, CancellationToken stop)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<RegistryContext>();
        using var turn = await scope.ServiceProvider.GetRequiredService<WriteGate>().EnterAsync(stop);
        var (now, shared) = (run.StartedAtUtc, db.Database.IsNpgsql());
        var silentSince = now - Signs.Patience;
        var begunBefore = shared || now - atMost - TimeToEnd > ProcessStartedAtUtc ? now - atMost - TimeToEnd : ProcessStartedAtUtc;
        await db.JobRuns.Where(r => r.Job == run.Job && r.Outcome == JobOutcome.Running && (r.StartedAtUtc < begunBefore || (shared && r.SeenAtUtc < silentSince)))
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.Outcome, JobOutcome.Failed).SetProperty(r => r.Error, "interrupted").SetProperty(r => r.EndedAtUtc, run.StartedAtUtc), stop);
        db.JobRuns.Add(run);
        try
        {
            await db.SaveChangesAsync(stop);
            return true;
        }
        catch (DbUpdateException e) when (Collision.Is(e))
        {
            return false;
        }
    }

    private async Task<(int? Count, string? Error)> Send(ScheduledJob job, DateOnly? day, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(job.AtMost);
        try
        {
            using var scope = scopes.CreateScope();
            scope.ServiceProvider.GetRequiredService<RegistryContext>().Database.SetCommandTimeout(job.AtMost);
            var outcome = await job.Send(scope.ServiceProvider.GetRequiredService<IMediator>(), day, clock.UtcNow(), limit.Token);
            return outcome.Refusal is { } refusal ? (null, refusal.Code) : (outcome.Value, null);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return (null, "interrupted");
        }
        catch (Exception e)
        {
            // Kinds and places, not messages: those may quote what a person wrote.
            LogFailure(job.Name, Kinds(e), e.StackTrace);
            return (null, Kinds(e));
        }
    }

    private async Task End(JobRun run)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<RegistryContext>();
        using var turn = await scope.ServiceProvider.GetRequiredService<WriteGate>().EnterAsync(CancellationToken.None);
        await db.JobRuns.Where(r => r.Id == run.Id && r.Outcome == JobOutcome.Running)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.Outcome, run.Outcome).SetProperty(r => r.Count, run.Count).SetProperty(r => r.Error, run.Error).SetProperty(r => r.EndedAtUtc, run.EndedAtUtc));
    }

    [LoggerMessage(LogLevel.Error, "Job {Job} failed: {Error}\n{Where}")]
    private partial void LogFailure(string job, string error, string? where);

    [LoggerMessage(LogLevel.Warning, "A run could not say that it goes on: {Error}")]
    private partial void LogNoSign(string error);

    private static string Kinds(Exception error) => error.InnerException is { } inner ? $"{error.GetType().Name}: {Kinds(inner)}" : error.GetType().Name;
}
