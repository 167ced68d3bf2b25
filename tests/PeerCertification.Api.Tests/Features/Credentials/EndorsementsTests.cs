using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Tests.Features.Credentials;

/// <summary>Endorse, EndEndorsement.</summary>
public abstract class EndorsementsTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : EndorsementsTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : EndorsementsTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task What_is_endorsed_is_told_from_its_day_until_it_is_ended_and_earlier_answers_stay()
    {
        var (number, officer) = await ACredential();

        await Answered(await Endorse(officer, number, "2026-02-01"));
        Api.TheDayIs(new DateOnly(2026, 3, 20));
        await Answered(await End(officer, number, "2026-03-10"));

        Assert.Empty(await Endorsements(number, "2026-01-31"));
        Assert.Equal(["family Family 2026-02-01"], await Endorsements(number, "2026-02-01"));
        Assert.Equal(["family Family 2026-02-01"], await Endorsements(number, "2026-03-09"));
        Assert.Empty(await Endorsements(number, "2026-03-10"));
        Assert.Equal(["family Family 2026-02-01"], await Endorsements(number, "2026-03-10&knownAt=2026-03-19T00:00:00Z"));
        Assert.Empty(await Endorsements(number, "2026-02-01&knownAt=2026-02-28T00:00:00Z"));
    }

    [Fact]
    public async Task Scope_and_assessment_hang_on_the_endorsement_of_the_day()
    {
        var (number, officer) = await ACredential();
        await Answered(await Endorse(officer, number, "2026-02-01"));

        Assert.Equal(["H0038 Yes", "H0046 No", "H0038-HS No", "H0038-HQ CannotSay"], await Scope(number, "2026-01-31"));
        Assert.Equal(["H0038 Yes", "H0046 No", "H0038-HS Yes", "H0038-HQ CannotSay"], await Scope(number, "2026-02-01"));
        Assert.Equal(("No", "Yes"), (await Assessed(number, "2026-01-31"), await Assessed(number, "2026-02-01")));
    }

    [Fact]
    public async Task Whoever_watches_is_told_when_one_is_added_and_when_one_ends_by_itself()
    {
        var (number, officer) = await ACredential();
        await Answered(await Endorse(officer, number, "2026-02-01"));
        await Answered(await End(officer, number, "2026-03-10"));
        await Api.HasRecordedChanges();
        Api.TheDayIs(new DateOnly(2026, 3, 10));

        await Api.HasRecordedChanges();

        Assert.Equal(
            [
                new(StandingChangeKind.EndorsementAdded, Standing.Active, Standing.Active, new(2026, 2, 1), true, "family"),
                new(StandingChangeKind.EndorsementEnded, Standing.Active, Standing.Active, new(2026, 3, 10), false, "family"),
            ],
            (await Api.Changes(number)).Skip(1));
    }

    [Fact]
    public async Task One_that_is_taken_back_was_never_held()
    {
        var (number, officer) = await ACredential();
        await Answered(await Endorse(officer, number, "2026-02-01"));

        await Answered(await officer.Act(Api, number, "acts/vacate", new { sequence = 2, reason = "Of somebody else." }));

        Assert.Empty(await Endorsements(number, "2026-02-15"));
        await Answered(await Endorse(officer, number, "2026-02-10"));
        Assert.Equal(["family Family 2026-02-10"], await Endorsements(number, "2026-02-15"));
    }

    [Fact]
    public async Task One_that_an_end_was_built_on_is_not_taken_back_before_it()
    {
        var (number, officer) = await ACredential();
        await Answered(await Endorse(officer, number, "2026-02-01"));
        await Answered(await End(officer, number, "2026-02-20"));

        await Refused(await officer.Act(Api, number, "acts/vacate", new { sequence = 2, reason = "x" }), "credential.endorsement_not_held");
    }

    [Fact]
    public async Task A_suspension_ends_on_its_day_though_an_endorsement_is_ended_within_it()
    {
        var (number, officer) = await ACredential();
        await Answered(await Endorse(officer, number, "2025-12-01"));
        await Answered(await officer.Act(Api, number, "acts/suspend", new { effectiveOn = "2026-02-01", untilOn = "2026-02-20", reason = "x" }));

        await Answered(await End(officer, number, "2026-02-10"));

        Assert.Equal("Suspended", (await Verified(number, "2026-02-20")).GetProperty("standing").GetString());
        Assert.Equal("Active", (await Verified(number, "2026-02-21")).GetProperty("standing").GetString());
    }

    [Theory]
    [InlineData("endorse", "youth", "2026-02-01", "credential.endorsement_unknown")]
    [InlineData("endorse", "family", "2024-12-31", "credential.endorsement_unknown")] // no rules were in force
    [InlineData("endorse", "family", "2025-02-01", "credential.act_not_allowed")] // before the credential
    [InlineData("endorse", "family", "2027-03-15", "credential.not_good_on_day")] // its period is over
    [InlineData("end-endorsement", "family", "2026-02-01", "credential.endorsement_not_held")]
    [InlineData("endorse", "", "2026-02-01", "request.invalid")]
    public async Task What_does_not_fit_is_refused(string act, string endorsement, string effectiveOn, string code)
    {
        var (number, officer) = await ACredential();

        await Refused(await officer.Act(Api, number, $"acts/{act}", new { endorsement, effectiveOn, reason = "x" }), code);
    }

    [Fact]
    public async Task One_is_added_from_a_day_on_which_the_credential_was_good_also_when_it_is_no_more()
    {
        var (expired, officer) = await ACredential();
        Api.TheDayIs(new DateOnly(2027, 6, 1));
        await Refused(await Endorse(officer, expired, "2027-06-01"), "credential.not_good_on_day");
        await Answered(await Endorse(officer, expired, "2027-03-14"));
        Assert.Equal(["family Family 2027-03-14"], await Endorsements(expired, "2027-03-14"));

        var (revoked, another) = await ACredential();
        await Answered(await another.Act(Api, revoked, "acts/revoke", new { effectiveOn = "2026-05-01", reason = "x" }));
        await Refused(await Endorse(another, revoked, "2026-05-01"), "credential.act_not_allowed");
        await Answered(await Endorse(another, revoked, "2026-04-30"));
    }

    [Fact]
    public async Task The_primary_one_is_one_at_a_time_and_another_takes_its_place_once_it_is_ended()
    {
        var (number, officer) = await ACredential();
        await Refused(await Endorse(officer, number, "2026-02-01", "groups", isPrimary: true), "credential.endorsement_not_primary");
        await Answered(await Endorse(officer, number, "2026-02-01", isPrimary: true));
        await Answered(await Endorse(officer, number, "2026-02-01", "groups"));
        await Refused(await Endorse(officer, number, "2026-02-10", "veteran", isPrimary: true), "credential.primary_endorsement_held");
        await Refused(await Endorse(officer, number, "2026-01-10", "veteran", isPrimary: true), "credential.primary_endorsement_held"); // it would still be when the other begins

        await Answered(await End(officer, number, "2026-02-15"));
        await Answered(await Endorse(officer, number, "2026-02-15", "veteran", isPrimary: true));
        await Answered(await Endorse(officer, number, "2026-02-15"));

        Assert.Equal("family", await Primary(number, "2026-02-14"));
        Assert.Equal("veteran", await Primary(number, "2026-02-15"));
        Assert.Equal(3, (await Endorsements(number, "2026-02-15")).Count());
        var recorded = await Api.Stored(db => db.History.Where(h => h.Event == "CredentialEndorsed" && h.CredentialId != null && db.Credentials.Any(c => c.Id == h.CredentialId && c.Number == number)).OrderBy(h => h.Sequence).Select(h => h.After).ToListAsync(Token));
        Assert.Equal([("family", true), ("groups", false), ("veteran", true), ("family", false)], recorded.Select(after => JsonDocument.Parse(after!).RootElement).Select(after =>
            (after.GetProperty("endorsement").GetString()!, after.TryGetProperty("isPrimary", out var isPrimary) && isPrimary.ValueKind == JsonValueKind.True)));
    }

    [Fact]
    public async Task Whoever_watches_is_told_that_another_is_the_primary_one_though_the_same_are_held()
    {
        var (number, officer) = await ACredential();
        await Answered(await Endorse(officer, number, "2026-02-01", isPrimary: true));
        await Answered(await Endorse(officer, number, "2026-02-01", "veteran"));
        await Answered(await End(officer, number, "2026-03-10"));
        await Answered(await officer.Act(Api, number, "acts/end-endorsement", new { endorsement = "veteran", effectiveOn = "2026-03-10", reason = "Given up." }));
        await Answered(await Endorse(officer, number, "2026-03-10"));
        await Answered(await Endorse(officer, number, "2026-03-10", "veteran", isPrimary: true));
        await Api.HasRecordedChanges();
        var before = (await Api.Changes(number)).Count;
        Api.TheDayIs(new DateOnly(2026, 3, 10));

        await Api.HasRecordedChanges();

        Assert.Equal(
            [
                new(StandingChangeKind.EndorsementNoLongerPrimary, Standing.Active, Standing.Active, new(2026, 3, 10), false, "family"),
                new(StandingChangeKind.EndorsementMadePrimary, Standing.Active, Standing.Active, new(2026, 3, 10), false, "veteran"),
            ],
            (await Api.Changes(number)).Skip(before));
    }

    [Fact]
    public async Task Two_officers_at_once_add_it_once()
    {
        var (number, officer) = await ACredential();
        var version = await Api.Stored(db => db.Credentials.Where(c => c.Number == number).Select(c => c.Version).SingleAsync(Token));

        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => officer.Act(Api, number, "acts/endorse", new { endorsement = "family", effectiveOn = "2026-02-01", reason = "x" }, version)));

        Assert.Equal([200, 412], answers.Select(a => (int)a.StatusCode).Order());
        await Refused(await Endorse(officer, number, "2026-02-03"), "credential.endorsement_held");
    }

    private async Task<(string Number, HttpClient Officer)> ACredential()
    {
        var number = await Api.ACredentialWithScope("NY");
        var board = await Api.Stored(db => db.Credentials.Where(c => c.Number == number).Select(c => c.Board.Code).SingleAsync(Token));
        return (number, await Api.SignedInAs(Role.Officer, board));
    }

    private Task<HttpResponseMessage> Endorse(HttpClient officer, string number, string effectiveOn, string endorsement = "family", bool isPrimary = false) =>
        officer.Act(Api, number, "acts/endorse", new { endorsement, isPrimary, effectiveOn, reason = "Statement seen." });

    private Task<HttpResponseMessage> End(HttpClient officer, string number, string effectiveOn) =>
        officer.Act(Api, number, "acts/end-endorsement", new { endorsement = "family", effectiveOn, reason = "Given up." });

    private async Task<JsonElement> Verified(string number, string on) =>
        await Answered(await Api.CreateClient().GetAsync($"/api/v1/verifications/{number}?on={on}", Token));

    private async Task<IEnumerable<string>> Endorsements(string number, string on) =>
        [.. (await Verified(number, on)).GetProperty("endorsements").EnumerateArray().Select(e => $"{e.GetProperty("code").GetString()} {e.GetProperty("label").GetString()} {e.GetProperty("fromOn").GetString()}")];

    private async Task<string?> Primary(string number, string on) =>
        (await Verified(number, on)).GetProperty("endorsements").EnumerateArray().Single(e => e.GetProperty("isPrimary").GetBoolean()).GetProperty("code").GetString();

    private async Task<IEnumerable<string>> Scope(string number, string on) =>
        [.. (await Verified(number, on)).GetProperty("scope").EnumerateArray().Select(s => $"{s.GetProperty("purpose").GetString()} {s.GetProperty("says").GetString()}")];

    private async Task<string?> Assessed(string number, string day) =>
        (await Answered(await Api.CreateClient().PostAsJsonAsync("/api/v1/verifications/assess", new { number, state = "NY", serviceDate = day, purpose = "H0038-HS" }, Token))).GetProperty("says").GetString();
}
