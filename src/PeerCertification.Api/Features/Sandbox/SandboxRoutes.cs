using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Security;

namespace PeerCertification.Api.Features.Sandbox;

/// <summary>
/// The clock that can be moved. Mapped in Development only, where whoever reaches the port owns the data; so it asks for no account, and somebody
/// who tries the registry can watch a credential come due before having made one.
/// </summary>
internal static class SandboxRoutes
{
    internal static void MapSandbox(this IEndpointRouteBuilder api)
    {
        var clock = api.MapGroup("/sandbox/clock").WithTags("Sandbox");
        var noon = new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

        clock.MapGet("/", ReadClock.Endpoint).AllowAnyone()
            .Produces<ReadClock.Response>().WithName(nameof(ReadClock))
            .WithSummary("Read the registry's clock (Development only)")
            .WithExample(null, new ReadClock.Response(noon));

        clock.MapPut("/", MoveClock.Endpoint).AllowAnyone()
            .Produces<MoveClock.Response>().ProducesProblem(400).WithName(nameof(MoveClock))
            .WithSummary("Move the registry's clock, and run the jobs of the days that so go by (Development only)")
            .WithExample(new MoveClock.Request(noon), new MoveClock.Response(noon));
    }
}
