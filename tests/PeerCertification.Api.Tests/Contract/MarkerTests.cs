using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Tests.Contract;

/// <summary>A registry whose operator lets everything be logged, down to Debug. Each line is kept for the test to read.</summary>
public sealed class ListeningRegistry : SqliteRegistry, ILoggerProvider
{
    internal ConcurrentQueue<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => new Listener(categoryName, Lines);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        foreach (var category in new[] { "Default", "AutoMapper", "LuckyPennySoftware", "Microsoft.AspNetCore", "Microsoft.AspNetCore.DataProtection", "Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", "Microsoft.EntityFrameworkCore", "Quartz" })
        {
            builder.UseSetting($"Logging:LogLevel:{category}", nameof(LogLevel.Debug));
        }

        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(this));
    }

    private sealed class Listener(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {exception}");
    }
}

/// <summary>Sends every operation with a marker in each text that it takes, one at a time: in a JSON field, a cell of a file, a query parameter; and in each Idempotency-Key. Then looks for it in the log.</summary>
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
        var (sent, taken) = (0, new List<string>());

        foreach (var operation in (await ApiOperation.ReadAll(Api)).Where(o => o.Name != "SignOutEverywhere"))
        {
            Way[] ways =
            [
                .. Marked(operation.Body).Select<JsonNode, Way>(body => (caller, key) => operation.Send(caller, file.Fill, body, idempotencyKey: key)),
                .. Marked(Tables.GetValueOrDefault(operation.Name)).Select<string, Way>(csv => (caller, key) => operation.Send(caller, file.Fill, csv: csv, idempotencyKey: key)),
                .. operation.QueryParameters.Select<string, Way>(name => (caller, key) => operation.Send(caller, file.Fill, asked: (name, Marker), idempotencyKey: key)),
            ];
            foreach (var send in ways)
            {
                foreach (var caller in callers)
                {
                    var answer = await send(caller, $"{Marker} {sent++}");
                    if (answer.IsSuccessStatusCode)
                    {
                        taken.Add(operation.Name);
                    }
                }
            }
        }

        var lines = ((ListeningRegistry)Api).Lines.ToList(); // before this test's own queries, which hold the marker
        var leaks = lines.Where(l => l.Contains(Marker, StringComparison.OrdinalIgnoreCase)).ToList();
        Assert.True(leaks.Count == 0, string.Join('\n', leaks));
        Assert.Contains(lines, l => l.Contains("Executed DbCommand", StringComparison.Ordinal));
        Assert.True(sent > 300, $"only {sent} requests were sent");
        Assert.True(taken.Count > 20, $"only {taken.Count} requests were taken, so that little was written that could have been logged");
        Assert.True(await Api.Stored(db => db.IdempotencyRecords.CountAsync(r => r.Key.StartsWith(Marker), Token)) > 20);
        Assert.True(await Api.Stored(db => db.SensitiveReads.AnyAsync(r => r.Why == Marker, Token)));
        Assert.All(Tables.Keys, name => Assert.Contains(name, taken));
        Assert.Contains(await Api.Stored(db => db.Evidence.ToListAsync(Token)), e => e.Detail is EvidenceDetail.Practice practice && practice.SupervisorName == MarkedText("Sam Reed"));
    }

    private delegate Task<HttpResponseMessage> Way(HttpClient caller, string idempotencyKey);

    /// <summary>Good files of the operations that take one, without line breaks in cells.</summary>
    private static readonly Dictionary<string, string> Tables = new()
    {
        ["ImportPractice"] = "day,practiceMinutes,role,domains,modality,setting,population,compensation,supervisorName,supervisorEmail,startsAt,endsAt,topic\n2026-02-03,10,PeerCoach,Emotional,Individual,Center,Adults,Volunteer,Sam Reed,sam.reed@example.test,,,",
        ["SendRosterFile"] = "number\nNCPRSS-0000042-J",
        ["ImportRoster"] = "number,familyName,role,minutes\n,Reed,,",
    };

    /// <summary>The file with the marker in one cell after another, those of its header too.</summary>
    private static IEnumerable<string> Marked(string? csv)
    {
        var cells = csv?.Split(',', '\n') ?? [];
        var header = csv?.Split('\n')[0].Split(',').Length ?? 1;
        return cells.Select((cell, at) => string.Join('\n', cells.Select((c, i) => i == at ? MarkedText(c) : c).Chunk(header).Select(row => string.Join(',', row))));
    }

    private static string MarkedText(string text) => text.Contains('@', StringComparison.Ordinal) ? $"{Marker}@example.test" : $"{Marker} {text}".Trim();

    /// <summary>The example with the marker in one text after another. An e-mail address stays one; dates and names of choices are sent marked as well and refused.</summary>
    private static IEnumerable<JsonNode> Marked(JsonNode? example)
    {
        foreach (var path in Texts(example, []).ToList())
        {
            var copy = example!.DeepClone();
            var parent = path[..^1].Aggregate(copy, (node, step) => step is int i ? node[i]! : node[(string)step]!);
            var marked = path[^1] is int at ? parent[at]!.GetValue<string>() : parent[(string)path[^1]]!.GetValue<string>();
            var value = JsonValue.Create(MarkedText(marked));
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
