using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Boards;

public abstract class BoardHoldTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : BoardHoldTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : BoardHoldTests(api), IClassFixture<PostgresRegistry>;

    private const string Reason = "Records of February are being entered again.";

    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("ncc-ap", Role.BoardAdministrator, "NCPRSS")]
    [InlineData("calmhsa", Role.Operator, null)]
    public async Task While_a_board_is_on_hold_every_public_answer_says_so(string board, Role role, string? type)
    {
        type ??= await Api.Stored(db => db.CredentialTypes.Where(t => t.Board.Code == board && db.CredentialTypes.Count(other => other.Code == t.Code) == 1).OrderBy(t => t.Code).Select(t => t.Code).FirstAsync(Token));
        var number = await Api.ACredential(type, new DateOnly(2025, 3, 15));
        var caller = await Api.SignedInAs(role, role == Role.Operator ? null : board);
        Assert.Equal(JsonValueKind.Null, (await Verified(number, seconds: 0)).GetProperty("boardOnHold").ValueKind);

        await Answered(await caller.PostAsJsonAsync($"/api/v1/boards/{board}/hold", new { reason = Reason }, Token));

        var held = await Verified(number, seconds: 10);
        Assert.Equal(Reason, held.GetProperty("boardOnHold").GetProperty("reason").GetString());
        Assert.StartsWith("2026-03-01T12:00:0", held.GetProperty("boardOnHold").GetProperty("sinceUtc").GetString(), StringComparison.Ordinal);
        Assert.EndsWith($"The board is on hold since 1 March 2026 (UTC), so that this may not be right: {Reason}", held.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.Equal("Active", held.GetProperty("standing").GetString());
        var assessed = await Answered(await Api.CreateClient().PostAsJsonAsync("/api/v1/verifications/assess", new { number, state = "NY", serviceDate = "2024-01-01", purpose = "H0038" }, Token));
        Assert.Equal("CannotSay", assessed.GetProperty("says").GetString()); // not even a no
        Assert.Equal("data.on_hold", assessed.GetProperty("reasons")[0].GetProperty("code").GetString());
        Assert.Equal(Reason, (await Answered(await Api.CreateClient().GetAsync($"/api/v1/verifications/{number}/history", Token))).GetProperty("boardOnHold").GetProperty("reason").GetString());
        Assert.Equal(Reason, (await Answered(await Api.CreateClient().GetAsync("/api/v1/boards?limit=100", Token))).GetProperty("boards").EnumerateArray().Single(b => b.GetProperty("code").GetString() == board).GetProperty("onHold").GetProperty("reason").GetString());
        Assert.Contains(Reason, await Api.CreateClient().GetStringAsync($"/boards/{board}", Token), StringComparison.Ordinal);

        await Refused(await caller.PostAsJsonAsync($"/api/v1/boards/{board}/hold", new { reason = "Again." }, Token), "board.already_on_hold");
        await Answered(await caller.PostAsJsonAsync($"/api/v1/boards/{board}/hold/end", new { why = "They are entered." }, Token));
        Assert.Equal(JsonValueKind.Null, (await Verified(number, seconds: 20)).GetProperty("boardOnHold").ValueKind);
        await Refused(await caller.PostAsJsonAsync($"/api/v1/boards/{board}/hold/end", new { why = "Twice." }, Token), "board.not_on_hold");
        Assert.Equal(
            ["BoardPutOnHold " + Reason, "BoardHoldEnded They are entered."],
            await Api.Stored(db => db.History.Where(h => h.BoardId == db.Boards.Single(b => b.Code == board).Id && h.Event.Contains("Hold") && !h.Event.Contains("Holiday")).OrderBy(h => h.Sequence).Select(h => h.Event + " " + h.Why).ToListAsync(Token)));
    }

    [Fact]
    public async Task An_answer_tells_when_the_board_last_said_that_its_data_is_right()
    {
        var number = await Api.ACredential("NCPRSS", new DateOnly(2025, 3, 15));
        var administrator = await Api.SignedInAs(Role.BoardAdministrator, "ncc-ap");

        Api.TheTimeIs(Noon.AddHours(1));
        await Answered(await administrator.PostAsync("/api/v1/boards/ncc-ap/confirmations", null, Token));
        Api.TheTimeIs(Noon.AddHours(2));
        await Answered(await administrator.PostAsync("/api/v1/boards/ncc-ap/confirmations", null, Token));

        var answer = await Verified(number, seconds: 3 * 3600);
        Assert.StartsWith("2026-03-01T14:00:0", answer.GetProperty("boardConfirmedAtUtc").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_who_put_a_board_on_hold_at_once_do_so_once()
    {
        var callers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Api.SignedInAs(Role.Operator)));

        var answers = await Task.WhenAll(callers.Select(c => c.PostAsJsonAsync("/api/v1/boards/ncps/hold", new { reason = Reason }, Token)));

        Assert.Single(answers, a => a.IsSuccessStatusCode);
        Assert.All(answers.Where(a => !a.IsSuccessStatusCode), a => Assert.Equal(System.Net.HttpStatusCode.Conflict, a.StatusCode));
    }

    private async Task<JsonElement> Verified(string number, int seconds)
    {
        Api.TheTimeIs(Noon.AddSeconds(seconds)); // public answers read boards anew after a second
        return await Answered(await Api.CreateClient().GetAsync($"/api/v1/verifications/{number}", Token));
    }
}
