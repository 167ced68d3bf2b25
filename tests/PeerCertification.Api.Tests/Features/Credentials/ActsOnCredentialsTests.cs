using System.Net.Http.Json;
using System.Text.Json;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;
using static System.Globalization.CultureInfo;

namespace PeerCertification.Api.Tests.Features.Credentials;

/// <summary>SuspendCredential, LiftSuspension, RevokeCredential, SurrenderCredential, DeactivateCredential, ReactivateCredential, RecordDeath, VacateAct.</summary>
public abstract class ActsOnCredentialsTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : ActsOnCredentialsTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : ActsOnCredentialsTests(api), IClassFixture<PostgresRegistry>;

    private const string Board = "ncc-ap";

    private static readonly DateOnly Issued = new(2025, 6, 1);

    /// <summary>An act, those that must come before it, and how the credential stands on the day it takes effect and on the day before.</summary>
    public static TheoryData<string, string[], string, string, string> Acts() => new()
    {
        { "suspend", [], "CredentialSuspended", "Active", "Suspended" },
        { "lift-suspension", ["suspend"], "CredentialSuspensionLifted", "Suspended", "Active" },
        { "revoke", [], "CredentialRevoked", "Active", "Revoked" },
        { "surrender", [], "CredentialSurrendered", "Active", "Surrendered" },
        { "deactivate", [], "CredentialDeactivated", "Active", "Inactive" },
        { "reactivate", ["deactivate"], "CredentialReactivated", "Inactive", "Active" },
        { "record-death", [], "CredentialHolderDied", "Active", "Deceased" },
    };

    [Theory]
    [MemberData(nameof(Acts))]
    public async Task An_act_holds_from_its_day_and_leaves_its_event(string act, string[] before, string happened, string dayBefore, string thatDay)
    {
        var officer = await Api.SignedInAs(Role.Officer, Board);
        var number = await Api.ACredential("NCPRSS", Issued);
        foreach (var earlier in before)
        {
            await Answered(await officer.Act(Api, number, $"acts/{earlier}", new { effectiveOn = "2025-08-01", reason = "Before." }));
        }

        var answer = await officer.Act(Api, number, $"acts/{act}", new { effectiveOn = "2025-10-01", reason = "Order 17." });
        var body = await Answered(answer);

        Assert.Equal($"\"v{before.Length + 2}\"", answer.Headers.ETag?.ToString());
        Assert.Equal(thatDay, body.GetProperty("standingToday").GetString());
        Assert.Equal(before.Length + 2, body.GetProperty("sequence").GetInt32());
        Assert.Equal(dayBefore, await StandingOf(number, "2025-09-30"));
        Assert.Equal(thatDay, await StandingOf(number, "2025-10-01"));
        var auditor = await Api.SignedInAs(Role.Auditor, Board);
        var line = (await Answered(await auditor.GetAsync($"/api/v1/credentials/{number}/history", Token))).GetProperty("entries").EnumerateArray().Last();
        Assert.Equal(happened, line.GetProperty("event").GetString());
        Assert.Equal("ActOnCredentials", line.GetProperty("permission").GetString());
        Assert.Equal("Order 17.", line.GetProperty("why").GetString());
        Assert.Equal(dayBefore, line.GetProperty("before").GetProperty("standing").GetString());
        Assert.Equal(thatDay, line.GetProperty("after").GetProperty("standing").GetString());
    }

    [Fact]
    public async Task A_suspension_with_a_last_day_ends_by_itself_without_any_job()
    {
        var number = await Api.ACredential("NCPRSS", Issued);

        await Suspend(number, "2026-04-01", "2026-04-30"); // a month ahead

        Assert.Equal("Active", await StandingOf(number, "2026-03-31"));
        Assert.Equal("Suspended", await StandingOf(number, "2026-04-01"));
        Assert.Equal("Suspended", await StandingOf(number, "2026-04-30"));
        Assert.Equal("Active", await StandingOf(number, "2026-05-01"));
        Assert.Equal("2026-04-30", (await Verified(number, "?on=2026-04-15")).GetProperty("standingUntilOn").GetString());
    }

    [Fact]
    public async Task A_suspension_that_reaches_back_leaves_the_earlier_answer_reproducible()
    {
        var number = await Api.ACredential("NCPRSS", Issued);
        var asked = await Verified(number, "?on=2026-02-10");
        Api.TheDayIs(new DateOnly(2026, 3, 5));
        await Suspend(number, "2026-02-01");

        var now = await Verified(number, "?on=2026-02-10");
        var then = await Verified(number, $"?on=2026-02-10&knownAt={asked.GetProperty("knownAtUtc").GetString()}");

        Assert.Equal("Suspended", now.GetProperty("standing").GetString());
        Assert.Equal(Without(asked, "answeredAtUtc"), Without(then, "answeredAtUtc"));
    }

    [Fact]
    public async Task A_vacated_suspension_has_never_been_but_what_was_answered_stays_reproducible()
    {
        var number = await Api.ACredential("NCPRSS", Issued);
        var untouched = await Verified(number, "?on=2026-02-10");
        await Suspend(number, "2026-02-01");
        Api.TheDayIs(new DateOnly(2026, 3, 10));
        var officer = await Api.SignedInAs(Role.Officer, Board);

        var vacated = await Answered(await officer.Act(Api, number, "acts/vacate", new { sequence = 2, reason = "Set aside on appeal." }));

        Assert.Equal("Active", vacated.GetProperty("standingToday").GetString());
        Assert.Equal(
            Without(untouched, "knownAtUtc", "lastChangedAtUtc", "answeredAtUtc"),
            Without(await Verified(number, "?on=2026-02-10"), "knownAtUtc", "lastChangedAtUtc", "answeredAtUtc"));
        Assert.Equal("Suspended", (await Verified(number, "?on=2026-02-10&knownAt=2026-03-09T00:00:00Z")).GetProperty("standing").GetString());
    }

    [Fact]
    public async Task An_act_that_the_history_does_not_allow_is_refused()
    {
        var officer = await Api.SignedInAs(Role.Officer, Board);
        var number = await Api.ACredential("NCPRSS", Issued);

        await Refused(await officer.Act(Api, number, "acts/lift-suspension", new { effectiveOn = "2026-03-01", reason = "x" }), "credential.act_not_allowed");
        await Refused(await officer.Act(Api, number, "acts/revoke", new { effectiveOn = Issued.AddDays(-1), reason = "x" }), "credential.act_not_allowed");
        Assert.Equal("Active", await StandingOf(number, "2026-03-01"));
    }

    [Fact]
    public async Task An_act_under_a_later_one_is_refused_and_names_the_one_in_the_way()
    {
        var officer = await Api.SignedInAs(Role.Officer, Board);
        var number = await Api.ACredential("NCPRSS", Issued);
        await Suspend(number, "2026-02-01");

        var problem = await Refused(await officer.Act(Api, number, "acts/revoke", new { effectiveOn = "2026-01-01", reason = "x" }), "credential.act_not_allowed");

        Assert.Contains("on 2026-02-01 stands Suspend (act 2)", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)] // the award
    [InlineData(7)] // nothing
    public async Task What_cannot_be_vacated_is_refused(int sequence)
    {
        var officer = await Api.SignedInAs(Role.Officer, Board);
        var number = await Api.ACredential("NCPRSS", Issued);

        await Refused(await officer.Act(Api, number, "acts/vacate", new { sequence, reason = "x" }), "credential.vacate_not_possible");
    }

    [Fact]
    public async Task A_death_is_not_recorded_ahead()
    {
        var officer = await Api.SignedInAs(Role.Officer, Board);
        var number = await Api.ACredential("NCPRSS", Issued);

        await Refused(await officer.Act(Api, number, "acts/record-death", new { effectiveOn = "2026-03-02", reason = "x" }), "credential.death_in_future");
    }

    [Fact]
    public async Task Nobody_acts_on_their_own_credential()
    {
        var email = await Api.AnAccount(Role.Officer, Board);
        var number = await Api.ACredential("NCPRSS", Issued, holder: email);

        await Refused(await (await Api.Client(email)).Act(Api, number, "acts/surrender", new { effectiveOn = "2026-03-01", reason = "x" }), "credential.own_record");
    }

    [Fact]
    public async Task Another_boards_officer_is_told_that_there_is_no_such_credential()
    {
        var number = await Api.ACredential("NCPRSS", Issued);
        var elsewhere = await Api.SignedInAs(Role.Officer, "icrc");
        var unknown = Domain.Credentials.CredentialNumber.Compose("NCPRSS", 9_999_990) ?? Domain.Credentials.CredentialNumber.Compose("NCPRSS", 9_999_991)!;

        var hidden = await Refused(await elsewhere.Act(Api, number, "acts/revoke", new { effectiveOn = "2026-03-01", reason = "x" }), "credential.not_found");
        var absent = await Refused(await elsewhere.Act(Api, unknown, "acts/revoke", new { effectiveOn = "2026-03-01", reason = "x" }, version: 1), "credential.not_found");

        Assert.Equal(Without(absent, "traceId"), Without(hidden, "traceId"));
    }

    [Theory]
    [InlineData(Role.Applicant)]
    [InlineData(Role.Reviewer)]
    [InlineData(Role.BoardAdministrator)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Operator)]
    public async Task Only_officers_act_on_credentials(Role role)
    {
        var other = await Api.SignedInAs(role, RolePermissions.BoardRoles.Contains(role) ? Board : null);
        var number = await Api.ACredential("NCPRSS", Issued);

        foreach (var act in (string[])["suspend", "lift-suspension", "revoke", "surrender", "deactivate", "reactivate", "record-death", "vacate"])
        {
            await Refused(await other.Act(Api, number, $"acts/{act}", new { effectiveOn = "2026-03-01", reason = "x" }), "access.not_permitted");
        }
    }

    [Fact]
    public async Task Without_an_account_nobody_acts() =>
        await Refused(await Api.CreateClient().Act(Api, await Api.ACredential("NCPRSS", Issued), "acts/suspend", new { effectiveOn = "2026-03-01", reason = "x" }), "access.sign_in_needed");

    [Fact]
    public async Task The_newest_version_must_be_named()
    {
        var officer = await Api.SignedInAs(Role.Officer, Board);
        var number = await Api.ACredential("NCPRSS", Issued);

        await Refused(await officer.PostAsJsonAsync($"/api/v1/credentials/{number}/acts/suspend", new { effectiveOn = "2026-03-01", reason = "x" }, Token), "precondition.missing");
        await Refused(await officer.Act(Api, number, "acts/suspend", new { effectiveOn = "2026-03-01", reason = "x" }, version: 9), "precondition.stale");
    }

    [Fact]
    public async Task Sixteen_suspensions_at_once_leave_one()
    {
        var officers = new[] { await Api.SignedInAs(Role.Officer, Board), await Api.SignedInAs(Role.Officer, Board) };
        var number = await Api.ACredential("NCPRSS", Issued);

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => officers[i % 2].Act(Api, number, "acts/suspend", new { effectiveOn = "2026-03-01", reason = $"Officer {i}." }, version: 1)));

        Assert.Single(answers, a => a.IsSuccessStatusCode);
        foreach (var answer in answers.Where(a => !a.IsSuccessStatusCode))
        {
            await Refused(answer, "precondition.stale");
        }

        Assert.Equal(2, (await Answered(await officers[0].GetAsync($"/api/v1/credentials/{number}", Token))).GetProperty("acts").GetArrayLength());
    }

    [Fact]
    public async Task The_same_key_gives_the_first_answer_again()
    {
        var officer = await Api.SignedInAs(Role.Officer, Board);
        var number = await Api.ACredential("NCPRSS", Issued);

        var first = await Answered(await officer.Act(Api, number, "acts/suspend", new { effectiveOn = "2026-03-01", reason = "x" }, version: 1, key: "once"));
        var again = await Answered(await officer.Act(Api, number, "acts/suspend", new { effectiveOn = "2026-03-01", reason = "x" }, version: 1, key: "once"));

        Assert.Equal(first.GetRawText(), again.GetRawText());
        Assert.Equal(2, (await Answered(await officer.GetAsync($"/api/v1/credentials/{number}", Token))).GetProperty("acts").GetArrayLength());
    }

    [Theory]
    [InlineData("suspend", """{"effectiveOn":"2026-03-01","reason":" "}""", "request.invalid")]
    [InlineData("suspend", """{"effectiveOn":"2026-03-01","reason":"x","untilOn":"2026-02-28"}""", "request.invalid")]
    [InlineData("suspend", """{"reason":"x"}""", "request.malformed")]
    [InlineData("revoke", """{"effectiveOn":"2026-03-01","reason":""}""", "request.invalid")]
    [InlineData("revoke", """{"effectiveOn":"2026-03-01","reason":"x","untilOn":"2026-03-28"}""", "request.malformed")]
    [InlineData("vacate", """{"sequence":0,"reason":"x"}""", "request.invalid")]
    public async Task A_request_without_reason_or_with_impossible_days_is_refused(string act, string body, string code)
    {
        var officer = await Api.SignedInAs(Role.Officer, Board);

        await Refused(await officer.Act(Api, await Api.ACredential("NCPRSS", Issued), $"acts/{act}", JsonElement.Parse(body)), code);
    }

    [Fact]
    public async Task A_mistyped_number_is_told_as_such()
    {
        var officer = await Api.SignedInAs(Role.Officer, Board);

        await Refused(await officer.Act(Api, "NCPRSS-1", "acts/revoke", new { effectiveOn = "2026-03-01", reason = "x" }, version: 1), "credential.number_malformed");
    }

    private async Task Suspend(string number, string effectiveOn, string? untilOn = null) =>
        await Answered(await (await Api.SignedInAs(Role.Officer, Board)).Act(Api, number, "acts/suspend", new { effectiveOn, reason = "Complaint 17.", untilOn }));

    private async Task<JsonElement> Verified(string number, string query) =>
        await Answered(await Api.CreateClient().GetAsync($"/api/v1/verifications/{number}{query}", Token));

    private async Task<string?> StandingOf(string number, string on) => (await Verified(number, $"?on={on}")).GetProperty("standing").GetString();

    private static string Without(JsonElement answer, params string[] names) =>
        string.Join('\n', answer.EnumerateObject().Where(p => !names.Contains(p.Name)).Select(p => string.Create(InvariantCulture, $"{p.Name}: {p.Value.GetRawText()}")));
}
