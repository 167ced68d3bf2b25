using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Applications;

public abstract class BeginApplicationTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : BeginApplicationTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : BeginApplicationTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task A_new_application_is_a_draft_and_stands_in_the_history()
    {
        var applicant = await Api.AnApplicant();

        var answer = await Begin(applicant.Client);
        var body = await Answered(answer, 201);

        var id = body.GetProperty("id").GetGuid();
        Assert.Equal("Draft", body.GetProperty("state").GetString());
        Assert.Equal($"/api/v1/applications/{id}", answer.Headers.Location?.ToString());
        Assert.Equal("\"v1\"", answer.Headers.ETag?.Tag);
        Assert.Equal("ApplicationBegun", await Api.Stored(db => db.History.Where(h => h.ApplicationId == id).Select(h => h.Event).SingleAsync(Token)));
    }

    [Fact]
    public async Task A_second_one_for_the_same_credential_is_refused_while_the_first_is_open()
    {
        var applicant = await Api.AnApplicant();
        await Answered(await Begin(applicant.Client), 201);

        await Refused(await Begin(applicant.Client), "application.already_open");
    }

    [Fact]
    public async Task Of_eight_begun_at_the_same_moment_one_is_there()
    {
        var applicant = await Api.AnApplicant();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Begin(applicant.Client)));

        Assert.Single(answers, a => (int)a.StatusCode == 201);
        foreach (var refused in answers.Where(a => (int)a.StatusCode != 201))
        {
            await Refused(refused, "application.already_open");
        }
    }

    [Theory]
    [InlineData("2026-03-01")] // its last day
    [InlineData("2027-12-31")]
    public async Task Somebody_who_holds_the_credential_does_not_apply_for_it_again(string goodTo)
    {
        var applicant = await Api.AnApplicant();
        await Api.HoldsNcprss(applicant, new DateOnly(2024, 3, 2), DateOnly.Parse(goodTo, null));

        await Refused(await Begin(applicant.Client), "application.already_certified");
    }

    [Fact]
    public async Task Somebody_whose_credential_has_expired_may_apply_anew()
    {
        var applicant = await Api.AnApplicant();
        await Api.HoldsNcprss(applicant, new DateOnly(2024, 2, 29), new DateOnly(2026, 2, 28));

        await Answered(await Begin(applicant.Client), 201);
    }

    [Fact]
    public async Task Without_a_record_of_ones_own_there_is_nothing_to_apply_with() =>
        await Refused(await Begin(await Api.SignedInAs(Role.Applicant)), "applicant.record_missing");

    [Theory]
    [InlineData("nowhere", "NCPRSS")]
    [InlineData("icrc", "NCPRSS")] // another board's credential
    public async Task A_credential_that_the_board_does_not_have_is_not_found(string board, string type) =>
        await Refused(await Begin((await Api.AnApplicant()).Client, board, type), "credential_type.not_found");

    [Fact]
    public async Task Nobody_applies_by_rules_that_are_shown_only()
    {
        var applicant = await Api.AnApplicant();
        await Refused(await Begin(applicant.Client, "ct-au", "RSS"), "application.not_open");
        await Refused(await applicant.Client.GetAsync("/api/v1/progress?board=ct-au&credentialType=RSS", Token), "application.not_open");
    }

    [Fact]
    public async Task An_empty_board_is_not_a_request() =>
        await Refused(await Begin((await Api.AnApplicant()).Client, board: ""), "request.invalid");

    [Fact]
    public async Task Board_staff_do_not_apply() =>
        await Refused(await Begin(await Api.SignedInAs(Role.Reviewer, "ncc-ap")), "access.not_permitted");

    private static Task<HttpResponseMessage> Begin(HttpClient client, string board = "ncc-ap", string type = "NCPRSS") =>
        client.PostAsJsonAsync("/api/v1/applications", new { board, credentialType = type }, Token);
}
