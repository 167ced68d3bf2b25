using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Publication;

/// <summary>Broken, hostile and gigantic documents: each is refused within a second, with a coded problem, and changes nothing.</summary>
public abstract class HostileDocumentTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : HostileDocumentTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : HostileDocumentTests(api), IClassFixture<PostgresRegistry>;

    private const int Megabyte = 1024 * 1024;

    public static TheoryData<string, string> Documents => new()
    {
        { "nothing", "requirement_set.invalid" },
        { "no JSON", "requirement_set.invalid" },
        { "a list", "requirement_set.invalid" },
        { "cut off", "requirement_set.invalid" },
        { "ten megabytes", "request.too_large" },
        { "a little over the limit", "request.too_large" },
        { "10,000 levels of objects", "requirement_set.beyond_bounds" },
        { "10,000 levels of lists", "requirement_set.beyond_bounds" },
        { "65 levels", "requirement_set.beyond_bounds" },
        { "a member twice", "requirement_set.invalid" },
        { "a member twice in an element", "requirement_set.invalid" },
        { "a million topics", "request.too_large" },
        { "30,000 topics", "requirement_set.beyond_bounds" },
        { "20,000 unknown members", "requirement_set.beyond_bounds" },
        { "a number with an exponent of 400", "requirement_set.beyond_bounds" },
        { "a number of 100,000 digits", "requirement_set.beyond_bounds" },
        { "a text of 400,000 characters", "requirement_set.beyond_bounds" },
        { "half of a character", "requirement_set.invalid" },
        { "U+0000", "requirement_set.beyond_bounds" },
        { "bytes that are no UTF-8", "request.malformed" },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task It_is_refused_within_a_second_and_changes_nothing(string kind, string code)
    {
        var type = await Api.ACredentialWithRules();
        var client = await Api.SignedInAs(Role.BoardAdministrator, "ncc-ap");
        var document = Made(kind, type);
        var before = await Rows();

        foreach (var (method, address) in new[] { (HttpMethod.Put, "draft"), (HttpMethod.Post, "check") })
        {
            await Refused(await InASecond(() => Send(client, method, $"{RulesWorld.Sets(type)}/{address}", document, chunked: false)), code);
            await Refused(await InASecond(() => Send(client, method, $"{RulesWorld.Sets(type)}/{address}", document, chunked: true)), code);
        }

        Assert.Equal(before, await Rows());
    }

    /// <summary>Within every bound, and yet as much work as a document can be: it is read, its problems are told, and it may be kept as a draft.</summary>
    [Theory]
    [InlineData("a thousand topics in twenty lists")]
    [InlineData("problems everywhere")]
    [InlineData("sixty levels of elements")]
    public async Task The_most_that_is_within_the_bounds_is_read_within_a_second(string kind)
    {
        var type = await Api.ACredentialWithRules();
        var client = await Api.SignedInAs(Role.BoardAdministrator, "ncc-ap");

        var answer = await Answered(await InASecond(() => Send(client, HttpMethod.Post, $"{RulesWorld.Sets(type)}/check", Made(kind, type), chunked: false)));

        Assert.False(answer.GetProperty("mayBePublished").GetBoolean());
    }

    [Fact]
    public async Task A_replacement_that_is_refused_leaves_the_draft_as_it_was()
    {
        var type = await Api.ACredentialWithRules();
        var client = await Api.SignedInAs(Role.BoardAdministrator, "ncc-ap");
        await Answered(await client.PutDraft(type, RulesWorld.ADocument(type, 2, "2026-04-01")), 201);

        await Refused(await client.PutDraft(type, "{\"a\":1,\"a\":2}", seen: 1), "requirement_set.invalid");

        Assert.Equal(1, (await Answered(await client.GetAsync($"{RulesWorld.Sets(type)}/draft", Token))).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Rules_are_sent_as_JSON()
    {
        var type = await Api.ACredentialWithRules();
        var client = await Api.SignedInAs(Role.BoardAdministrator, "ncc-ap");

        await Refused(await client.PutAsync($"{RulesWorld.Sets(type)}/draft", new StringContent(RulesWorld.ADocument(type, 2, "2026-04-01"), Encoding.UTF8, "text/plain"), Token), "request.unsupported_media_type");
    }

    private static byte[] Made(string kind, string type)
    {
        var good = RulesWorld.ADocument(type, 2, "2036-04-01");
        return kind switch
        {
            "bytes that are no UTF-8" => [.. Encoding.UTF8.GetBytes("{\"a\":\""), 0xff, 0xfe, .. Encoding.UTF8.GetBytes("\"}")],
            _ => Encoding.UTF8.GetBytes(kind switch
            {
                "nothing" => "",
                "no JSON" => "rules",
                "a list" => $"[{good}]",
                "cut off" => good[..^40],
                "ten megabytes" => good.Replace("Order of the board", new string('x', 10 * Megabyte), StringComparison.Ordinal),
                "a little over the limit" => good + new string(' ', (Megabyte / 2) + 1 - good.Length),
                "10,000 levels of objects" => string.Concat(Enumerable.Repeat("{\"root\":", 10_000)) + "1" + new string('}', 10_000),
                "10,000 levels of lists" => "{\"root\":" + new string('[', 10_000) + new string(']', 10_000) + "}",
                "65 levels" => string.Concat(Enumerable.Repeat("{\"root\":", 65)) + "1" + new string('}', 65),
                "a member twice" => good.Replace("\"version\": 2", "\"version\": 2, \"version\": 2", StringComparison.Ordinal),
                "a member twice in an element" => good.Replace("\"atLeast\": \"6h\"", "\"atLeast\": \"6h\", \"atLeast\": \"7h\"", StringComparison.Ordinal),
                "a million topics" => Topics(good, 1_000_000),
                "30,000 topics" => Topics(good, 30_000),
                "20,000 unknown members" => good.Replace("\"root\":", string.Concat(Enumerable.Range(0, 20_000).Select(i => $"\"m{i}\":1,")) + "\"root\":", StringComparison.Ordinal),
                "a number with an exponent of 400" => good.Replace("\"months\": 24", "\"months\": 1e400", StringComparison.Ordinal),
                "a number of 100,000 digits" => good.Replace("\"months\": 24", $"\"months\": {new string('9', 100_000)}", StringComparison.Ordinal),
                "a text of 400,000 characters" => good.Replace("Order of the board", new string('x', 400_000), StringComparison.Ordinal),
                "half of a character" => good.Replace("Order of the board", "\\ud800", StringComparison.Ordinal),
                "U+0000" => good.Replace("Order of the board", "\\u0000", StringComparison.Ordinal),
                "a thousand topics in twenty lists" => Topics(good, 990).Replace("\"topics\": [\"ethics\"]", $"\"topics\": [{string.Join(',', Enumerable.Range(0, 990).Select(i => $"\"t{i}\""))}], \"floors\": [{string.Join(',', Enumerable.Range(0, 15).Select(f => $"{{\"id\":\"f{f}\",\"label\":\"F\",\"source\":\"order\",\"atLeast\":\"1h\",\"topics\":[{string.Join(',', Enumerable.Range(0, 990).Select(i => $"\"t{i}\""))}]}}"))}]", StringComparison.Ordinal),
                "problems everywhere" => good.Replace("\"of\": [", $"\"of\": [{string.Concat(Enumerable.Range(0, 900).Select(i => $"{{\"element\":\"minutes\",\"id\":\"practice\",\"x\":1,\"y\":2,\"z\":[1,2,3],\"kind\":{i},\"topics\":[1,2,3,4,5,6]}},"))}", StringComparison.Ordinal),
                "sixty levels of elements" => good.Replace("\"of\": [", "\"of\": [" + Nested(29) + ",", StringComparison.Ordinal),
                _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
            }),
        };
    }

    private static string Nested(int levels) =>
        levels == 0 ? "{\"element\":\"unknown\",\"id\":\"leaf\"}" : $"{{\"element\":\"all\",\"id\":\"level-{levels}\",\"label\":\"L\",\"source\":\"order\",\"of\":[{Nested(levels - 1)}]}}";

    private static string Topics(string document, int count) =>
        document.Replace("\"topics\": { ", "\"topics\": { " + string.Concat(Enumerable.Range(0, count).Select(i => $"\"t{i}\":\"T\",")), StringComparison.Ordinal);

    private static Task<HttpResponseMessage> Send(HttpClient client, HttpMethod method, string address, byte[] document, bool chunked)
    {
        HttpContent content = chunked ? new StreamContent(new NoLength(document)) : new ByteArrayContent(document);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(method, address) { Content = content };
        request.Headers.TransferEncodingChunked = chunked ? true : null;
        return client.SendAsync(request, Token);
    }

    /// <summary>The best of three, since this machine may be busy with something else for a second.</summary>
    private static async Task<HttpResponseMessage> InASecond(Func<Task<HttpResponseMessage>> send)
    {
        for (var tried = 1; ; tried++)
        {
            var started = Stopwatch.GetTimestamp();
            var answer = await send();
            var took = Stopwatch.GetElapsedTime(started);
            if (took < TimeSpan.FromSeconds(1))
            {
                return answer;
            }

            Assert.True(tried < 3, $"It took {took}.");
        }
    }

    private Task<(int, int, long?)> Rows() => Api.Stored(async db =>
        (await db.RequirementSetDrafts.CountAsync(Token), await db.RequirementSets.CountAsync(Token), await db.History.MaxAsync(h => (long?)h.Sequence, Token)));

    /// <summary>A body that does not say beforehand how long it is.</summary>
    private sealed class NoLength(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
