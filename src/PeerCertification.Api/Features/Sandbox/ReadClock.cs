using MediatR;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Sandbox;

/// <summary>Anybody asks a registry in Development what time it is there.</summary>
public static class ReadClock
{
    public sealed record Query : IQuery<Response>;

    public sealed record Response(DateTime NowUtc);

    internal sealed class Handler(SandboxClock clock) : IRequestHandler<Query, Outcome<Response>>
    {
        public Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken) =>
            Task.FromResult<Outcome<Response>>(new Response(clock.UtcNow()));
    }

    internal static async Task<IResult> Endpoint(IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(), cancellationToken)).ToHttp(Results.Ok);
}
