using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Jobs;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Jobs;

/// <summary>An operator sees the schedule, with each job's last run and when it runs next.</summary>
public static class ListJobs
{
    public sealed record Query : IQuery<Response>;

    public sealed record Response(IReadOnlyList<Row> Items);

    /// <param name="NextRunAtUtc">By the machine's clock, which the sandbox clock does not move; null where this process does not run the schedule or the job is paused.</param>
    public sealed record Row(string Name, string Cron, string TimeZone, JobWork Work, LastRun? LastRun, DateTime? NextRunAtUtc, Pause? Paused);

    /// <summary>That an operator keeps the schedule from running it.</summary>
    public sealed record Pause(string Why, DateTime SinceUtc);

    public sealed record LastRun(Guid Id, DateOnly ForDay, DateTime StartedAtUtc, DateTime? EndedAtUtc, JobOutcome Outcome, int? Count, string? Error);

    internal sealed class Handler(RegistryContext db, JobSettings settings) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var now = TimeProvider.System.UtcNow();
            var pauses = await db.JobPauses.ToDictionaryAsync(p => p.Job, p => new Pause(p.Why, p.PausedAtUtc), cancellationToken);
            var rows = new List<Row>();
            foreach (var job in JobSchedule.Rows)
            {
                var last = await db.JobRuns.Where(r => r.Job == job.Name).OrderByDescending(r => r.Id)
                    .Select(r => new LastRun(r.Id, r.ForDay, r.StartedAtUtc, r.EndedAtUtc, r.Outcome, r.Count, r.Error)).FirstOrDefaultAsync(cancellationToken);
                rows.Add(new Row(job.Name, job.Cron, job.TimeZone, job.Work, last, settings.Enabled && !pauses.ContainsKey(job.Name) ? QuartzHost.NextRunAtUtc(job, now) : null, pauses.GetValueOrDefault(job.Name)));
            }

            return new Response(rows);
        }
    }

    internal static async Task<IResult> Endpoint(IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(), cancellationToken)).ToHttp(Results.Ok);
}
