using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PeerCertification.Api.Security;

namespace PeerCertification.Api.Tests.Contract;

/// <summary>A registry whose every log line, down to Debug, is kept for the test to read.</summary>
public sealed class ListeningRegistry : SqliteRegistry, ILoggerProvider
{
    internal ConcurrentQueue<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => new Listener(categoryName, Lines);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureLogging(logging =>
        {
            logging.Services.AddSingleton<ILoggerProvider>(this);
            logging.AddFilter<ListeningRegistry>(null, LogLevel.Debug);
        });
    }

    private sealed class Listener(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {exception}");
    }
}

/// <summary>Sends every command with a marker in each of its free-text and personal fields, one field at a time and all at once, and looks for it in the log.</summary>
public sealed class MarkerTests(ListeningRegistry api) : RegistryTest(api), IClassFixture<ListeningRegistry>
{
    private const string Marker = "xqzmarkerqzx";

    [Fact]
    public async Task Nothing_that_people_write_is_ever_logged()
    {
        var file = await OwnedFile.Make(Api);
        HttpClient[] callers =
        [
            Api.CreateClient(),
            file.Owner,
            await Api.SignedInAs(Role.Reviewer, OwnedFile.Board),
            await Api.SignedInAs(Role.Officer, OwnedFile.Board),
            await Api.SignedInAs(Role.BoardAdministrator, OwnedFile.Board),
            await Api.SignedInAs(Role.Operator),
        ];
        var (sent, taken) = (0, 0);

        foreach (var operation in (await ApiOperation.ReadAll(Api)).Where(o => o.Body is not null && o.Name != "SignOutEverywhere"))
        {
            foreach (var body in Marked(operation.Body!))
            {
                foreach (var caller in callers)
                {
                    var answer = await operation.Send(caller, file.Fill, body);
                    sent++;
                    taken += answer.IsSuccessStatusCode ? 1 : 0;
                }
            }
        }

        Assert.True(sent > 300, $"only {sent} requests were sent");
        Assert.True(taken > 20, $"only {taken} requests were taken, so that little was written that could have been logged");
        Assert.Contains(((ListeningRegistry)Api).Lines, l => l.Contains("Executed DbCommand", StringComparison.Ordinal));
        var leaks = ((ListeningRegistry)Api).Lines.Where(l => l.Contains(Marker, StringComparison.OrdinalIgnoreCase)).ToList();
        Assert.True(leaks.Count == 0, string.Join('\n', leaks));
    }

    /// <summary>The example with the marker in one text after another. An e-mail address stays one; dates and names of choices are sent marked as well and refused.</summary>
    private static IEnumerable<JsonNode> Marked(JsonNode example)
    {
        foreach (var path in Texts(example, []).ToList())
        {
            var copy = example.DeepClone();
            var parent = path[..^1].Aggregate(copy, (node, step) => step is int i ? node[i]! : node[(string)step]!);
            var marked = path[^1] is int at ? parent[at]!.GetValue<string>() : parent[(string)path[^1]]!.GetValue<string>();
            var value = JsonValue.Create(marked.Contains('@', StringComparison.Ordinal) ? $"{Marker}@example.test" : $"{Marker} {marked}");
            if (path[^1] is int index)
            {
                parent[index] = value;
            }
            else
            {
                parent[(string)path[^1]] = value;
            }

            yield return copy;
        }
    }

    private static IEnumerable<object[]> Texts(JsonNode? node, object[] path) => node switch
    {
        JsonObject o => o.SelectMany(p => Texts(p.Value, [.. path, p.Key])),
        JsonArray a => a.SelectMany((n, i) => Texts(n, [.. path, i])),
        JsonValue v when v.TryGetValue<string>(out _) => [path],
        _ => [],
    };
}
