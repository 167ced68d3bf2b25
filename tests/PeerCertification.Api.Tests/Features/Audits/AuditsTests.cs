using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Renewals;

namespace PeerCertification.Api.Tests.Features.Audits;

/// <summary>From the announcement to the outcome: the lot, who may do what, and every way that an audit ends.</summary>
public abstract class AuditsTests(RegistryApi api) : RegistryTest(api)
{
    private static readonly DateOnly Decided = new(2026, 3, 1);

    public sealed class OnSqlite(SqliteRegistry api) : AuditsTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : AuditsTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task Anybody_draws_the_lot_again_from_what_is_public_and_reads_no_name()
    {
        var world = await AuditWorld.OfOne(Api);
        Api.TheDayIs(Decided.AddDays(1));
        var announced = await Answered(await world.Announce(), 201);
        var anybody = Api.CreateClient();
        var before = await Answered(await anybody.GetAsync($"{AuditWorld.Audits}/{world.Audit}", Token));
        Assert.Equal((1, 100), (announced.GetProperty("listed").GetInt32(), announced.GetProperty("percent").GetInt32()));
        Assert.Equal(JsonValueKind.Null, before.GetProperty("seed").ValueKind);
        await Refused(await world.Enter(), "audit.seed_not_due");
        Api.TheDayIs(Decided.AddDays(2));
        await Answered(await world.Enter());
        await Refused(await world.Enter("another"), "audit.seed_entered");
        Assert.Equal(1, (await Answered(await Api.AsksForARun("DrawAudits"))).GetProperty("count").GetInt32());

        var body = await (await anybody.GetAsync($"{AuditWorld.Audits}/{world.Audit}", Token)).Content.ReadAsStringAsync(Token);
        var seen = JsonDocument.Parse(body).RootElement;

        string[] numbers = [.. seen.GetProperty("numbers").EnumerateArray().Select(n => n.GetString()!)];
        Assert.Equal([world.Renewals.Number], numbers);
        Assert.Equal(before.GetProperty("digest").GetString(), AuditDraw.DigestOf(numbers));
        Assert.Equal(seen.GetProperty("seed").GetString(), AuditDraw.SeedOf(seen.GetProperty("seedValue").GetString()!));
        Assert.Equal(
            AuditDraw.Draw(seen.GetProperty("seed").GetString()!, numbers, seen.GetProperty("percent").GetInt32()).Select(d => (d.Place, d.Number, d.Ticket)),
            seen.GetProperty("drawn").EnumerateArray().Select(d => (d.GetProperty("place").GetInt32(), d.GetProperty("number").GetString()!, d.GetProperty("ticket").GetString()!)));
        Assert.Equal(
            await Api.Stored(db => db.AuditCases.Where(c => c.AuditId == world.Audit).OrderBy(c => c.Place).Select(c => $"{c.Place} {c.Credential.Number} {c.Ticket}").ToListAsync(Token)),
            seen.GetProperty("drawn").EnumerateArray().Select(d => $"{d.GetProperty("place")} {d.GetProperty("number").GetString()} {d.GetProperty("ticket").GetString()}"));
        Assert.DoesNotContain("Ruiz", body, StringComparison.Ordinal);
        Assert.Contains((await Answered(await anybody.GetAsync(AuditWorld.Audits, Token))).GetProperty("audits").EnumerateArray(), a => a.GetProperty("id").GetGuid() == world.Audit);
        await Refused(await anybody.GetAsync($"/api/v1/boards/icrc/audits/{world.Audit}", Token), "audit.not_found");
    }

