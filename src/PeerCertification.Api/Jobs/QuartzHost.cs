using PeerCertification.Api.Persistence;
using Quartz;

namespace PeerCertification.Api.Jobs;

/// <summary>Section <c>Jobs</c>.</summary>
public sealed class JobSettings
{
    /// <summary>Whether this process runs the schedule. An operator can run jobs by hand either way.</summary>
    public bool Enabled { get; set; } = true;
}

/// <summary>
/// The one file that knows the scheduler. It keeps the schedule by the machine's clock; on PostgreSQL its tables are in the same database and all
/// nodes together fire each row once, on SQLite there is one process and nothing to remember. Each row also runs once at start, so that what was
/// missed while nothing ran is made good at once.
/// </summary>
internal static class QuartzHost
{
    private const string SchedulerName = "registry";

    internal static void AddQuartzHost(this IServiceCollection services, DatabaseSettings database)
    {
        // A scheduler with a name keeps its clock to itself; one without would put it in place of the registry's.
        services.AddQuartz(SchedulerName, quartz =>
        {
            quartz.UseTimeProvider(TimeProvider.System);
            if (database.Provider == DatabaseProvider.Postgres)
            {
                quartz.UsePersistentStore(store =>
                {
                    store.UsePostgres(database.ConnectionString!);
                    store.ProvisionSchema();
                    store.UseClustering();
                });
            }

            foreach (var job in JobSchedule.Rows)
            {
                var key = new JobKey(job.Name);
                quartz.AddJob<RunRow>(row => row.WithIdentity(key));
                quartz.AddTrigger<RunRow>(trigger => trigger.WithIdentity(job.Name).ForJob(key).WithSchedule(CronScheduleBuilder.Create(Cron(job))));
                quartz.RunAtStartup(key);
            }
        });
        services.AddQuartzHostedService(SchedulerName, host => host.WaitForJobsToComplete = true);
    }

    /// <summary>When the schedule fires the row next.</summary>
    internal static DateTime? NextRunAtUtc(ScheduledJob job, DateTime afterUtc) => Cron(job).GetNextValidTimeAfter(afterUtc)?.UtcDateTime;

    private static CronExpression Cron(ScheduledJob job) => CronExpression.Parse(job.Cron, CronFormat.Unix).WithTimeZone(job.Zone);

    /// <summary>Runs the row that it is named after. A name that an older version left in the store is taken out of it.</summary>
    [DisallowConcurrentExecution]
    private sealed class RunRow(JobRunner runner) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
        {
            if (JobSchedule.Find(context.JobDetail.Key.Name) is { } job)
            {
                await runner.RunDue(job, cancellationToken);
            }
            else
            {
                await context.Scheduler.DeleteJob(context.JobDetail.Key, cancellationToken);
            }
        }
    }
}
