using PeerCertification.Api.Jobs;
using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;

namespace PeerCertification.Api.Features.Jobs;

/// <summary>What the registry does by the clock, seen and run by operators.</summary>
internal static class JobRoutes
{
    private static readonly Guid ExampleRun = new("019cb0f4-6c00-7b3a-9a51-0c3f2f8f6d11");

    private static readonly DateTime ExampleStart = new(2026, 3, 1, 11, 0, 0, DateTimeKind.Utc);

    internal static void MapJobs(this IEndpointRouteBuilder api)
    {
        var jobs = api.MapGroup("/jobs").WithTags("Jobs");
        var (day, end) = (new DateOnly(2026, 3, 1), ExampleStart.AddSeconds(2));

        jobs.MapGet("/", ListJobs.Endpoint).RequirePermission(Permission.OperateJobs)
            .Produces<ListJobs.Response>().WithName(nameof(ListJobs))
            .WithSummary("List the schedule, with each job's last run and when it runs next")
            .WithExample(null, new ListJobs.Response([new ListJobs.Row("FlagExpiringCredentials", "0 6 * * *", "America/New_York", JobWork.Day, new ListJobs.LastRun(ExampleRun, day, ExampleStart, end, JobOutcome.Succeeded, 12, null), ExampleStart.AddDays(1), null)]));

        jobs.MapGet("/runs", ListJobRuns.Endpoint).RequirePermission(Permission.OperateJobs)
            .Produces<ListJobRuns.Response>().ProducesProblem(400).WithName(nameof(ListJobRuns))
            .WithSummary("List the runs of jobs, the latest first")
            .WithExample(null, new ListJobRuns.Response([new ListJobRuns.Row(ExampleRun, "FlagExpiringCredentials", day, ExampleStart, end, JobOutcome.Succeeded, 12, null, RequestedBySchedule: true)]));

        jobs.MapPost("/{name}/runs", RunJob.Endpoint).RequirePermission(Permission.OperateJobs)
            .Produces<RunJob.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).WithName(nameof(RunJob))
            .WithSummary("Run a job now, for today or for a past day, and wait for its end")
            .WithExample(new RunJob.Request(day), new RunJob.Response(ExampleRun, "FlagExpiringCredentials", day, ExampleStart, end, JobOutcome.Succeeded, 12, null));

        jobs.MapPost("/{name}/pause", PauseJob.Endpoint).RequirePermission(Permission.OperateJobs)
            .Produces<PauseJob.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(PauseJob))
            .WithSummary("Keep the schedule from running a job, on every node")
            .WithExample(new PauseJob.Request("The mail server is moved."), new PauseJob.Response("DeliverOutbox", "The mail server is moved.", ExampleStart));

        jobs.MapPost("/{name}/resume", ResumeJob.Endpoint).RequirePermission(Permission.OperateJobs)
            .Produces<ResumeJob.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(ResumeJob))
            .WithSummary("Let the schedule run a job again")
            .WithExample(new ResumeJob.Request("The mail server has moved."), new ResumeJob.Response("DeliverOutbox"));
    }
}
