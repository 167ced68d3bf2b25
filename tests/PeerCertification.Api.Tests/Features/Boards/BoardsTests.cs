using System.Text.Json;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Boards;

/// <summary>What anybody may read of the boards, without an account.</summary>
public abstract class BoardsTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : BoardsTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : BoardsTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task Boards_are_listed_by_code_page_by_page()
    {
        var answer = await Get("/api/v1/boards?limit=1");
        var next = answer.Headers.GetValues("Link").Single();
        var rest = await Answered(await Get(next[1..next.IndexOf('>', StringComparison.Ordinal)]));

        var all = await Answered(await Get("/api/v1/boards?limit=100"));
        Assert.Equal([.. Codes(await Answered(answer)), .. Codes(rest)], Codes(all)[..2]);
        Assert.Equal("America/New_York", all.GetProperty("boards").EnumerateArray().Single(b => b.GetProperty("code").GetString() == "ncc-ap").GetProperty("timeZone").GetString());
        await Refused(await Get("/api/v1/boards?limit=0"), "request.invalid");
    }

    [Fact]
    public async Task Rules_that_are_shown_only_say_so_and_can_be_read()
    {
        const string Address = "/api/v1/boards/ct-au/credential-types";
        Assert.Equal("Informational", (await Answered(await Get(Address))).GetProperty("credentialTypes")[0].GetProperty("status").GetString());
        Assert.Equal("Informational", (await Answered(await Get($"{Address}/RSS/requirement-sets"))).GetProperty("requirementSets")[0].GetProperty("status").GetString());
        var read = await Answered(await Get($"{Address}/RSS/requirement-sets/1"));
        Assert.Equal("Informational", read.GetProperty("status").GetString());
        Assert.NotEqual(0, read.GetProperty("document").GetProperty("unknown").GetArrayLength());
        Assert.Equal("Open", (await Answered(await Get("/api/v1/boards/icrc/credential-types"))).GetProperty("credentialTypes")[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task What_a_board_awards_comes_with_the_rules_in_force_at_the_board_today()
    {
        var announced = await Api.ACredentialTypeWithoutRules();
        Api.TheTimeIs(new DateTimeOffset(2018, 1, 1, 4, 59, 0, TimeSpan.Zero)); // still 2017 in New York
        var before = await Types();
        Api.TheTimeIs(new DateTimeOffset(2018, 1, 1, 5, 0, 0, TimeSpan.Zero));
        var after = await Types();

        Assert.Equal(1, before["NCPRSS"]);
        Assert.Equal(2, after["NCPRSS"]);
        Assert.Null(after[announced]);
        await Refused(await Get("/api/v1/boards/nowhere/credential-types"), "board.not_found");
        await Refused(await Get("/api/v1/boards/ncc-ap/credential-types?limit=1000"), "request.invalid");
    }

    [Fact]
    public async Task Every_published_version_can_be_read_and_the_one_in_force_is_marked()
    {
        const string Address = "/api/v1/boards/ncc-ap/credential-types/NCPRSS/requirement-sets";
        var versions = (await Answered(await Get(Address))).GetProperty("requirementSets").EnumerateArray().ToList();

        Assert.Equal([(2, true), (1, false)], versions.Select(v => (v.GetProperty("version").GetInt32(), v.GetProperty("isInForceToday").GetBoolean())));
        var first = await Answered(await Get($"{Address}/1"));
        Assert.False(first.GetProperty("isInForceToday").GetBoolean());
        Assert.Equal("2017-12-31", first.GetProperty("effectiveUntil").GetString());
        Assert.Equal("NCPRSS", first.GetProperty("document").GetProperty("credentialType").GetString());
        Assert.True((await Answered(await Get($"{Address}/2"))).GetProperty("isInForceToday").GetBoolean());
        await Refused(await Get($"{Address}/9"), "requirement_set.not_found");
        await Refused(await Get("/api/v1/boards/icrc/credential-types/NCPRSS/requirement-sets/2"), "requirement_set.not_found");
        await Refused(await Get("/api/v1/boards/icrc/credential-types/NCPRSS/requirement-sets"), "credential_type.not_found");
    }

    [Fact]
    public async Task What_differs_between_two_versions_is_told_in_words()
    {
        const string Address = "/api/v1/boards/ncc-ap/credential-types/NCPRSS/requirement-sets/compare";
        var compared = await Answered(await Get($"{Address}?from=1&to=2"));

        Assert.Equal(("2017-12-31", "2018-01-01"), (compared.GetProperty("from").GetProperty("effectiveUntil").GetString(), compared.GetProperty("to").GetProperty("effectiveFrom").GetString()));
        var exam = Assert.Single(compared.GetProperty("changes").EnumerateArray(), c => c.GetProperty("id").GetString() == "exam");
        Assert.Equal(("Added", "The NCPRSS exam of NCC AP, passed"), (exam.GetProperty("kind").GetString(), exam.GetProperty("label").GetString()));
        Assert.Empty((await Answered(await Get($"{Address}?from=2&to=2"))).GetProperty("changes").EnumerateArray());
        await Refused(await Get($"{Address}?from=1&to=9"), "requirement_set.not_found");
        await Refused(await Get("/api/v1/boards/icrc/credential-types/NCPRSS/requirement-sets/compare?from=1&to=2"), "requirement_set.not_found");
        await Refused(await Get($"{Address}?from=1"), "request.malformed");
    }

    private static List<string?> Codes(JsonElement page) => [.. page.GetProperty("boards").EnumerateArray().Select(b => b.GetProperty("code").GetString())];

    private async Task<Dictionary<string, int?>> Types() =>
        (await Answered(await Get("/api/v1/boards/ncc-ap/credential-types"))).GetProperty("credentialTypes").EnumerateArray()
            .ToDictionary(t => t.GetProperty("code").GetString()!, t => t.GetProperty("requirementSet") is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : (int?)null);

    private Task<HttpResponseMessage> Get(string address) => Api.CreateClient().GetAsync(address, Token);
}
