namespace PeerCertification.Api.Jobs;

/// <summary>Runs a row of the schedule at once rather than when the clock comes by, where this process runs the schedule. Where that fails, the clock still comes.</summary>
internal sealed class JobStarter(JobRunner runner, JobSettings jobs, IHostApplicationLifetime life)
{
    internal void Start(string name)
    {
        if (jobs.Enabled && JobSchedule.Find(name) is { } row)
        {
            _ = Task.Run(() => runner.RunDue(row, life.ApplicationStopping), CancellationToken.None);
        }
    }
}
