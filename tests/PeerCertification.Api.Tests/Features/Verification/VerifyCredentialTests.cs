using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Verification;

public abstract class VerifyCredentialTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : VerifyCredentialTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : VerifyCredentialTests(api), IClassFixture<PostgresRegistry>;

    private static readonly DateOnly Issued = new(2024, 3, 15);

    [Fact]
    public async Task Anybody_is_told_how_a_credential_stands_and_nothing_else_of_the_person()
    {
        var number = await Api.ACredential("NCPRSS", Issued, name: "Ana Ruiz");

        var answer = await Verify(number, "?on=2025-01-01");
        var body = await Answered(answer);

        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal(
            ["number", "credentialType", "publicTitle", "board", "nameAsPrinted", "on", "knownAtUtc", "standing", "because", "sentence", "standingUntilOn", "firstIssuedOn", "period", "restrictions", "endorsements", "scope", "lastChangedAtUtc", "boardConfirmedAtUtc", "boardOnHold", "answeredAtUtc", "registry"],
            body.EnumerateObject().Select(p => p.Name));
        Assert.Equal(number, body.GetProperty("number").GetString());
        Assert.Equal("NCPRSS", body.GetProperty("credentialType").GetString());
        Assert.Equal("ncc-ap", body.GetProperty("board").GetProperty("code").GetString());
        Assert.Equal("Ana Ruiz", body.GetProperty("nameAsPrinted").GetString());
        Assert.Equal("2025-01-01", body.GetProperty("on").GetString());
        Assert.Equal("Active", body.GetProperty("standing").GetString());
        Assert.Equal("Active on 1 January 2025; the period ends with 14 March 2026.", body.GetProperty("sentence").GetString());
        Assert.Equal("2024-03-15", body.GetProperty("firstIssuedOn").GetString());
        Assert.Equal("""{"startsOn":"2024-03-15","endsOn":"2026-03-14","graceEndsOn":null}""", body.GetProperty("period").GetRawText());
        Assert.Equal("2024-03-15T12:00:00Z", body.GetProperty("lastChangedAtUtc").GetString());
        Assert.Equal("Registry of Certified Peer Specialists", body.GetProperty("registry").GetString());
        Assert.StartsWith("2026-03-01T12:00:0", body.GetProperty("answeredAtUtc").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_hangs_up_in_the_middle_spoils_nothing_for_the_next()
    {
        var number = await Api.ACredential("NCPRSS", Issued);
        var register = Api.Services.GetRequiredService<PublicRegister>();
        Api.TheDayIs(new DateOnly(2026, 4, 1)); // so that what is known of the type is old

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => register.Find(number, new CancellationToken(canceled: true)));

        await Answered(await Verify(number, ""));
    }

    [Theory]
    [InlineData("2024-03-14", "NotYetEffective")]
    [InlineData("2024-03-15", "Active")]
    [InlineData("2026-03-14", "Active")]
    [InlineData("2026-03-15", "InGrace")]
    [InlineData("2026-04-13", "InGrace")]
    [InlineData("2026-04-14", "Expired")]
    [InlineData("1900-01-01", "NotYetEffective")]
    [InlineData("2076-03-01", "Expired")]
    public async Task The_day_asked_for_decides(string on, string standing)
    {
        var number = await Api.ACredential("NCPRSS", Issued, grace: 30);

        Assert.Equal(standing, await StandingOf(number, $"?on={on}"));
    }

    [Theory]
    [InlineData("2026-03-15T03:59:00Z", "2026-03-14", "Active")] // 23:59 of the last day in New York; UTC is a day later
    [InlineData("2026-03-15T04:00:00Z", "2026-03-15", "Expired")] // midnight there
    public async Task Without_a_day_it_is_today_at_the_board_to_the_end_of_the_last_day_there(string now, string today, string standing)
    {
        var number = await Api.ACredential("NCPRSS", Issued);
        Api.TheTimeIs(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));

        var body = await Answered(await Verify(number));

        Assert.Equal(today, body.GetProperty("on").GetString());
        Assert.Equal(standing, body.GetProperty("standing").GetString());
    }

    [Fact]
    public async Task A_number_is_read_as_people_type_it()
    {
        var number = await Api.ACredential("NCPRSS", Issued);

        var body = await Answered(await Verify(Uri.EscapeDataString(" " + number.Replace('-', ' ').ToLowerInvariant())));

        Assert.Equal(number, body.GetProperty("number").GetString());
    }

    [Fact]
    public async Task Public_restrictions_that_held_on_the_day_and_were_known_are_told_and_no_others()
    {
        var number = await Api.ACredential("NCPRSS", Issued);
        await Api.ARestriction(number, "Works under supervision.", new(2025, 1, 1), new(2025, 6, 30));
        await Api.ARestriction(number, "Kept between board and holder.", new(2025, 1, 1), isPublic: false);

        Assert.Equal(["Works under supervision."], await Restrictions("?on=2025-06-30"));
        Assert.Empty(await Restrictions("?on=2025-07-01"));
        Assert.Empty(await Restrictions("?on=2024-12-31"));
        Assert.Empty(await Restrictions("?on=2025-06-30&knownAt=2025-01-01T11:59:59Z"));
        Assert.Equal("2025-01-01T12:00:00Z", (await Answered(await Verify(number))).GetProperty("lastChangedAtUtc").GetString());

        async Task<IEnumerable<string>> Restrictions(string query) =>
            [.. (await Answered(await Verify(number, query))).GetProperty("restrictions").EnumerateArray().Select(r => r.GetProperty("text").GetString()!)];
    }

    [Fact]
    public async Task A_mistyped_number_is_told_as_such()
    {
        var number = await Api.ACredential("NCPRSS", Issued);
        var wrong = number[..^1] + (number[^1] == 'A' ? 'B' : 'A');

        await Refused(await Verify(wrong), "credential.check_character_wrong");
    }

    [Theory]
    [InlineData("NCPRSS")]
    [InlineData("NCPRSS-12345-X")]
    [InlineData("N%C3%87PRSS-1234567-X")]
    [InlineData("NCPRSSNCPRSSNCPRSS-1234567-X")]
    public async Task What_is_not_a_number_at_all_is_told_as_such(string text) =>
        await Refused(await Verify(text), "credential.number_malformed");

    [Fact]
    public async Task A_number_that_was_never_given_is_not_found() =>
        await Refused(await Verify(Domain.Credentials.CredentialNumber.Compose("NCPRSS", 9_999_990) ?? Domain.Credentials.CredentialNumber.Compose("NCPRSS", 9_999_991)!), "credential.not_found");

    [Fact]
    public async Task A_credential_that_was_recorded_later_was_not_known_then()
    {
        var number = await Api.ACredential("NCPRSS", Issued, recordedAtUtc: new DateTime(2024, 4, 2, 8, 0, 0, DateTimeKind.Utc));

        await Refused(await Verify(number, "?on=2024-03-20&knownAt=2024-04-02T07:59:59.999Z"), "credential.not_known_then");
        Assert.Equal("Active", await StandingOf(number, "?on=2024-03-20&knownAt=2024-04-02T08:00:00Z"));
    }

    [Theory]
    [InlineData("?on=1899-12-31", "on")]
    [InlineData("?on=2076-03-02", "on")]
    [InlineData("?knownAt=2026-03-02T00:00:00Z", "knownAt")]
    public async Task A_question_out_of_reach_is_refused_by_field(string query, string field)
    {
        var problem = await Refused(await Verify(await Api.ACredential("NCPRSS", Issued), query), "request.invalid");

        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Theory]
    [InlineData("?on=03/14/2026")]
    [InlineData("?on=2026-3-4")]
    [InlineData("?on=")] // not today
    [InlineData("?purpose=x&knownAt")]
    [InlineData("?on=2026-02-30")]
    [InlineData("?knownAt=2026-02-01")]
    [InlineData("?knownAt=2026-02-01T10:00:00")] // no offset
    public async Task Days_and_instants_have_one_form(string query) =>
        await Refused(await Verify(await Api.ACredential("NCPRSS", Issued), query), "request.malformed");

    [Fact]
    public async Task A_field_that_cannot_be_read_is_named()
    {
        var problem = await Refused(await Api.CreateClient().PostAsJsonAsync("/api/v1/verifications/assess", new { number = "x", state = "NY", serviceDate = "2025-02-29", purpose = "H0038" }, Token), "request.malformed");

        Assert.Equal(["serviceDate"], problem.GetProperty("errors").EnumerateObject().Select(e => e.Name));
    }

    [Fact]
    public async Task The_document_says_in_which_form_days_and_instants_are_read()
    {
        var document = await Answered(await Api.CreateClient().GetAsync("/swagger/v1/swagger.json", Token));

        Assert.Equal(
            ["number ", "on date", "knownAt date-time", "purpose ", "X-Organisation "],
            document.GetProperty("paths").GetProperty("/api/v1/verifications/{number}").GetProperty("get").GetProperty("parameters").EnumerateArray()
                .Select(p => $"{p.GetProperty("name")} {(p.GetProperty("schema").TryGetProperty("format", out var format) ? format.GetString() : "")}"));
    }

    private Task<HttpResponseMessage> Verify(string number, string query = "") =>
        Api.CreateClient().GetAsync($"/api/v1/verifications/{number}{query}", Token);

    private async Task<string?> StandingOf(string number, string query) =>
        (await Answered(await Verify(number, query))).GetProperty("standing").GetString();
}
