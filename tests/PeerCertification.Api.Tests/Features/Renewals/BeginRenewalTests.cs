using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Renewals;

/// <summary>What the table of shapes does not show: who may, twice, two at once, at the board's midnight, and what is kept.</summary>
public abstract class BeginRenewalTests(RegistryApi api) : RegistryTest(api)
{
    private static readonly DateOnly Issued = new(2024, 3, 1);

    private static readonly DateOnly Ends = new(2026, 2, 28);

    public sealed class OnSqlite(SqliteRegistry api) : BeginRenewalTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : BeginRenewalTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task A_credential_of_somebody_else_is_not_there()
    {
        var world = await ACredential();
        var other = await Api.SomebodyWithARecord();
        await Refused(await other.PostAsync($"/api/v1/me/credentials/{world.Number}/renewals", null, Token), "credential.not_found");
        await Refused(await other.GetAsync($"/api/v1/me/credentials/{world.Number}/renewal", Token), "credential.not_found");
    }

    [Fact]
    public async Task Without_a_record_of_ones_own_there_is_nothing_to_renew() =>
        await Refused(await (await Api.SignedInAs(Role.Applicant)).PostAsync($"/api/v1/me/credentials/{(await ACredential()).Number}/renewals", null, Token), "applicant.record_missing");

    [Fact]
    public async Task Rules_that_say_nothing_of_renewal_renew_nothing()
    {
        Api.TheDayIs(Issued);
        var world = await RenewalWorld.Under(Api, JsonNode.Parse("""{ "period": { "months": 24 } }""")!.AsObject());
        await world.IsIssued(Issued);
        await Refused(await world.Begin(), "renewal.not_in_rules");
    }

    [Fact]
    public async Task One_renewal_at_a_time()
    {
        var world = await ACredential();
        await Answered(await world.Begin(), 201);
        await Refused(await world.Begin(), "application.already_open");
    }

