using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace PeerCertification.Api.Tests.Operations;

public sealed class TelemetryTests
{
    private sealed class TelemetryRegistry(string collector) : SqliteRegistry
    {
        protected override IEnumerable<KeyValuePair<string, string>> Settings() => [new("Telemetry:OtlpEndpoint", collector)];
    }

    [Fact]
    public async Task Traces_and_metrics_go_to_the_configured_collector()
    {
        var traced = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        var measured = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var collector = WebApplication.CreateSlimBuilder().Build();
        collector.Urls.Add("http://127.0.0.1:0");
        collector.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            (signal == "traces" ? traced : measured).TrySetResult(body.Length);
        });
        await collector.StartAsync(TestContext.Current.CancellationToken);

        await using (var api = new TelemetryRegistry(collector.Urls.First()))
        {
            await api.CreateClient().GetAsync("/health/ready", TestContext.Current.CancellationToken);
            Assert.True(await traced.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken) > 0);
        }

        // What was counted since the last regular export is sent on the way out.
        Assert.True(await measured.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken) > 0);
    }
}
