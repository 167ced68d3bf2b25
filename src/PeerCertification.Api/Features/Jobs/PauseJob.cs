using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Jobs;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Jobs;

/// <summary>An operator keeps the schedule from running a job, on every node, until it is resumed. A run that has begun goes on; an operator may still run it by hand.</summary>
public static class PauseJob
{
    public sealed record Command(string Job, string Why) : ICommand<Response>;

    public sealed record Request(string Why);

    public sealed record Response(string Job, string Why, DateTime PausedAtUtc);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Why).NotEmpty().IsPlainText(500);
    }

    internal sealed class Handler(RegistryContext db, Caller caller, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (JobSchedule.Find(command.Job) is null)
            {
                return new Refusal("job.not_found", "No row of the schedule has this name.");
            }

            if (await db.JobPauses.AnyAsync(p => p.Job == command.Job, cancellationToken))
            {
                return new Refusal("job.already_paused", $"{command.Job} is paused already; resume it first.");
            }

            var pause = db.JobPauses.Add(new JobPause { Job = command.Job, Why = command.Why, PausedByAccountId = caller.RequiredAccountId, PausedAtUtc = clock.UtcNow() }).Entity;
            history.Record(RegistryEvent.JobPaused, new About(), command.Why, after: new { pause.Job });
            return new Response(pause.Job, pause.Why, pause.PausedAtUtc);
        }
    }

    internal static async Task<IResult> Endpoint(string name, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(name, request.Why), cancellationToken)).ToHttp(Results.Ok);
}
