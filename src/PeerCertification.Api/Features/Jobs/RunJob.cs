using MediatR;
using PeerCertification.Api.Jobs;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Calendars;

namespace PeerCertification.Api.Features.Jobs;

/// <summary>An operator runs a job now, for today or for a past day, and waits for its end.</summary>
public static class RunJob
{
    /// <summary>Neither a command nor a query: it writes nothing itself, and the run that it starts has transactions of its own. Jobs are safe to run twice, so it needs no key.</summary>
    public sealed record Order(string Job, DateOnly? Day) : IRequest<Outcome<Response>>;

    public sealed record Request(DateOnly? Day = null);

    /// <param name="Error">What kind of failure ended it, where its outcome is Failed.</param>
    public sealed record Response(Guid Id, string Job, DateOnly ForDay, DateTime StartedAtUtc, DateTime? EndedAtUtc, JobOutcome Outcome, int? Count, string? Error);

    internal sealed class Handler(JobRunner runner, Caller caller, TimeProvider clock) : IRequestHandler<Order, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Order order, CancellationToken cancellationToken)
        {
            if (JobSchedule.Find(order.Job) is not { } job)
            {
                return new Refusal("job.not_found", "No row of the schedule has this name.");
            }

            if (job.Work == JobWork.Due && order.Day is not null)
            {
                return new Refusal("job.takes_no_day", $"{job.Name} does what is due by now; leave the day out.");
            }

            var day = JobDays.Asked(order.Day, BoardDay.Of(clock.UtcNow(), job.Zone));
            if (day.Refusal is not null)
            {
                return day.Refusal;
            }

            // Not cancelled when the operator hangs up: the run goes on, and its end is in the log.
            var run = await runner.Run(job, day.Value, caller.AccountId, CancellationToken.None);
            return run.Refusal is { } refusal
                ? refusal
                : new Response(run.Value.Id, run.Value.Job, run.Value.ForDay, run.Value.StartedAtUtc, run.Value.EndedAtUtc, run.Value.Outcome, run.Value.Count, run.Value.Error);
        }
    }

    internal static async Task<IResult> Endpoint(string name, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Order(name, request.Day), cancellationToken)).ToHttp(Results.Ok);
}
