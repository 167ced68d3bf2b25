using System.Text.Json;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Credentials;

/// <summary>ImposeRestriction, EndRestriction.</summary>
public abstract class RestrictionsTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : RestrictionsTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : RestrictionsTests(api), IClassFixture<PostgresRegistry>;

    private static readonly DateOnly Issued = new(2025, 6, 1);

    [Fact]
    public async Task A_public_restriction_is_told_from_its_day_until_it_is_ended_and_earlier_answers_stay()
    {
        var officer = await Api.SignedInAs(Role.Officer, "ncc-ap");
        var number = await Api.ACredential("NCPRSS", Issued);
        var imposed = await officer.Act(Api, number, "restrictions", new { text = "Under supervision.", isPublic = true, fromOn = "2026-02-01", reason = "Consent order." });
        var id = (await Answered(imposed, 201)).GetProperty("id").GetGuid();
        Assert.Equal("\"v2\"", imposed.Headers.ETag?.ToString());
        Assert.Equal($"/api/v1/credentials/{number}", imposed.Headers.Location?.ToString());
        Api.TheDayIs(new DateOnly(2026, 3, 20));

        var ended = await officer.Act(Api, number, $"restrictions/{id}/end", new { endedOn = "2026-03-10", reason = "Conditions met." });

        Assert.Equal("\"v3\"", ended.Headers.ETag?.ToString());
        await Answered(ended);
        Assert.Empty(await Restrictions(number, "?on=2026-01-31"));
        Assert.Equal(["Under supervision. to 2026-03-10"], await Restrictions(number, "?on=2026-03-10"));
        Assert.Empty(await Restrictions(number, "?on=2026-03-11"));
        Assert.Equal(["Under supervision. to "], await Restrictions(number, "?on=2026-03-11&knownAt=2026-03-19T00:00:00Z"));
        Assert.Empty(await Restrictions(number, "?on=2026-02-01&knownAt=2026-02-28T00:00:00Z"));
    }

    [Fact]
    public async Task Several_restrictions_beside_several_acts_are_each_told_once()
    {
        var officer = await Api.SignedInAs(Role.Officer, "ncc-ap");
        var number = await Api.ACredential("NCPRSS", Issued);
        await Answered(await officer.Act(Api, number, "acts/suspend", new { effectiveOn = "2026-02-01", untilOn = "2026-02-10", reason = "x" }));
        await Answered(await officer.Act(Api, number, "restrictions", new { text = "Under supervision.", isPublic = true, fromOn = "2026-02-01", reason = "x" }), 201);
        await Answered(await officer.Act(Api, number, "restrictions", new { text = "No minors.", isPublic = true, fromOn = "2026-02-02", reason = "x" }), 201);

        Assert.Equal(["No minors. to ", "Under supervision. to "], (await Restrictions(number, "?on=2026-02-05")).Order(StringComparer.Ordinal));
        Assert.Equal("Suspended", (await Verified(number, "?on=2026-02-10")).GetProperty("standing").GetString());
        Assert.Equal("Active", (await Verified(number, "?on=2026-02-11")).GetProperty("standing").GetString());
    }

    [Fact]
    public async Task A_restriction_that_is_not_public_is_seen_by_board_and_holder_only()
    {
        var officer = await Api.SignedInAs(Role.Officer, "ncc-ap");
        var email = await Api.AnAccount(Role.Applicant);
        var number = await Api.ACredential("NCPRSS", Issued, holder: email);
        var before = await Verified(number, "");

        await Answered(await officer.Act(Api, number, "restrictions", new { text = "Monthly report.", isPublic = false, fromOn = "2026-02-01", reason = "Agreement." }), 201);

        var holder = await Answered(await (await Api.Client(email)).GetAsync($"/api/v1/credentials/{number}", Token));
        Assert.Equal("Monthly report.", holder.GetProperty("restrictions")[0].GetProperty("text").GetString());
        var after = await Verified(number, "");
        Assert.Empty(after.GetProperty("restrictions").EnumerateArray());
        Assert.Equal(before.GetProperty("lastChangedAtUtc").GetString(), after.GetProperty("lastChangedAtUtc").GetString());
    }

    [Fact]
    public async Task A_restriction_is_ended_once_and_within_its_term()
    {
        var officer = await Api.SignedInAs(Role.Officer, "ncc-ap");
        var number = await Api.ACredential("NCPRSS", Issued);
        var id = (await Answered(await officer.Act(Api, number, "restrictions", new { text = "x", isPublic = true, fromOn = "2026-02-01", untilOn = "2026-06-30", reason = "x" }), 201)).GetProperty("id").GetGuid();

        await Refused(await End(id, "2026-01-30"), "restriction.end_out_of_term");
        await Refused(await End(id, "2026-07-01"), "restriction.end_out_of_term");
        await Answered(await End(id, "2026-01-31"));
        await Refused(await End(id, "2026-03-01"), "restriction.already_ended");
        await Refused(await End(Guid.NewGuid(), "2026-03-01"), "restriction.not_found");
        Assert.Empty(await Restrictions(number, "?on=2026-02-01"));

        Task<HttpResponseMessage> End(Guid restriction, string endedOn) => officer.Act(Api, number, $"restrictions/{restriction}/end", new { endedOn, reason = "x" });
    }

    [Fact]
    public async Task Only_another_officer_of_the_board_restricts()
    {
        var own = await Api.AnAccount(Role.Officer, "ncc-ap");
        var number = await Api.ACredential("NCPRSS", Issued, holder: own);
        var body = new { text = "x", isPublic = true, fromOn = "2026-02-01", reason = "x" };

        await Refused(await (await Api.Client(own)).Act(Api, number, "restrictions", body), "credential.own_record");
        await Refused(await (await Api.SignedInAs(Role.Officer, "icrc")).Act(Api, number, "restrictions", body), "credential.not_found");
        await Refused(await (await Api.SignedInAs(Role.Reviewer, "ncc-ap")).Act(Api, number, "restrictions", body), "access.not_permitted");
        await Refused(await (await Api.SignedInAs(Role.Auditor, "ncc-ap")).Act(Api, number, $"restrictions/{Guid.Empty}/end", new { endedOn = "2026-02-01", reason = "x" }), "access.not_permitted");
    }

    [Theory]
    [InlineData("", "2026-03-01")]
    [InlineData("Under supervision.", "2026-01-31")] // ends before it begins
    public async Task A_restriction_says_something_and_does_not_end_before_it_begins(string text, string untilOn)
    {
        var officer = await Api.SignedInAs(Role.Officer, "ncc-ap");

        await Refused(await officer.Act(Api, await Api.ACredential("NCPRSS", Issued), "restrictions", new { text, isPublic = true, fromOn = "2026-02-01", untilOn, reason = "x" }), "request.invalid");
    }

    private async Task<JsonElement> Verified(string number, string query) =>
        await Answered(await Api.CreateClient().GetAsync($"/api/v1/verifications/{number}{query}", Token));

    private async Task<IEnumerable<string>> Restrictions(string number, string query) =>
        [.. (await Verified(number, query)).GetProperty("restrictions").EnumerateArray().Select(r => $"{r.GetProperty("text").GetString()} to {r.GetProperty("untilOn").GetString()}")];
}
