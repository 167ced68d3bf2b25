using System.Collections.Concurrent;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Persistence;

/// <summary>A registry on PostgreSQL; what it logs as an error is kept for the test to read.</summary>
public sealed class ComplainingRegistry : PostgresRegistry, ILoggerProvider
{
    internal ConcurrentQueue<string> Errors { get; } = [];

    public ILogger CreateLogger(string categoryName) => new Listener(categoryName, Errors);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureLogging(logging => logging.AddProvider(this));
    }

    private sealed class Listener(string category, ConcurrentQueue<string> errors) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                errors.Enqueue($"{category}: {formatter(state, exception)}");
            }
        }
    }
}

public sealed class QuietLogTests(ComplainingRegistry api) : RegistryTest(api), IClassFixture<ComplainingRegistry>
{
    [Fact]
    public async Task Neither_the_first_start_on_an_empty_database_nor_many_who_meet_are_errors_in_the_log()
    {
        var ana = await Api.SomebodyWithARecord();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => ana.PostAsJsonAsync("/api/v1/evidence", new { detail = EvidenceWorld.Practice(minutes: 240) }, Token)));

        Assert.Contains(answers, a => a.IsSuccessStatusCode);
        Assert.Empty(((ComplainingRegistry)Api).Errors);
    }
}
