using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Requirements.Publication;

namespace PeerCertification.Api.Tests.Features.Verification;

public abstract class AssessCredentialTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : AssessCredentialTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : AssessCredentialTests(api), IClassFixture<PostgresRegistry>;

    private static readonly DateOnly Issued = new(2025, 3, 15);

    [Theory]
    [InlineData("NY", "2026-03-01", "H0038", "Yes", "standing.active scope.yes")]
    [InlineData("ny", "2025-03-15", "h0038", "Yes", "standing.active scope.yes")] // as people type it
    [InlineData("NY", "2026-03-01", "H0046", "No", "standing.active scope.no")]
    [InlineData("NY", "2026-03-01", "H0038-HS", "No", "standing.active scope.no")] // she does not hold the endorsement
    [InlineData("NY", "2026-03-01", "H0038-HQ", "CannotSay", "standing.active scope.not_known")] // a statement of which the registry knows nothing
    [InlineData("NY", "2026-03-01", "T1017", "CannotSay", "standing.active scope.no_rule")]
    [InlineData("NJ", "2026-03-01", "H0038", "CannotSay", "standing.active state.another")]
    [InlineData("NJ", "2025-03-14", "H0038", "No", "standing.not_yet_effective state.another")] // good nowhere
    [InlineData("NY", "2024-12-31", "H0038", "No", "standing.not_yet_effective scope.no_rules")]
    [InlineData("NY", "2026-03-02", "H0038", "CannotSay", "day.not_come standing.active scope.yes")]
    [InlineData("NY", "2040-01-01", "H0038", "CannotSay", "day.not_come standing.expired scope.yes")] // she may renew until then
    public async Task The_day_the_state_and_the_rules_decide(string state, string day, string purpose, string says, string reasons)
    {
        var number = await Api.ACredentialWithScope("NY");

        Assert.Equal((says, reasons), await Assessed(number, state, day, purpose));
    }

    [Fact]
    public async Task A_board_for_every_state_answers_in_each_and_one_whose_state_nobody_knows_in_none()
    {
        Assert.Equal(("Yes", "standing.active scope.yes"), await Assessed(await Api.ACredentialWithScope("US"), "NJ"));
        Assert.Equal(("CannotSay", "standing.active state.not_said"), await Assessed(await Api.ACredentialWithScope(null), "NY"));
    }

    [Fact]
    public async Task The_seeded_rules_say_nothing_of_purposes_so_that_nothing_is_claimed()
    {
        var number = await Api.ACredential("NCPRSS", Issued);

        var (says, reasons) = await Assessed(number, "NY");

        Assert.Equal("CannotSay", says);
        Assert.StartsWith("standing.active scope.no_rule", reasons, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suspended_credential_is_good_for_nothing()
    {
        var number = await Api.ACredentialWithScope("NY");
        var board = await Api.Stored(db => db.Credentials.Where(c => c.Number == number).Select(c => c.Board.Code).SingleAsync(Token));
        var officer = await Api.SignedInAs(Role.Officer, board);
        await Answered(await officer.Act(Api, number, "acts/suspend", new { effectiveOn = "2026-02-01", reason = "A complaint." }));

        Assert.Equal(("Yes", "standing.active scope.yes"), await Assessed(number, "NY", "2026-01-31"));
        Assert.Equal(("No", "standing.suspended scope.yes"), await Assessed(number, "NY", "2026-02-01"));
    }

    [Fact]
    public async Task Grace_and_a_public_restriction_leave_a_yes_in_doubt_and_a_private_one_is_not_told()
    {
        var grace = await Api.ACredentialWithScope("NY", new DateOnly(2024, 2, 20), grace: 30);
        Assert.Equal(("CannotSay", "standing.in_grace scope.yes"), await Assessed(grace, "NY"));

        var number = await Api.ACredentialWithScope("NY");
        await Api.ARestriction(number, "Kept between board and holder.", new(2025, 6, 1), isPublic: false);
        Assert.Equal(("Yes", "standing.active scope.yes"), await Assessed(number, "NY"));

        await Api.ARestriction(number, "Works under supervision.", new(2025, 6, 1), new(2026, 2, 28));
        Assert.Equal(("CannotSay", "standing.active holder.restricted scope.yes"), await Assessed(number, "NY", "2026-02-28"));
        Assert.Equal(("Yes", "standing.active scope.yes"), await Assessed(number, "NY"));
        Assert.Contains("Works under supervision.", await (await Assess(number, "NY", "2026-02-28")).Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("N", "2026-03-01", "H0038", "request.invalid")]
    [InlineData("12", "2026-03-01", "H0038", "request.invalid")]
    [InlineData("NY", "2026-03-01", "", "request.invalid")]
    [InlineData("NY", "1899-12-31", "H0038", "request.invalid")]
    [InlineData("NY", "03/01/2026", "H0038", "request.malformed")]
    public async Task A_question_that_cannot_be_read_is_refused(string state, string day, string purpose, string code) =>
        await Refused(await Assess(await Api.ACredential("NCPRSS", Issued), state, day, purpose), code);

    [Fact]
    public async Task A_number_that_was_never_given_is_not_found() =>
        await Refused(await Assess(Domain.Credentials.CredentialNumber.Compose("NCPRSS", 9_999_990) ?? Domain.Credentials.CredentialNumber.Compose("NCPRSS", 9_999_991)!, "NY"), "credential.not_found");

    private Task<HttpResponseMessage> Assess(string number, string state, string day = "2026-03-01", string purpose = "H0038") =>
        Api.CreateClient().PostAsJsonAsync("/api/v1/verifications/assess", new { number, state, serviceDate = day, purpose }, Token);

    private async Task<(string? Says, string Reasons)> Assessed(string number, string state, string day = "2026-03-01", string purpose = "H0038")
    {
        var body = await Answered(await Assess(number, state, day, purpose));
        return (body.GetProperty("says").GetString(), string.Join(' ', body.GetProperty("reasons").EnumerateArray().Select(r => r.GetProperty("code").GetString())));
    }
}
