using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Jobs;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Jobs;

/// <summary>The clock deletes the log of runs that did what was due, after thirty days: some run every minute. Runs of a day are kept, since they tell which days are done.</summary>
public static class ForgetJobRuns
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public sealed record Command : ICommand<Response>;

    public sealed record Response(int Forgotten);

    internal sealed class Handler(RegistryContext db) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var before = TimeProvider.System.UtcNow() - Kept;
            var byDay = JobSchedule.Rows.Where(j => j.Work == JobWork.Day).Select(j => j.Name).ToList();
            return new Response(await db.JobRuns.Where(r => r.EndedAtUtc < before && !byDay.Contains(r.Job)).ExecuteDeleteAsync(cancellationToken));
        }
    }
}
