using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Applications;

/// <summary>What counted for one credential, where the rules of another ask for hours that did not.</summary>
public abstract class EarlierUsesTests(RegistryApi api) : RegistryTest(api)
{
    private const string Unused = "\"unused\": [\"OtherCredential\", \"EarlierPeriod\"]";

    private static readonly DateOnly Issued = new(2026, 3, 2);

    public sealed class OnSqlite(SqliteRegistry api) : EarlierUsesTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : EarlierUsesTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task Hours_that_counted_for_one_credential_are_refused_by_another_that_asks_for_unused_ones()
    {
        var first = await SheIsAwarded("6h", trained: 10);
        var second = await first.Another(Asking("10h", Unused));
        await second.Applies(Issued);

        var before = await Progress(second);
        Assert.Equal((240, "used_before"), (Have(before), Code(before)));
        Assert.Equal(240, Have(await Preview(second)));
        Assert.Equal(360, await MissingMinutes(second));
        var problem = await Refused(await second.Send(), "application.requirements_not_met");
        Assert.Equal(240, problem.GetProperty("findings").GetProperty("have").GetInt32());

        await second.LogsTraining(Issued.AddDays(-1), 6);
        await Answered(await second.Send());
        Assert.Equal(600, Have(await Progress(second)));
        await Answered(await second.Approve(), 201);
        Assert.True(await IsReplayed(second));
        Assert.True(await IsReplayed(first));
        Assert.Equal(600, Have(await Progress(second))); // as of the decision; its own use is not held against it
    }

    [Fact]
    public async Task Hours_that_counted_since_an_application_was_sent_are_refused_when_it_is_decided()
    {
        Api.TheDayIs(Issued);
        var first = await RenewalWorld.Under(Api, Asking("10h", Unused));
        await first.LogsTraining(Issued.AddDays(-1), 10);
        await first.Applies(Issued);
        await Answered(await first.Send());
        var second = await first.Another(Asking("10h", Unused));
        await second.Applies(Issued);
        await Answered(await second.Send());

        await Answered(await first.Approve(), 201);

        await Refused(await second.Approve(), "application.requirements_not_met");
        Assert.Equal((0, "used_before"), (Have(await Progress(second)), Code(await Progress(second))));
    }

    [Fact]
    public async Task A_trial_holds_earlier_uses_against_open_applications_and_no_award_against_itself()
    {
        var first = await SheIsAwarded("10h", trained: 10, Unused);
        var second = await first.Another(Asking("10h"));
        await second.Applies(Issued);
        await Answered(await second.Send());

        var (ofFirst, ofSecond) = (await Tried(first), await Tried(second, "unused\":[\"OtherCredential\"]"));

        Assert.Equal((1, 0), (Count(ofFirst, "credentials", "stayMet"), Count(ofFirst, "credentials", "becomeUnmet")));
        Assert.Equal((0, 1), (Count(ofSecond, "applications", "stayMet"), Count(ofSecond, "applications", "becomeUnmet")));

        static int Count(JsonElement trial, string kind, string what) => trial.GetProperty("result").GetProperty(kind).GetProperty(what).GetInt32();
    }

    [Fact]
    public async Task An_activity_that_counted_does_not_count_again_where_it_may_once_ever()
    {
        const string once = "\"oncePer\": \"Ever\"";
        var first = await SheIsAwarded("10h", trained: 10, once);
        await first.LogsTraining(Issued.AddDays(-1), 10); // the same course, taken again
        var second = await first.Another(Asking("10h", once));
        await second.Applies(Issued);

        Assert.Equal((0, "same_activity"), (Have(await Progress(second)), Code(await Progress(second))));
        await Refused(await second.Send(), "application.requirements_not_met");
    }

    [Fact]
    public async Task Hours_count_again_where_the_rules_do_not_mind_and_for_somebody_else()
    {
        var first = await SheIsAwarded("10h", trained: 10);
        var second = await first.Another(Asking("10h"));
        await second.Applies(Issued);
        await Answered(await second.Send());
        await Answered(await second.Approve(), 201);

        await SheIsAwarded("10h", trained: 10, Unused);
    }

    /// <summary>Somebody who trained for so many hours, and was awarded a credential that asks for so many.</summary>
    private async Task<RenewalWorld> SheIsAwarded(string asked, double trained, string condition = "\"waivable\": false")
    {
        Api.TheDayIs(Issued);
        var world = await RenewalWorld.Under(Api, Asking(asked, condition));
        await world.LogsTraining(Issued.AddDays(-1), trained);
        await world.IsIssued(Issued);
        return world;
    }

    private static JsonObject Asking(string hours, string condition = "\"waivable\": false") => JsonNode.Parse($$"""
        { "period": { "months": 24 }, "root": { "element": "minutes", "id": "training", "kind": "Training", "atLeast": "{{hours}}", {{condition}} } }
        """)!.AsObject();

    /// <summary>A trial, which has run, of the rules as they are, or with a condition where they have none.</summary>
    private async Task<JsonElement> Tried(RenewalWorld world, string condition = "waivable\":false")
    {
        var document = await Api.Stored(db => db.RequirementSets.Where(s => s.CredentialType.Code == world.Type).Select(s => s.Document).SingleAsync(Token));
        document = document.Replace("\"version\":1,", "\"version\":2,", StringComparison.Ordinal).Replace("waivable\":false", condition, StringComparison.Ordinal);
        var administrator = await Api.SignedInAs(Role.BoardAdministrator, "ncc-ap");
        var asked = await administrator.Document(HttpMethod.Post, $"/api/v1/boards/ncc-ap/credential-types/{world.Type}/requirement-set-trials", document);
        await Answered(asked, 202);
        await Answered(await (await Api.SignedInAs(Role.Operator)).PostAsJsonAsync("/api/v1/jobs/RunTrials/runs", new { }, Token));
        return await Answered(await administrator.GetAsync(asked.Headers.Location, Token));
    }

    private static int Have(JsonElement progress) => progress.GetProperty("evaluation").GetProperty("root").GetProperty("have").GetInt32();

    private static string? Code(JsonElement progress) =>
        Assert.Single(progress.GetProperty("evaluation").GetProperty("root").GetProperty("notCounted").EnumerateArray().Select(r => r.GetProperty("code").GetString()).Distinct());

    private static async Task<JsonElement> Progress(RenewalWorld world) => await Answered(await (await world.Holder()).GetAsync($"/api/v1/applications/{world.Application}/progress", Token));

    private static async Task<JsonElement> Preview(RenewalWorld world) => await Answered(await (await world.Holder()).GetAsync($"/api/v1/progress?board=ncc-ap&credentialType={world.Type}", Token));

    private static async Task<int> MissingMinutes(RenewalWorld world)
    {
        var everywhere = await Answered(await (await world.Holder()).GetAsync("/api/v1/me/eligibility", Token));
        return Assert.Single(everywhere.GetProperty("credentials").EnumerateArray(), c => c.GetProperty("credentialType").GetString() == world.Type).GetProperty("missingMinutes").GetInt32();
    }

    private async Task<bool> IsReplayed(RenewalWorld world) =>
        (await Answered(await (await Api.SignedInAs(Role.Auditor, "ncc-ap")).GetAsync($"/api/v1/applications/{world.Application}/decision/replay", Token))).GetProperty("isIdentical").GetBoolean();
}
