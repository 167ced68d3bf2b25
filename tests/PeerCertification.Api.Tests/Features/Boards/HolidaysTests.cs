using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;

namespace PeerCertification.Api.Tests.Features.Boards;

public abstract class HolidaysTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : HolidaysTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : HolidaysTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task Every_board_keeps_the_federal_holidays_on_the_days_on_which_they_are_kept()
    {
        var holidays = await Of("icrc", 2026);

        Assert.Equal(11, holidays.Count);
        Assert.Equal(("Independence Day", "Federal", false), holidays[new DateOnly(2026, 7, 3)]);
        Assert.Equal(("Thanksgiving Day", "Federal", false), holidays[new DateOnly(2026, 11, 26)]);
    }

    [Fact]
    public async Task An_administrator_adds_days_of_the_board_opens_federal_ones_and_takes_both_back()
    {
        var administrator = await Api.SignedInAs(Role.BoardAdministrator, "ncc-ap");

        Assert.Equal(HttpStatusCode.OK, (await Keep(administrator, "2027-11-26", new { name = "Day after Thanksgiving" })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Keep(administrator, "2027-10-11", new { name = "Open on Columbus Day", isOpen = true })).StatusCode);

        var holidays = await Of("ncc-ap", 2027);
        Assert.Equal(("Day after Thanksgiving", "Board", false), holidays[new DateOnly(2027, 11, 26)]);
        Assert.Equal(("Open on Columbus Day", "Board", true), holidays[new DateOnly(2027, 10, 11)]);
        Assert.False((await Of("icrc", 2027)).ContainsKey(new DateOnly(2027, 11, 26)));
        Assert.Equal((false, true), await WorksOn("ncc-ap", new DateOnly(2027, 11, 26), new DateOnly(2027, 10, 11)));
        Assert.Equal((true, false), await WorksOn("icrc", new DateOnly(2027, 11, 26), new DateOnly(2027, 10, 11)));

        Assert.Equal(HttpStatusCode.OK, (await administrator.DeleteAsync("/api/v1/boards/ncc-ap/holidays/2027-10-11", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.DeleteAsync("/api/v1/boards/ncc-ap/holidays/2027-10-11", Token)).StatusCode);
        Assert.Equal(("Columbus Day", "Federal", false), (await Of("ncc-ap", 2027))[new DateOnly(2027, 10, 11)]);
    }

    [Fact]
    public async Task Others_change_nothing()
    {
        var elsewhere = await Api.SignedInAs(Role.BoardAdministrator, "icrc");
        var officer = await Api.SignedInAs(Role.Officer, "ncc-ap");

        Assert.Equal(HttpStatusCode.NotFound, (await Keep(elsewhere, "2028-11-24", new { name = "A day" })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Keep(officer, "2028-11-24", new { name = "A day" })).StatusCode);
        Assert.False((await Of("ncc-ap", 2028)).ContainsKey(new DateOnly(2028, 11, 24)));
    }

    [Theory]
    [InlineData("2027-02-30", "A day")]
    [InlineData("27-02-03", "A day")]
    [InlineData("1066-10-14", "A day")]
    [InlineData("2027-02-03", "")]
    [InlineData("2027-02-03", "A\u0001day")]
    public async Task What_is_no_day_or_no_name_is_refused(string day, string name) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await Keep(await Api.SignedInAs(Role.BoardAdministrator, "ncc-ap"), day, new { name })).StatusCode);

    private static Task<HttpResponseMessage> Keep(HttpClient client, string day, object body) => client.PutAsJsonAsync($"/api/v1/boards/ncc-ap/holidays/{day}", body, Token);

    private async Task<Dictionary<DateOnly, (string Name, string KeptBy, bool IsOpen)>> Of(string board, int year)
    {
        var answer = await Api.CreateClient().GetFromJsonAsync<JsonElement>($"/api/v1/boards/{board}/holidays?year={year}", Token);
        return answer.GetProperty("holidays").EnumerateArray().ToDictionary(
            h => DateOnly.Parse(h.GetProperty("day").GetString()!, System.Globalization.CultureInfo.InvariantCulture),
            h => (h.GetProperty("name").GetString()!, h.GetProperty("keptBy").GetString()!, h.GetProperty("isOpen").GetBoolean()));
    }

    private async Task<(bool, bool)> WorksOn(string board, DateOnly one, DateOnly other)
    {
        using var scope = Api.Services.CreateScope();
        var id = await Api.Stored(db => Task.FromResult(db.Boards.Single(b => b.Code == board).Id));
        var calendar = await scope.ServiceProvider.GetRequiredService<BoardCalendars>().Of(id, Token);
        return (calendar.Has(one), calendar.Has(other));
    }
}
