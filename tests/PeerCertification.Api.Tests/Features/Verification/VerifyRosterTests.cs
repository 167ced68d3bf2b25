using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Verification;

public abstract class VerifyRosterTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : VerifyRosterTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : VerifyRosterTests(api), IClassFixture<PostgresRegistry>;

    private static readonly DateOnly Issued = new(2025, 3, 15);

    [Fact]
    public async Task Each_row_is_answered_as_if_it_were_asked_alone_in_the_order_given()
    {
        var ana = await Api.ACredential("NCPRSS", Issued);
        var kim = await Api.ACredential("NCPRSS", Issued.AddDays(1), name: "Kim Day");
        await Api.ARestriction(kim, "Works under supervision.", new(2025, 6, 1));

        var rows = await Rows(await Send("?on=2026-01-01&knownAt=2026-02-01T00:00:00Z", kim, "no number", ana, Mistyped(ana), Domain.Credentials.CredentialNumber.Compose("NCPRSS", 9_999_990) ?? Domain.Credentials.CredentialNumber.Compose("NCPRSS", 9_999_991)!, kim.ToLowerInvariant()));

        Assert.Equal([1, 2, 3, 4, 5, 6], rows.Select(r => r.GetProperty("number").GetInt32()));
        Assert.Equal([null, "credential.number_malformed", null, "credential.check_character_wrong", "credential.not_found", null], rows.Select(r => r.GetProperty("code").GetString()));
        Assert.All(rows, r => Assert.Equal(r.GetProperty("code").ValueKind == JsonValueKind.Null, r.GetProperty("answer").ValueKind == JsonValueKind.Object));
        foreach (var (row, number) in new[] { (rows[0], kim), (rows[2], ana), (rows[5], kim) })
        {
            var alone = await Answered(await Api.CreateClient().GetAsync($"/api/v1/verifications/{number}?on=2026-01-01&knownAt=2026-02-01T00:00:00Z", Token));
            Assert.Equal(Steady(alone), Steady(row.GetProperty("answer")));
        }
    }

    [Fact]
    public async Task A_roster_of_ten_thousand_is_answered_and_one_more_is_refused()
    {
        var known = await Api.ACredential("NCPRSS", Issued);
        var numbers = Enumerable.Range(1, 10_000).Select(i => i % 1000 == 0 ? known : i.ToString(CultureInfo.InvariantCulture)).ToArray();

        var rows = await Rows(await Send("", numbers));

        Assert.Equal(Enumerable.Range(1, 10_000), rows.Select(r => r.GetProperty("number").GetInt32()));
        Assert.Equal(10, rows.Count(r => r.GetProperty("answer").ValueKind == JsonValueKind.Object));
        Assert.Single(rows.Where(r => r.GetProperty("answer").ValueKind == JsonValueKind.Object).Select(r => r.GetProperty("answer").GetProperty("answeredAtUtc").GetString()).Distinct());
        await Refused(await Send("", [.. numbers, known]), "request.invalid");
        await Refused(await Send(""), "request.invalid");
    }

    [Fact]
    public async Task A_file_is_read_and_a_file_is_answered_where_one_is_asked_for()
    {
        var number = await Api.ACredential("NCPRSS", Issued, name: "=SUM(A1), \"Ana\"");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/rosters/verify?on=2026-01-01") { Content = new StringContent($"\uFEFFNumber\r\n{number}\r\n\r\nno number\r\n", Encoding.UTF8, "text/csv") };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));

        var answer = await (await Api.SignedInAs(Role.Applicant)).SendAsync(request, Token);
        var lines = (await answer.Content.ReadAsStringAsync(Token)).Split("\r\n");

        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("row,number,on,standing,standingUntilOn,periodStartsOn,periodEndsOn,nameAsPrinted,credentialType,board,isRestricted,isBoardOnHold,code,reason", lines[0]);
        Assert.Equal($"1,{number},2026-01-01,Active,,2025-03-15,2027-03-14,\"'=SUM(A1), \"\"Ana\"\"\",NCPRSS,ncc-ap,no,no,,", lines[1]);
        Assert.StartsWith("2,,,,,,,,,,,,credential.number_malformed,", lines[2], StringComparison.Ordinal);

        using var refusing = new HttpRequestMessage(HttpMethod.Post, "/api/v1/rosters/verify") { Content = JsonContent.Create(new { numbers = new[] { number } }), Headers = { Accept = { new("text/csv", 0), new("*/*") } } };
        Assert.Equal("application/x-ndjson", (await (await Api.SignedInAs(Role.Applicant)).SendAsync(refusing, Token)).Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("3,,,,,,,,,,,,credential.number_malformed,", lines[3], StringComparison.Ordinal);
        Assert.Equal(["", ""], [lines[4], string.Concat(lines.Skip(5))]);
    }

    [Theory]
    [InlineData("application/json", "[]", "request.malformed")]
    [InlineData("application/json", "{ \"numbers\": null }", "request.malformed")]
    [InlineData("application/json", "null", "request.malformed")]
    [InlineData("application/json", "{ \"numbers\": [null] }", "request.malformed")]
    [InlineData("application/xml", "<numbers/>", "request.unsupported_media_type")]
    [InlineData("application/json", "", "request.malformed")]
    [InlineData("text/csv", "", "request.malformed")]
    [InlineData("text/csv", "NCPRSS-0000042-J", "request.malformed")] // no header
    [InlineData("text/csv", "number", "request.invalid")] // nobody on it
    public async Task What_is_no_roster_is_refused(string kind, string body, string code) =>
        await Refused(await (await Api.SignedInAs(Role.Applicant)).PostAsync("/api/v1/rosters/verify", new StringContent(body, Encoding.UTF8, kind), Token), code);

    [Fact]
    public async Task A_day_out_of_reach_is_refused_before_anything_is_answered() =>
        await Refused(await Send("?on=1899-12-31", await Api.ACredential("NCPRSS", Issued)), "request.invalid");

    [Fact]
    public async Task Without_an_account_nobody_verifies_a_roster() =>
        await Refused(await Api.CreateClient().PostAsJsonAsync("/api/v1/rosters/verify", new { numbers = new[] { "NCPRSS-0000042-J" } }, Token), "access.sign_in_needed");

    private async Task<HttpResponseMessage> Send(string query, params string[] numbers) =>
        await (await Api.SignedInAs(Role.Applicant)).PostAsJsonAsync($"/api/v1/rosters/verify{query}", new { numbers }, Token);

    private static async Task<List<JsonElement>> Rows(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.IsSuccessStatusCode, body);
        Assert.Equal("application/x-ndjson", answer.Content.Headers.ContentType?.MediaType);
        return [.. body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.Clone())];
    }

    private static string Mistyped(string number) => number[..^1] + (number[^1] == 'A' ? 'B' : 'A');

    /// <summary>An answer without the instant at which it was given.</summary>
    private static string Steady(JsonElement answer) =>
        string.Join(',', answer.EnumerateObject().Where(p => p.Name != "answeredAtUtc").Select(p => $"{p.Name}={p.Value.GetRawText()}"));
}
