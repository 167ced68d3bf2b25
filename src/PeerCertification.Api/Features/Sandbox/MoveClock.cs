using FluentValidation;
using MediatR;
using PeerCertification.Api.Jobs;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Sandbox;

/// <summary>Anybody moves the clock of a registry in Development, and the jobs of the days that so went by are run, where this process runs jobs.</summary>
public static class MoveClock
{
    /// <summary>Neither a command nor a query: nothing is stored of it, and the jobs that it starts have transactions of their own.</summary>
    public sealed record Order(DateTime NowUtc) : IRequest<Outcome<Response>>;

    public sealed record Request(DateTime NowUtc);

    public sealed record Response(DateTime NowUtc);

    internal sealed class Validator : AbstractValidator<Order>
    {
        public Validator() =>
            RuleFor(o => o.NowUtc.Year).InclusiveBetween(2000, 2100).OverridePropertyName(nameof(Order.NowUtc));
    }

    internal sealed class Handler(SandboxClock clock, JobRunner runner, JobSettings jobs) : IRequestHandler<Order, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Order order, CancellationToken cancellationToken)
        {
            clock.MoveTo(order.NowUtc);
            foreach (var job in jobs.Enabled ? JobSchedule.Rows : [])
            {
                await runner.RunDue(job, cancellationToken);
            }

            return new Response(clock.UtcNow());
        }
    }

    internal static async Task<IResult> Endpoint(Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Order(request.NowUtc), cancellationToken)).ToHttp(Results.Ok);
}