    [Fact]
    public async Task Two_draws_at_once_draw_once()
    {
        var world = await AuditWorld.OfOne(Api);
        Api.TheDayIs(Decided.AddDays(1));
        await Answered(await world.Announce(), 201);
        Api.TheDayIs(Decided.AddDays(2));
        var admin = await Api.SignedInAs(Role.BoardAdministrator, "ncc-ap");
        var entered = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => world.Enter($"{i}", admin), Token)));
        Assert.Single(entered, a => a.IsSuccessStatusCode);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Api.AsksForARun("DrawAudits"), Token)));
        await Api.AsksForARun("DrawAudits");

        Assert.Equal(1, await Api.Stored(db => db.AuditCases.CountAsync(c => c.AuditId == world.Audit, Token)));
        Assert.Equal(1, await Api.Stored(db => db.History.CountAsync(h => h.Event == "AuditDrawn" && db.AuditCases.Any(c => c.Id == h.SubjectId && c.AuditId == world.Audit), Token)));
        Assert.Equal(1, await Api.Stored(db => db.Outbox.CountAsync(m => m.Kind == "AuditDrawn" && db.AuditCases.Any(c => c.AuditId == world.Audit && c.Applicant.AccountId == m.RecipientAccountId), Token)));
    }

    [Fact]
    public async Task What_cannot_be_audited_is_not_announced()
    {
        var world = await AuditWorld.OfOne(Api);
        await Refused(await world.Announce(), "audit.days_not_over"); // on the day itself
        Api.TheDayIs(Decided.AddDays(1));
        await Refused(await world.Announce(seedDueOn: "2026-03-02"), "audit.seed_not_ahead");
        await Refused(await world.Announce(fromOn: "2026-03-02", untilOn: "2026-03-01"), "audit.days_not_over");
        await Refused(await world.Announce(fromOn: "2016-03-01", untilOn: "2026-03-01"), "audit.day_out_of_reach");
        await Refused(await world.Announce(seedDueOn: "9999-12-31"), "audit.day_out_of_reach");
        await Answered(await world.Announce(fromOn: "2026-02-01"), 201);
        await Refused(await world.Announce(), "audit.days_taken");
        var without = await AuditWorld.OfOne(Api, JsonNode.Parse("""{ "period": { "months": 24 }, "renewal": { "id": "renewal", "evidence": "Audit", "auditPercent": 10, "root": { "element": "minutes", "id": "ce", "kind": "Training", "atLeast": "10h" } } }""")!.AsObject());
        Api.TheDayIs(Decided.AddDays(1));
        await Refused(await without.Announce(), "audit.not_in_rules");
        await Refused(await world.Announce(by: await Api.SignedInAs(Role.Officer, "ncc-ap")), "access.not_permitted");
        await Refused(await world.Announce(by: await Api.SignedInAs(Role.BoardAdministrator, "icrc")), "board.not_found");
    }

    [Theory]
    [InlineData("exemptFirstPeriod", 0, 1)]
    [InlineData("exemptAuditedBefore", 1, 0)]
    public async Task The_rules_leave_people_out_and_how_many_is_public(string exempt, int listed, int exempted)
    {
        var world = await AuditWorld.OfOne(Api, AuditWorld.Rules($$"""{ "answerWithin": { "days": 30 }, "{{exempt}}": true }"""));
        Api.TheDayIs(Decided.AddDays(1));
        var announced = await Answered(await world.Announce(), 201);
        Assert.Equal((listed, exempted), (announced.GetProperty("listed").GetInt32(), announced.GetProperty("exempted").GetInt32()));
    }

    [Fact]
    public async Task Who_was_audited_for_the_period_before_is_left_out()
    {
        var world = await AuditWorld.OfOne(Api, AuditWorld.Rules("""{ "answerWithin": { "days": 30 }, "exemptAuditedBefore": true }"""));
        await world.IsDrawn();
        var next = new DateOnly(2028, 2, 1);
        Api.TheDayIs(next);
        await world.Renewals.LogsTraining(next, 10);
        await Answered(await world.Renewals.Begin(), 201);
        await Answered(await world.Renewals.Send());
        await Answered(await world.Renewals.Approve(), 201);
        Api.TheDayIs(next.AddDays(1));
        var announced = await Answered(await world.Announce("2028-02-01", "2028-02-01", "2028-02-03"), 201);
        Assert.Equal((0, 1), (announced.GetProperty("listed").GetInt32(), announced.GetProperty("exempted").GetInt32()));
    }

    [Fact]
    public async Task A_renewal_that_was_taken_back_is_not_in_the_lot()
    {
        var world = await AuditWorld.OfOne(Api);
        await Answered(await (await world.Renewals.Officer()).Act(Api, world.Renewals.Number, "acts/vacate", new { sequence = 2, reason = "Approved by mistake." }));
        Api.TheDayIs(Decided.AddDays(1));
        Assert.Equal(0, (await Answered(await world.Announce(), 201)).GetProperty("listed").GetInt32());
    }

    [Fact]
    public async Task What_is_shown_and_accepted_is_passed()
    {
        var world = await AuditWorld.OfOne(Api);
        var (audited, item) = await world.IsDrawn();
        var holder = await world.Renewals.Holder();
        var sheet = await world.Sheet();
        Assert.Equal(("AwaitingHolder", "2026-04-02", "2024-06-01", 600), (sheet.GetProperty("state").GetString(), sheet.GetProperty("dueOn").GetString(), sheet.GetProperty("periodStartsOn").GetString(), sheet.GetProperty("items")[0].GetProperty("countedMinutes").GetInt32()));
        Assert.Equal(audited, (await world.Renewals.View()).GetProperty("openAuditId").GetGuid());
        var document = await ADocument(holder);
        var reviewer = await Api.SignedInAs(Role.Reviewer, "ncc-ap");
        Assert.Equal(404, (int)(await reviewer.GetAsync($"/api/v1/documents/{document}", Token)).StatusCode);

        await Refused(await world.Judges(audited, item, "Accepted"), "audit.act_not_allowed"); // nothing is handed in
        await Answered(await world.Shows(audited, item, document));
        await Answered(await world.HandsIn(audited));
        await Refused(await world.Shows(audited, item, document), "audit.act_not_allowed");
        await Refused(await world.Concludes(audited), "audit.items_not_judged");
        Assert.Equal(200, (int)(await reviewer.GetAsync($"/api/v1/documents/{document}", Token)).StatusCode);
        await Answered(await world.Judges(audited, item, "Accepted"));
        var concluded = await Answered(await world.Concludes(audited));

        Assert.Equal("Passed", concluded.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, (await world.Renewals.View()).GetProperty("openAuditId").ValueKind);
        Assert.Equal("Active", await world.Renewals.Standing(Decided.AddDays(3)));
        await Refused(await world.Concludes(audited), "audit.act_not_allowed");
        var queue = await Answered(await reviewer.GetAsync("/api/v1/boards/ncc-ap/audit-cases?state=Passed", Token));
        Assert.Contains(queue.GetProperty("audits").EnumerateArray(), a => a.GetProperty("id").GetGuid() == audited);
    }

    [Fact]
    public async Task What_is_rejected_can_be_made_good_once()
    {
        var world = await AuditWorld.OfOne(Api);
        var (audited, item) = await world.IsDrawn();
        await Answered(await world.Shows(audited, item));
        await Answered(await world.HandsIn(audited));
        await Answered(await world.Judges(audited, item, "Rejected"));
        var asked = await Answered(await world.Concludes(audited));
        var sheet = await world.Sheet();
        await Answered(await world.Shows(audited, item, note: "The right one."));
        await Answered(await world.HandsIn(audited));
        await Refused(await world.Concludes(audited), "audit.items_not_judged"); // it is shown anew, and so judged anew
        await Answered(await world.Judges(audited, item, "Accepted"));

        Assert.Equal("Cured", (await Answered(await world.Concludes(audited))).GetProperty("state").GetString());
        Assert.Equal(("AwaitingCure", "2026-03-23"), (asked.GetProperty("state").GetString(), asked.GetProperty("dueOn").GetString()));
        Assert.Equal(("Rejected", "It shows another course."), (sheet.GetProperty("items")[0].GetProperty("verdict").GetString(), sheet.GetProperty("items")[0].GetProperty("reason").GetString()));
        Assert.Equal(
            ["AuditDrawn", "AuditEvidenceShown", "AuditHandedIn", "AuditItemJudged", "AuditCureAsked", "AuditEvidenceShown", "AuditHandedIn", "AuditItemJudged", "AuditConcluded"],
            await Api.Stored(db => db.History.Where(h => h.ApplicationId == world.Renewals.Application && h.Event.StartsWith("Audit")).OrderBy(h => h.Sequence).Select(h => h.Event).ToListAsync(Token)));
        Assert.Equal(2, await Api.Stored(db => db.Outbox.CountAsync(m => m.Kind == "AuditMoved" && db.AuditCases.Any(c => c.Id == audited && c.Applicant.AccountId == m.RecipientAccountId), Token)));
    }

    [Fact]
    public async Task What_is_over_the_need_can_be_rejected_without_harm()
    {
        Api.TheDayIs(new DateOnly(2024, 6, 1));
        var world = await AuditWorld.OfOne(Api, AuditWorld.Rules(), extraHours: 5);
        await world.IsDrawn();
        var sheet = await world.Sheet();
        var items = sheet.GetProperty("items").EnumerateArray().ToList();
        var audited = sheet.GetProperty("id").GetGuid();
        await Answered(await world.HandsIn(audited));
        foreach (var item in items)
        {
            await Answered(await world.Judges(audited, item.GetProperty("id").GetGuid(), item.GetProperty("countedMinutes").GetInt32() < 600 ? "Rejected" : "Accepted"));
        }

        Assert.Equal(2, items.Count);
        Assert.Equal("Passed", (await Answered(await world.Concludes(audited))).GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("Refer", "Refer", "Active")]
    [InlineData("Suspend", "Suspend", "Suspended")]
    public async Task Failing_has_the_consequence_that_the_rules_name(string onFailure, string consequence, string standing)
    {
        var world = await AuditWorld.OfOne(Api, AuditWorld.Rules($$"""{ "answerWithin": { "days": 30 }, "onFailure": "{{onFailure}}" }"""));
        var (audited, item) = await world.IsDrawn();
        await Answered(await world.HandsIn(audited));
        await Answered(await world.Judges(audited, item, "Rejected"));
        var concluded = await Answered(await world.Concludes(audited));

        Assert.Equal(("Failed", consequence), (concluded.GetProperty("state").GetString(), concluded.GetProperty("consequence").GetString())); // no time to cure in these rules
        Assert.Equal(standing, await world.Renewals.Standing(Decided.AddDays(3)));
        Assert.Equal(consequence == "Refer" ? 1 : 0, await Api.Stored(db => db.History.CountAsync(h => h.SubjectId == audited && h.Event == "AuditReferred", Token)));
    }

    [Theory]
    [InlineData("2026-04-03T03:59:00Z", true, "the last minute of 2 April in New York")]
    [InlineData("2026-04-03T04:00:00Z", false, "the first of 3 April there")]
    public async Task The_last_day_ends_at_midnight_where_the_board_is(string instant, bool isInTime, string why)
    {
        var world = await AuditWorld.OfOne(Api);
        var (audited, item) = await world.IsDrawn();
        Api.TheTimeIs(DateTimeOffset.Parse(instant, null));
        var shown = await world.Shows(audited, item);
        await Api.AsksForARun("PassAuditDeadlines");

        Assert.True(isInTime == shown.IsSuccessStatusCode, why);
        if (!isInTime)
        {
            await Refused(shown, "audit.too_late");
        }

        Assert.Equal(isInTime ? "AwaitingHolder" : "AwaitingCure", (await world.Sheet()).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Who_lets_both_days_pass_has_failed_however_often_and_on_how_many_nodes_the_clock_runs()
    {
        var world = await AuditWorld.OfOne(Api, AuditWorld.Rules("""{ "answerWithin": { "days": 30 }, "cureWithin": { "days": 20 }, "onFailure": "Suspend" }"""));
        var (audited, item) = await world.IsDrawn();
        Api.TheDayIs(new DateOnly(2026, 5, 1)); // after downtime
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Api.AsksForARun("PassAuditDeadlines"), Token)));
        Assert.Equal(("AwaitingCure", "2026-05-21"), ((await world.Sheet()).GetProperty("state").GetString(), (await world.Sheet()).GetProperty("dueOn").GetString())); // the time to cure is whole
        Api.TheDayIs(new DateOnly(2026, 5, 22));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Api.AsksForARun("PassAuditDeadlines"), Token)));

        Assert.Equal("Failed", (await world.Sheet()).GetProperty("state").GetString());
        await Refused(await world.Shows(audited, item), "audit.act_not_allowed");
        Assert.Equal("Suspended", await world.Renewals.Standing(new DateOnly(2026, 5, 22)));
        Assert.Equal(1, await Api.Stored(db => db.History.CountAsync(h => h.SubjectId == audited && h.Event == "AuditConcluded", Token)));
        Assert.Equal(1, await Api.Stored(db => db.CredentialActs.CountAsync(a => db.Credentials.Any(c => c.Id == a.CredentialId && c.Number == world.Renewals.Number) && a.Kind == Domain.Credentials.CredentialActKind.Suspend, Token)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_who_died_since_nothing_is_asked_and_nothing_follows(bool isDrawnBefore)
    {
        var world = await AuditWorld.OfOne(Api);
        Api.TheDayIs(Decided.AddDays(1));
        if (isDrawnBefore)
        {
            await world.IsDrawn();
        }
        else
        {
            await Answered(await world.Announce(), 201);
        }

        await Answered(await (await world.Renewals.Officer()).Act(Api, world.Renewals.Number, "acts/record-death", new { effectiveOn = "2026-03-02", reason = "Certificate seen." }));
        if (!isDrawnBefore)
        {
            Api.TheDayIs(Decided.AddDays(2));
            await Answered(await world.Enter());
            await Answered(await Api.AsksForARun("DrawAudits"));
        }

        Api.TheDayIs(new DateOnly(2026, 6, 1));
        await Answered(await Api.AsksForARun("PassAuditDeadlines"));

        Assert.Equal(isDrawnBefore ? "AwaitingHolder" : "", string.Join(',', await Api.Stored(db => db.AuditCases.Where(c => c.AuditId == world.Audit).Select(c => c.State.ToString()).ToListAsync(Token))));
        Assert.Single((await Answered(await Api.CreateClient().GetAsync($"{AuditWorld.Audits}/{world.Audit}", Token))).GetProperty("drawn").EnumerateArray());
    }

    [Fact]
    public async Task Rules_that_changed_since_do_not_change_how_an_audited_period_is_judged()
    {
        var world = await AuditWorld.OfOne(Api);
        var (audited, item) = await world.IsDrawn();
        await Api.Stored(async db =>
        {
            var old = await db.RequirementSets.AsNoTracking().SingleAsync(s => s.CredentialType.Code == world.Renewals.Type, Token);
            var document = old.Document.Replace("\"10h\"", "\"99h\"", StringComparison.Ordinal).Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal);
            db.RequirementSets.Add(new RequirementSetVersion { Id = Guid.CreateVersion7(), CredentialTypeId = old.CredentialTypeId, Number = 2, EffectiveFrom = new DateOnly(2026, 3, 2), State = old.State, Document = document, Sha256 = RequirementSetVersion.HashOf(document) });
            return await db.SaveChangesAsync(Token);
        });
        await Answered(await world.HandsIn(audited));
        await Answered(await world.Judges(audited, item, "Accepted"));
        Assert.Equal("Passed", (await Answered(await world.Concludes(audited))).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Wrong_roles_boards_and_people_are_refused()
    {
        var world = await AuditWorld.OfOne(Api);
        var (audited, item) = await world.IsDrawn();
        await Answered(await world.HandsIn(audited));
        await Refused(await world.Judges(audited, item, "Accepted", await Api.SignedInAs(Role.Officer, "ncc-ap")), "access.not_permitted");
        await Refused(await world.Judges(audited, item, "Accepted", await Api.SignedInAs(Role.Reviewer, "icrc")), "board.not_found");
        await Refused(await world.Concludes(audited, await Api.SignedInAs(Role.BoardAdministrator, "ncc-ap")), "access.not_permitted");
        await Refused(await (await Api.SomebodyWithARecord()).PostIfMatch($"/api/v1/me/audits/{audited}/hand-in", 2), "audit.not_found");
        await Refused(await world.Enter(by: await Api.SignedInAs(Role.Auditor, "ncc-ap")), "access.not_permitted");
        await Refused(await (await world.Renewals.Holder()).GetAsync("/api/v1/boards/ncc-ap/audit-cases", Token), "access.not_permitted");
        await Refused(await world.Shows(audited, Guid.CreateVersion7()), "audit.not_found");

        var reviewer = await Api.AnAccount(Role.Reviewer, "ncc-ap");
        var tied = await Api.Client(reviewer);
        Assert.Contains(audited, await Listed(tied));
        var renewal = await Api.Stored(db => db.AuditCases.Where(c => c.Id == audited).Select(c => c.ApplicationId).SingleAsync(Token));
        await Api.Stored(async db =>
        {
            db.ConflictDeclarations.Add(new ConflictDeclaration { ApplicationId = renewal, AccountId = await db.Users.Where(u => u.Email == reviewer).Select(u => u.Id).SingleAsync(Token), Reason = "My sister" });
            return await db.SaveChangesAsync(Token);
        });
        await Refused(await world.Judges(audited, item, "Accepted", tied), "decision.conflict_of_interest");
        Assert.DoesNotContain(audited, await Listed(tied));

        var email = await Api.Stored(db => db.AuditCases.Where(c => c.Id == audited).Join(db.Users, c => c.Applicant.AccountId, u => u.Id, (_, u) => u.Email).SingleAsync(Token));
        await Api.AlsoHolds(email!, Role.Reviewer, "ncc-ap");
        await Refused(await world.Judges(audited, item, "Accepted", await Api.Client(email!)), "audit.own_record");
        Assert.DoesNotContain(audited, await Listed(await Api.Client(email!)));

        static async Task<List<Guid>> Listed(HttpClient staff) =>
            [.. (await Answered(await staff.GetAsync("/api/v1/boards/ncc-ap/audit-cases?limit=100", Token))).GetProperty("audits").EnumerateArray().Select(a => a.GetProperty("id").GetGuid())];
    }

    private static async Task<Guid> ADocument(HttpClient holder)
    {
        using var pdf = new ByteArrayContent(Encoding.ASCII.GetBytes("%PDF-1.4\n%%EOF\n"));
        pdf.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        return (await Answered(await holder.PostAsync("/api/v1/documents", pdf, Token), 201)).GetProperty("id").GetGuid();
    }
}