    [Fact]
    public async Task Of_many_begun_at_the_same_moment_one_is_there()
    {
        var world = await ACredential();
        var holder = await world.Holder();
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => holder.PostAsync($"/api/v1/me/credentials/{world.Number}/renewals", null, Token)));
        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Created);
        Assert.All(answers.Where(a => a.StatusCode != HttpStatusCode.Created), a => Assert.Equal(HttpStatusCode.Conflict, a.StatusCode));
        Assert.Equal(1, await Api.Stored(db => db.Applications.CountAsync(a => a.CredentialId != null && db.Credentials.Any(c => c.Id == a.CredentialId && c.Number == world.Number))));
    }

    [Fact]
    public async Task A_period_is_renewed_once()
    {
        var world = await ACredential();
        await world.LogsTraining(Ends, 20);
        await Answered(await world.Begin(), 201);
        await Answered(await world.Send());
        await Answered(await world.Approve(), 201);
        Api.TheDayIs(Ends.AddDays(1));
        await Answered(await world.Begin(), 201);
        await Refused(await world.Send(), "application.requirements_not_met");
    }

    [Theory]
    [InlineData("2026-03-01T04:59:00Z", "Active", "still the last day in New York")]
    [InlineData("2026-03-01T05:00:00Z", "Expired", "the day after there")]
    public async Task The_last_day_ends_where_the_board_is(string instant, string standing, string why)
    {
        var world = await ACredential();
        Api.TheTimeIs(DateTimeOffset.Parse(instant, null));
        var seen = await world.View();
        Assert.True(seen.GetProperty("standing").GetString() == standing, why);
        Assert.Equal(standing == "Active" ? "Open" : "Closed", seen.GetProperty("phase").GetString());
    }

    [Fact]
    public async Task What_has_changed_by_the_day_of_sending_decides_and_not_the_day_of_beginning()
    {
        var world = await ACredential(Late);
        await world.LogsTraining(Ends, 20);
        Assert.Equal("Renewal", (await Answered(await world.Begin(), 201)).GetProperty("kind").GetString());
        Api.TheDayIs(Ends.AddMonths(3));
        Assert.Equal("look-back", (await Answered(await (await world.Holder()).GetAsync($"/api/v1/applications/{world.Application}/progress", Token))).GetProperty("evaluation").GetProperty("root").GetProperty("id").GetString());
        await Answered(await world.Send());
        Assert.Equal("Reinstatement", (await Answered(await (await world.Holder()).GetAsync($"/api/v1/applications/{world.Application}", Token))).GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_draft_that_was_left_until_the_renewal_closed_cannot_be_sent()
    {
        var world = await ACredential();
        await world.LogsTraining(Ends, 20);
        await Answered(await world.Begin(), 201);
        Api.TheDayIs(Ends.AddDays(1));
        await Refused(await world.Send(), "renewal.closed");
    }

    [Fact]
    public async Task The_decision_on_a_renewal_is_explained_and_made_out_again_from_what_it_stood_on()
    {
        var world = await ACredential(Late);
        await world.LogsTraining(Ends, 25);
        await Answered(await world.Begin(), 201);
        await Answered(await world.Send());
        await Answered(await world.Approve(), 201);
        Api.TheDayIs(Ends.AddYears(1));
        var decision = await Answered(await (await world.Holder()).GetAsync($"/api/v1/applications/{world.Application}/decision", Token));
        Assert.Equal((world.Number, "ce"), (decision.GetProperty("credentialNumber").GetString(), decision.GetProperty("findings").GetProperty("id").GetString()));
        var auditor = await Api.SignedInAs(Role.Auditor, "ncc-ap");
        Assert.True((await Answered(await auditor.GetAsync($"/api/v1/applications/{world.Application}/decision/replay", Token))).GetProperty("isIdentical").GetBoolean());
    }

    [Fact]
    public async Task A_renewal_that_is_taken_back_by_the_board_leaves_the_period_to_be_renewed_again()
    {
        var world = await ACredential();
        await world.LogsTraining(Ends, 20);
        await Answered(await world.Begin(), 201);
        await Answered(await world.Send());
        await Answered(await world.Approve(), 201);
        await Answered(await (await world.Officer()).Act(Api, world.Number, "acts/vacate", new { sequence = 2, reason = "Approved by mistake." }));
        Assert.Equal("Expired", await world.Standing(Ends.AddDays(1)));
        await Answered(await world.Begin(), 201);
        await Answered(await world.Send());
        await Answered(await world.Approve(), 201);
        Assert.Equal("Active", await world.Standing(Ends.AddDays(1)));
    }

    [Fact]
    public async Task Only_what_belongs_to_the_period_goes_to_the_board()
    {
        var world = await ACredential();
        var counted = await world.LogsTraining(Ends, 20);
        await Answered(await world.Begin(), 201);
        await Answered(await world.Send());
        var entries = await Api.Stored(db => db.ApplicationItems.Where(i => i.ApplicationId == world.Application).Select(i => i.EvidenceItemId).ToListAsync());
        Assert.Contains(counted, entries);
        Assert.Equal(2, entries.Count); // and the pledge, signed on the first day
    }

    [Fact]
    public async Task A_board_sees_what_it_is_asked_for()
    {
        var world = await ACredential();
        await world.LogsTraining(Ends, 20);
        await Answered(await world.Begin(), 201);
        await Answered(await world.Send());
        var reviewer = await Api.SignedInAs(Role.Reviewer, "ncc-ap");
        var queue = await Answered(await reviewer.GetAsync("/api/v1/boards/ncc-ap/applications?limit=100", Token));
        Assert.Equal("Renewal", queue.GetProperty("applications").EnumerateArray().Single(a => a.GetProperty("id").GetGuid() == world.Application).GetProperty("kind").GetString());
    }

    private const string Late = """
        "late": [ { "id": "late", "until": { "days": 30 } } ],
        "reinstatement": { "id": "reinstatement", "until": { "months": 24 }, "root": { "element": "minutes", "id": "look-back", "kind": "Training", "atLeast": "20h", "withinMonths": 24 } },
        """;

    /// <summary>Good from March 2024 to the last day of February 2026, which is today.</summary>
    private async Task<RenewalWorld> ACredential(string renewal = "")
    {
        Api.TheDayIs(Issued);
        var world = await RenewalWorld.Under(Api, JsonNode.Parse($$"""
            { "period": { "months": 24 }, "renewal": { "id": "renewal", {{renewal}} "root": { "element": "minutes", "id": "ce", "kind": "Training", "atLeast": "20h" } } }
            """)!.AsObject());
        await world.IsIssued(Issued);
        Api.TheDayIs(Ends);
        return world;
    }
}
