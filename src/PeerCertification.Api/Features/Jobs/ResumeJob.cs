using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Jobs;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Jobs;

/// <summary>An operator lets the schedule run a job again. Its next run makes good what was missed meanwhile.</summary>
public static class ResumeJob
{
    public sealed record Command(string Job, string Why) : ICommand<Response>;

    public sealed record Request(string Why);

    public sealed record Response(string Job);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Why).NotEmpty().IsPlainText(500);
    }

    internal sealed class Handler(RegistryContext db, History history) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (JobSchedule.Find(command.Job) is null)
            {
                return new Refusal("job.not_found", "No row of the schedule has this name.");
            }

            if (await db.JobPauses.SingleOrDefaultAsync(p => p.Job == command.Job, cancellationToken) is not { } pause)
            {
                return new Refusal("job.not_paused", $"{command.Job} is not paused.");
            }

            db.JobPauses.Remove(pause);
            history.Record(RegistryEvent.JobResumed, new About(), command.Why, before: new { pause.Job, pause.PausedAtUtc });
            return new Response(pause.Job);
        }
    }

    internal static async Task<IResult> Endpoint(string name, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(name, request.Why), cancellationToken)).ToHttp(Results.Ok);
}
