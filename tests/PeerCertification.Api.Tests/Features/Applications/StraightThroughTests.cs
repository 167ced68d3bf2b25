using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Renewals;

namespace PeerCertification.Api.Tests.Features.Applications;

/// <summary>Renewals that the rules decide when they are handed in, and every reason for which a person decides.</summary>
public abstract class StraightThroughTests(RegistryApi api) : RegistryTest(api)
{
    private static readonly DateOnly Issued = new(2024, 6, 1);

    private static readonly DateOnly Today = new(2026, 5, 1);

    public sealed class OnSqlite(SqliteRegistry api) : StraightThroughTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : StraightThroughTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task What_providers_posted_renews_by_rule_is_explained_and_can_be_taken_back()
    {
        var world = await AHolder();
        await IsPosted(world);
        await Answered(await world.Begin(), 201);

        var sent = await Answered(await world.Send());

        Assert.Equal(("Approved", 0), (sent.GetProperty("state").GetString(), sent.GetProperty("personNeeded").GetArrayLength()));
        Assert.Equal("Active", await world.Standing(new DateOnly(2028, 5, 31)));
        var decision = await Answered(await (await world.Officer()).GetAsync($"/api/v1/applications/{world.Application}/decision", Token));
        Assert.Equal(("by-attendance", JsonValueKind.Null, 1, true), (
            decision.GetProperty("decidedByRule").GetProperty("id").GetString(),
            decision.GetProperty("decidedByAccountId").ValueKind,
            decision.GetProperty("requirementSetVersion").GetInt32(),
            decision.GetProperty("findings").GetProperty("isMet").GetBoolean()));
        Assert.Equal("by-attendance", (await Answered(await (await world.Holder()).GetAsync($"/api/v1/applications/{world.Application}/decision", Token))).GetProperty("decidedByRule").GetProperty("id").GetString());
        Assert.True((await Answered(await (await Api.SignedInAs(Role.Auditor, "ncc-ap")).GetAsync($"/api/v1/applications/{world.Application}/decision/replay", Token))).GetProperty("isIdentical").GetBoolean());
        Assert.Equal([("ApplicationApproved", "Rule", true), ("CredentialRenewed", "Rule", true)], await Api.Stored(async db =>
            (await db.History.Where(h => h.ApplicationId == world.Application && h.Actor == "Rule").OrderBy(h => h.Event).ToListAsync(Token)).Select(h => (h.Event, h.Actor, h.ActorAccountId is null))));
        Assert.Equal(1, await Api.Stored(db => db.Outbox.CountAsync(m => m.Kind == "ApplicationApproved" && m.CreatedAtUtc >= Today.ToDateTime(TimeOnly.MinValue) && db.Applications.Any(a => a.Id == world.Application && a.Applicant.AccountId == m.RecipientAccountId), Token)));

        await Answered(await (await world.Officer()).Act(Api, world.Number, "acts/vacate", new { sequence = 2, reason = "The provider reported that its roster was wrong." }));

        Assert.Equal("Expired", await world.Standing(new DateOnly(2028, 5, 31)));
        await Answered(await world.Begin(), 201);
        await GoesToAPerson(world, PersonNeeded.TakenBackBefore);
        await Answered(await world.Approve(), 201);
        Assert.Equal("Active", await world.Standing(new DateOnly(2028, 5, 31)));
    }

    [Fact]
    public async Task Rules_that_do_not_say_so_leave_every_renewal_to_a_person()
    {
        var world = await AHolder(straightThrough: false);
        await IsPosted(world);
        await Answered(await world.Begin(), 201);
        var sent = await Answered(await world.Send());
        Assert.Equal(("Submitted", 0), (sent.GetProperty("state").GetString(), sent.GetProperty("personNeeded").GetArrayLength()));
    }

    public static TheoryData<PersonNeeded> Grounds => [.. Enum.GetValues<PersonNeeded>().Except([PersonNeeded.TakenBackBefore, PersonNeeded.PeriodNotClear])];

    [Theory]
    [MemberData(nameof(Grounds))]
    public async Task One_thing_that_is_not_as_the_rule_asks_leaves_it_to_a_person_who_reads_why(PersonNeeded ground)
    {
        var world = await AHolder(fees: ground == PersonNeeded.FeeOwed);
        if (ground == PersonNeeded.NotMetByAttendance)
        {
            await world.LogsTraining(Today.AddDays(-1), 3, "ethics"); // her own word, with a document or without
        }
        else
        {
            await IsPosted(world);
        }

        await Answered(await world.Begin(), 201);
        await Happens(ground, world);

        await GoesToAPerson(world, ground);
    }

