using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCertification.Api.Features.Jobs;
using PeerCertification.Api.Persistence;

namespace PeerCertification.Api.Tests.Contract;

/// <summary>What one successful request did: its act, and the events that the history holds because of it.</summary>
internal sealed record PlayedAct(string Act, IReadOnlyList<string> Events);

/// <summary>Stands before the whole registry, lets one request through at a time, and notes what each added to the history.</summary>
internal sealed class ActWatch : IStartupFilter, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    internal List<PlayedAct> Played { get; } = [];

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(Watch);
        next(app);
    };

    public void Dispose() => _turn.Dispose();

    private async Task Watch(HttpContext http, RequestDelegate go)
    {
        await _turn.WaitAsync();
        try
        {
            var last = await History(http, h => h.MaxAsync(e => (long?)e.Sequence)) ?? 0;
            await go(http);
            if (http.Response.StatusCode < 400 && http.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName is { } name)
            {
                var lines = await History(http, h => h.Where(e => e.Sequence > last).OrderBy(e => e.Sequence).Select(e => new { e.Act, e.Event }).ToListAsync());
                var act = name == nameof(RunJob) ? (string)http.GetRouteValue("name")! : name;
                Played.Add(new PlayedAct(act, [.. lines.Select(l => l.Act == act ? l.Event : $"{l.Act} raised {l.Event}")]));
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private static async Task<T> History<T>(HttpContext http, Func<IQueryable<HistoryEntry>, Task<T>> read)
    {
        await using var scope = http.RequestServices.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<RegistryContext>().History);
    }
}
