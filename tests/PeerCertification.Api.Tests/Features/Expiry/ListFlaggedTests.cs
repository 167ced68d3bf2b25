using System.Text.Json;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Tests.Features.Expiry;

public abstract class ListFlaggedTests(RegistryApi api) : RegistryTest(api)
{
    private static readonly DateOnly Today = new(2026, 3, 1);

    public sealed class OnSqlite(SqliteRegistry api) : ListFlaggedTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : ListFlaggedTests(api), IClassFixture<PostgresRegistry>;

    [Theory]
    [InlineData(Role.Reviewer)]
    [InlineData(Role.Officer)]
    [InlineData(Role.BoardAdministrator)]
    [InlineData(Role.Auditor)]
    public async Task Board_staff_see_what_is_flagged_the_first_to_end_first(Role role)
    {
        var board = await Api.ABoard();
        var later = await Api.ACredentialEnding(board, Today.AddDays(80));
        var sooner = await Api.ACredentialEnding(board, Today.AddDays(6));
        await Api.ACredentialEnding(board, Today.AddDays(91));
        await Api.HasSwept();

        var items = Items(await Answered(await (await Api.SignedInAs(role, board)).GetAsync($"/api/v1/boards/{board}/expiring", Token)));

        Assert.Equal([sooner, later], items.Select(Number));
        Assert.Equal($$"""{"number":"{{sooner}}","credentialType":"PSX","nameAsPrinted":"Ana Reyes","endsOn":"2026-03-07","leadDays":7,"flaggedOn":"2026-03-01"}""", items[0].GetRawText());
        Assert.Equal(90, items[1].GetProperty("leadDays").GetInt32());
    }

    [Fact]
    public async Task The_list_can_be_narrowed_to_those_that_reached_a_lead_time()
    {
        var board = await Api.ABoard();
        await Api.ACredentialEnding(board, Today.AddDays(80));
        var sooner = await Api.ACredentialEnding(board, Today.AddDays(6));
        await Api.HasSwept();
        var officer = await Api.SignedInAs(Role.Officer, board);

        Assert.Equal([sooner], Items(await Answered(await officer.GetAsync($"/api/v1/boards/{board}/expiring?leadDays=30", Token))).Select(Number));
        Assert.Equal(2, Items(await Answered(await officer.GetAsync($"/api/v1/boards/{board}/expiring?leadDays=90", Token))).Count);
    }

    [Fact]
    public async Task A_name_that_is_printed_from_a_later_day_on_is_not_shown_before()
    {
        var board = await Api.ABoard();
        var (issue, now) = (new CredentialAct(1, CredentialActKind.Issue, Today.AddDays(-400), DateTime.UtcNow, Opens: new Period(Today.AddDays(-400), Today.AddDays(20))), DateTime.UtcNow);
        await Api.ACredentialWith(board, issue, new CredentialAct(2, CredentialActKind.ChangeName, Today, now, Name: "Ana Today"), new CredentialAct(3, CredentialActKind.ChangeName, Today.AddDays(3), now, Name: "Ana Later"));
        await Api.HasSwept();

        var items = Items(await Answered(await (await Api.SignedInAs(Role.Officer, board)).GetAsync($"/api/v1/boards/{board}/expiring", Token)));

        Assert.Equal("Ana Today", Assert.Single(items).GetProperty("nameAsPrinted").GetString());
    }

    [Fact]
    public async Task What_has_ended_is_renewed_or_taken_away_leaves_the_list()
    {
        var board = await Api.ABoard();
        var issue = new CredentialAct(1, CredentialActKind.Issue, Today.AddDays(-400), DateTime.UtcNow, Opens: new Period(Today.AddDays(-400), Today.AddDays(20)));
        await Api.ACredentialEnding(board, Today.AddDays(2));
        await Api.ACredentialWith(board, issue, new CredentialAct(2, CredentialActKind.Revoke, Today.AddDays(1), DateTime.UtcNow));
        var stays = await Api.ACredentialWith(board, issue);
        await Api.HasSwept();
        Assert.Equal(3, (await Api.Flags(board)).Select(f => f.Number).Distinct().Count());
        var officer = await Api.Client(await Api.AnAccount(Role.Officer, board));

        Api.TheDayIs(Today.AddDays(3));

        Assert.Equal([stays], Items(await Answered(await officer.GetAsync($"/api/v1/boards/{board}/expiring", Token))).Select(Number));
    }

    [Fact]
    public async Task Pages_follow_the_link_to_the_end_and_show_each_credential_once()
    {
        var board = await Api.ABoard();
        foreach (var days in new[] { 5, 5, 5, 9, 9 })
        {
            await Api.ACredentialEnding(board, Today.AddDays(days));
        }

        await Api.HasSwept();
        var (auditor, seen, pages) = (await Api.SignedInAs(Role.Auditor, board), new List<string>(), 0);
        for (string? next = $"/api/v1/boards/{board}/expiring?limit=2"; next is not null; pages++)
        {
            var answer = await auditor.GetAsync(next, Token);
            seen.AddRange(Items(await Answered(answer)).Select(Number));
            next = answer.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
        }

        Assert.Equal((3, 5, 5), (pages, seen.Count, seen.Distinct().Count()));
    }

    [Fact]
    public async Task Another_boards_staff_are_told_what_an_unknown_board_is()
    {
        var board = await Api.ABoard();
        var officer = await Api.SignedInAs(Role.Officer, "ncc-ap");

        var other = await Refused(await officer.GetAsync($"/api/v1/boards/{board}/expiring", Token), "board.not_found");
        var unknown = await Refused(await officer.GetAsync("/api/v1/boards/no-such-board/expiring", Token), "board.not_found");

        Assert.Equal(unknown.GetProperty("detail").GetString(), other.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData(Role.Applicant)]
    [InlineData(Role.Operator)]
    public async Task Who_does_not_work_for_a_board_is_refused(Role role) =>
        await Refused(await (await Api.SignedInAs(role)).GetAsync("/api/v1/boards/ncc-ap/expiring", Token), "access.not_permitted");

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("leadDays=0", "leadDays")]
    [InlineData("after=yesterday", "after")]
    public async Task A_question_that_makes_no_sense_is_refused_by_field(string query, string field)
    {
        var problem = await Refused(await (await Api.SignedInAs(Role.Officer, "ncc-ap")).GetAsync($"/api/v1/boards/ncc-ap/expiring?{query}", Token), "request.invalid");

        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _));
    }

    private static List<JsonElement> Items(JsonElement answer) => [.. answer.GetProperty("items").EnumerateArray()];

    private static string Number(JsonElement row) => row.GetProperty("number").GetString()!;
}
