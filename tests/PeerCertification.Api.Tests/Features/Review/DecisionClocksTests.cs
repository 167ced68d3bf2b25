using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Applications;

namespace PeerCertification.Api.Tests.Features.Review;

/// <summary>By when a board's own rules ask it to deal with an application, in calendar and business days, and who is warned when that has passed.</summary>
public abstract class DecisionClocksTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : DecisionClocksTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : DecisionClocksTests(api), IClassFixture<PostgresRegistry>;

    private const string Board = "ncc-ap";

    [Fact]
    public async Task Each_open_application_has_the_days_of_its_own_rules_and_business_days_leave_out_weekends_and_holidays()
    {
        var type = await ATypeWithClocks();
        var file = await AnApplication(type, new DateOnly(2026, 2, 12)); // a Thursday; Monday 16 February is Washington's Birthday
        var decided = await AnApplication(type, new DateOnly(2026, 2, 12), ApplicationState.Denied);

        var rows = await Rows();

        var row = rows.Single(r => r.GetProperty("applicationId").GetGuid() == file);
        Assert.Equal([("look", "2026-02-20", true), ("decide", "2026-03-14", false)], row.GetProperty("clocks").EnumerateArray().Select(c => (c.GetProperty("id").GetString(), c.GetProperty("dueOn").GetString(), c.GetProperty("isOverdue").GetBoolean())));
        Assert.DoesNotContain(rows, r => r.GetProperty("applicationId").GetGuid() == decided);
    }

    [Fact]
    public async Task An_officer_is_warned_once_on_the_day_after_the_last_and_never_before()
    {
        var officer = await Api.AnAccount(Role.Officer, Board);
        var type = await ATypeWithClocks();
        var file = await AnApplication(type, new DateOnly(2026, 1, 30)); // thirty days: the first of March

        await Run();
        Assert.Empty(await Warnings(file, "decide"));
        Api.TheTimeIs(new DateTimeOffset(2026, 3, 2, 4, 59, 0, TimeSpan.Zero)); // still the first in New York
        await Run();
        Assert.Empty(await Warnings(file, "decide"));
        Api.TheTimeIs(new DateTimeOffset(2026, 3, 2, 5, 0, 0, TimeSpan.Zero));
        await Run();
        await Run();

        Assert.Equal([(new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 2))], await Warnings(file, "decide"));
        Assert.Equal(2, await Api.Stored(db => db.History.CountAsync(h => h.ApplicationId == file && h.Event == "DecisionOverdue", Token))); // one for each of its clocks
        await Api.MailHasLeft();
        var mails = (await Api.MailTo(officer)).Where(m => m.Subject.StartsWith("Applications are past due", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, mails.Count); // one for each run that found something
        Assert.All(mails, m => Assert.DoesNotContain("Ana", m.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Staff_of_another_board_see_nothing() =>
        await Refused(await (await Api.SignedInAs(Role.Officer, "icrc")).GetAsync($"/api/v1/boards/{Board}/decision-clocks", Token), "board.not_found");

    /// <summary>A first look within five business days, a decision within thirty days; the clock of an appeal is not the board's.</summary>
    private async Task<string> ATypeWithClocks()
    {
        var type = await Api.ACredentialWithRules();
        await RulesWorld.ArePublished(await Api.SignedInAs(Role.BoardAdministrator, Board), await Api.SignedInAs(Role.BoardAdministrator, Board), type, RulesWorld.ADocument(type, 2, "2026-03-01")
            .Replace("\"topics\": {", """
                "deadlines": [
                  { "id": "decide", "label": "Decision", "source": "order", "by": "Board", "what": "decide on the application", "after": "Receipt", "within": { "days": 30 } },
                  { "id": "look", "label": "First look", "source": "order", "by": "Board", "what": "look at the application", "after": "Receipt", "within": { "businessDays": 5 } },
                  { "id": "appeal", "label": "Appeal", "source": "order", "by": "Applicant", "what": "appeal", "after": "Receipt", "within": { "days": 1 } }
                ],
                "topics": {
                """, StringComparison.Ordinal));
        return type;
    }

    /// <summary>An application that is judged by the version with the clocks.</summary>
    private async Task<Guid> AnApplication(string type, DateOnly receivedOn, ApplicationState state = ApplicationState.InReview)
    {
        var file = await Api.AFileFor(type, receivedOn, 200, state);
        await Api.Stored(async db =>
        {
            var rules = await db.RequirementSets.Where(s => s.CredentialType.Code == type && s.Number == 2).Select(s => s.Id).SingleAsync(Token);
            return await db.Applications.Where(a => a.Id == file.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.RequirementSetVersionId, rules), Token);
        });
        return file.Id;
    }

    private async Task Run() => await Answered(await Api.AsksForARun("WarnOfDecisionClocks"));

    private Task<List<(DateOnly, DateOnly)>> Warnings(Guid application, string deadline) => Api.Stored(async db =>
        (await db.DecisionClockWarnings.Where(w => w.ApplicationId == application && w.DeadlineId == deadline).ToListAsync(Token)).ConvertAll(w => (w.DueOn, w.WarnedOn)));

    private async Task<List<System.Text.Json.JsonElement>> Rows() =>
        [.. (await Answered(await (await Api.SignedInAs(Role.Reviewer, Board)).GetAsync($"/api/v1/boards/{Board}/decision-clocks?limit=100", Token))).GetProperty("items").EnumerateArray()];
}
