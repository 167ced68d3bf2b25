using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Applications;

/// <summary>What an applicant sees when her board publishes other rules after she applied.</summary>
public abstract class RuleChangesTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : RuleChangesTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : RuleChangesTests(api), IClassFixture<PostgresRegistry>;

    private const string Board = "ncc-ap";

    [Fact]
    public async Task An_application_that_stays_with_its_version_is_shown_what_the_latest_asks_otherwise()
    {
        var type = await Api.ACredentialWithRules();
        var applicant = await Api.AnApplicant();
        var file = await Api.AFileFor(applicant, type, new DateOnly(2026, 2, 1), 200);
        var before = await Answered(await applicant.Client.GetAsync($"{file.Path}/rule-changes", Token));

        await RulesWorld.ArePublished(await Administrator(), await Administrator(), type, RulesWorld.ADocument(type, 2, "2026-07-01", "250h"));
        var after = await Answered(await applicant.Client.GetAsync($"{file.Path}/rule-changes", Token));

        Assert.Equal((1, 1, 0), (before.GetProperty("pinnedTo").GetInt32(), before.GetProperty("latest").GetInt32(), before.GetProperty("changes").GetArrayLength()));
        Assert.Equal((1, 2, "2026-07-01"), (after.GetProperty("pinnedTo").GetInt32(), after.GetProperty("latest").GetInt32(), after.GetProperty("latestEffectiveFrom").GetString()));
        var practice = Assert.Single(after.GetProperty("changes").EnumerateArray(), c => c.GetProperty("id").GetString() == "practice");
        Assert.Contains("At least: 200 hours before, 250 hours now.", practice.GetProperty("members").EnumerateArray().Select(m => m.GetProperty("says").GetString()));
    }

    [Fact]
    public async Task A_draft_is_pinned_to_nothing_and_a_credential_without_rules_has_no_latest()
    {
        var applicant = await Api.AnApplicant();
        var draft = await Api.ADraft(applicant, credentialType: await Api.ACredentialTypeWithoutRules());

        var answer = await Answered(await applicant.Client.GetAsync($"/api/v1/applications/{draft}/rule-changes", Token));

        Assert.Equal([System.Text.Json.JsonValueKind.Null, System.Text.Json.JsonValueKind.Null], [answer.GetProperty("pinnedTo").ValueKind, answer.GetProperty("latest").ValueKind]);
    }

    [Fact]
    public async Task Only_who_may_see_the_application_sees_it()
    {
        var file = await Api.AFileFor(await Api.ACredentialWithRules(), new DateOnly(2026, 2, 1), 200);

        await Answered(await (await Api.SignedInAs(Role.Reviewer, Board)).GetAsync($"{file.Path}/rule-changes", Token));
        await Refused(await (await Api.SignedInAs(Role.Reviewer, "icrc")).GetAsync($"{file.Path}/rule-changes", Token), "application.not_found");
        await Refused(await (await Api.AnApplicant()).Client.GetAsync($"{file.Path}/rule-changes", Token), "application.not_found");
        await Refused(await Api.CreateClient().GetAsync($"{file.Path}/rule-changes", Token), "access.sign_in_needed");
    }

    private Task<HttpClient> Administrator() => Api.SignedInAs(Role.BoardAdministrator, Board);
}