    [Fact]
    public async Task What_a_provider_of_the_holders_own_posts_is_for_a_person_to_judge()
    {
        var world = await AHolder();
        await IsPosted(world);
        await Api.Stored(async db =>
        {
            var holder = await db.Credentials.Where(c => c.Number == world.Number).Join(db.Applicants, c => c.ApplicantId, a => a.Id, (_, a) => a.AccountId).SingleAsync(Token);
            var provider = await db.RosterRows.Where(r => r.CredentialNumber == world.Number).Select(r => r.Roster.Course.ProviderId).SingleAsync(Token);
            db.ProviderMembers.Add(new() { Id = Guid.CreateVersion7(), ProviderId = provider, AccountId = holder, JoinedAtUtc = Today.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) });
            return await db.SaveChangesAsync(Token);
        });
        await Answered(await world.Begin(), 201);
        await GoesToAPerson(world, PersonNeeded.NotMetByAttendance);
    }

    /// <summary>Each in the way in which it comes about.</summary>
    private async Task Happens(PersonNeeded ground, RenewalWorld world)
    {
        var officer = await world.Officer();
        switch (ground)
        {
            case PersonNeeded.SentLate:
                Api.TheDayIs(new DateOnly(2026, 6, 2));
                break;
            case PersonNeeded.AuditOpen:
                await Api.AnAudit(world.Number, world.Application);
                break;
            case PersonNeeded.Restricted: // from tomorrow on
                await Answered(await officer.Act(Api, world.Number, "restrictions", new { text = "Under a supervisor", isPublic = true, fromOn = "2026-05-02", reason = "Agreed." }), 201);
                break;
            case PersonNeeded.Discipline: // a suspension that is to come
                await Answered(await officer.Act(Api, world.Number, "acts/suspend", new { effectiveOn = "2026-05-20", untilOn = "2026-05-25", reason = "Complaint 7." }));
                break;
            case PersonNeeded.NotMetByAttendance or PersonNeeded.FeeOwed:
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(ground), ground, "No way is told in which this comes about.");
        }
    }

    private async Task GoesToAPerson(RenewalWorld world, PersonNeeded ground)
    {
        var sent = await Answered(await world.Send());
        Assert.Equal("Submitted", sent.GetProperty("state").GetString());
        Assert.Equal([($"{ground}", StraightThroughRule.Texts[ground])], Told(sent));
        Assert.Equal(Told(sent), Told(await Answered(await (await world.Holder()).GetAsync($"/api/v1/applications/{world.Application}", Token))));
        var file = await Answered(await (await world.Officer()).GetAsync($"/api/v1/boards/ncc-ap/applications/{world.Application}", Token));
        Assert.Equal([$"{ground}"], file.GetProperty("personNeeded").EnumerateArray().Select(g => g.GetString()));
        Assert.False(await Api.Stored(db => db.Decisions.AnyAsync(d => d.ApplicationId == world.Application, Token)));
    }

    private static IEnumerable<(string?, string?)> Told(JsonElement of) => of.GetProperty("personNeeded").EnumerateArray().Select(g => (g.GetProperty("code").GetString(), g.GetProperty("text").GetString()));

    private async Task<RenewalWorld> AHolder(bool straightThrough = true, bool fees = false)
    {
        Api.TheDayIs(Issued);
        var rules = JsonNode.Parse("""
            {
              "period": { "months": 24 },
              "renewal": {
                "id": "renewal", "straightThrough": { "id": "by-attendance" }, "root": { "element": "minutes", "id": "ce", "kind": "Training", "atLeast": "3h" },
                "late": [ { "id": "late", "until": { "months": 3 } } ]
              },
              "fees": [ { "id": "renewal-fee", "for": "Renewal", "cents": 5000, "blocks": "Decision" } ]
            }
            """)!.AsObject();
        if (!straightThrough)
        {
            rules["renewal"]!.AsObject().Remove("straightThrough");
        }

        if (!fees)
        {
            rules.Remove("fees");
        }

        var world = await RenewalWorld.Under(Api, rules);
        await world.IsIssued(Issued);
        Api.TheDayIs(Today);
        return world;
    }

    private async Task IsPosted(RenewalWorld world)
    {
        var provider = await Api.AnApprovedProvider();
        await Answered(await provider.Posts("2026-04-20", new { familyName = "Lopez", number = world.Number }), 201);
    }
}
