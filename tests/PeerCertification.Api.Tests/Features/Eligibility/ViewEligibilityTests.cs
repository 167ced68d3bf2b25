using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Contract;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Requirements.Publication;

namespace PeerCertification.Api.Tests.Features.Eligibility;

/// <summary>Where somebody stands, at every board.</summary>
public abstract class ViewEligibilityTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : ViewEligibilityTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : ViewEligibilityTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task What_is_met_comes_first_and_the_rest_after_what_is_missing()
    {
        var applicant = await Api.AnApplicantWhoMeets("NCPRSS");
        var (near, far) = (await Api.ACredentialWithRules(), await Api.ACredentialWithRules());
        await Asks(far, "900h");
        await Asks(near, "201h");

        var all = (await Eligibility(applicant.Client)).Where(c => c.Code is "NCPRSS" || c.Code == near || c.Code == far).ToList();

        Assert.Equal([("NCPRSS", true, 0), (near, false, 60), (far, false, 700 * 60)], all.Select(c => (c.Code, c.IsMet, c.Minutes)));
        var part = Assert.Single(all[1].Whole.GetProperty("missing").EnumerateArray());
        Assert.Equal(("practice", 200 * 60, 201 * 60, "Minutes"), (part.GetProperty("id").GetString(), part.GetProperty("have").GetInt32(), part.GetProperty("need").GetInt32(), part.GetProperty("unit").GetString()));
        Assert.NotNull(part.GetProperty("cure").GetString());
        Assert.Empty(all[0].Whole.GetProperty("missing").EnumerateArray());
    }

    [Fact]
    public async Task Somebody_who_logged_nothing_lacks_everything_in_minutes_and_things()
    {
        var nothing = Assert.Single(await Eligibility((await Api.AnApplicant()).Client), c => c.Code == "NCPRSS");

        // 200 hours of practice and 60 of training; an exam, a signature, a diploma, and time in recovery
        Assert.Equal((false, 260 * 60, 4), (nothing.IsMet, nothing.Minutes, nothing.Whole.GetProperty("missingThings").GetInt32()));
    }

    [Fact]
    public async Task A_state_keeps_its_own_boards_and_those_of_every_state()
    {
        await ABoard("ny-board", "NY");
        await ABoard("nj-board", "NJ");
        await ABoard("no-state", null);
        var client = (await Api.AnApplicant()).Client;

        var here = (await Eligibility(client, "?state=NY")).Select(c => c.Board).Distinct().Order().ToList();
        var everywhere = (await Eligibility(client)).Select(c => c.Board).Distinct().Order().ToList();

        Assert.Superset(new HashSet<string> { "icrc", "ncc-ap", "ny-board" }, here.ToHashSet());
        Assert.DoesNotContain(here, board => board is "nj-board" or "no-state");
        Assert.Superset(new HashSet<string> { "icrc", "ncc-ap", "nj-board", "no-state", "ny-board" }, everywhere.ToHashSet());
        await Refused(await client.GetAsync("/api/v1/me/eligibility?state=New+York", Token), "request.invalid");
        await Refused(await client.GetAsync("/api/v1/me/eligibility?state=ny", Token), "request.invalid");
    }

    [Fact]
    public async Task Only_rules_in_force_at_the_board_today_are_held_against_her()
    {
        var client = (await Api.AnApplicant()).Client;
        var announced = await Api.ACredentialTypeWithoutRules();
        Api.TheTimeIs(new DateTimeOffset(2018, 1, 1, 4, 59, 0, TimeSpan.Zero)); // still 2017 in New York
        var before = await Eligibility(client);
        Api.TheTimeIs(new DateTimeOffset(2018, 1, 1, 5, 0, 0, TimeSpan.Zero));
        var after = await Eligibility(client);

        Assert.DoesNotContain(after, c => c.Code == announced);
        Assert.Equal((1, 2), (Version(before), Version(after)));

        static int Version(IEnumerable<Row> rows) => rows.Single(c => c.Code == "NCPRSS").Whole.GetProperty("requirementSet").GetInt32();
    }

    [Fact]
    public async Task A_credential_of_a_board_of_the_consortium_is_known_by_its_tag_and_no_other_is()
    {
        var type = await Api.ACredentialWithRules();
        await RulesWorld.ArePublished(await Api.SignedInAs(Role.BoardAdministrator, "ncc-ap"), await Api.SignedInAs(Role.BoardAdministrator, "ncc-ap"), type, RulesWorld.ADocument(type, 2, "2026-03-01")
            .Replace("\"of\": [", "\"of\": [ { \"element\": \"credential\", \"id\": \"held\", \"label\": \"A credential of the consortium\", \"source\": \"order\", \"tags\": [\"IC&RC\"] },", StringComparison.Ordinal));
        var email = await Api.AnAccount(Role.Applicant);
        await Api.ACredential("NCPRSS", new DateOnly(2025, 5, 1), holder: email);
        var client = await Api.Client(email);

        Assert.Contains("held", await Missing());
        await Api.ACredential("CPFS", new DateOnly(2025, 5, 1), holder: email);
        Assert.DoesNotContain("held", await Missing());

        async Task<List<string>> Missing() =>
            [.. (await Eligibility(client)).Single(c => c.Code == type).Whole.GetProperty("missing").EnumerateArray().Select(m => m.GetProperty("id").GetString()!)];
    }

    [Fact]
    public async Task A_record_comes_first_and_only_applicants_ask()
    {
        await Refused(await (await Api.SignedInAs(Role.Applicant)).GetAsync("/api/v1/me/eligibility", Token), "applicant.record_missing");
        await Refused(await (await Api.SignedInAs(Role.Officer, "ncc-ap")).GetAsync("/api/v1/me/eligibility", Token), "access.not_permitted");
        await Refused(await Api.CreateClient().GetAsync("/api/v1/me/eligibility", Token), "access.sign_in_needed");
    }

    [Fact]
    public async Task The_read_of_the_sensitive_record_is_noted()
    {
        var applicant = await Api.AnApplicant();

        await Eligibility(applicant.Client);

        Assert.Equal("ViewEligibility", await Api.Stored(db => db.SensitiveReads.Where(r => r.ApplicantId == applicant.Id).Select(r => r.Act).SingleAsync(Token)));
    }

    private sealed record Row(string Board, string Code, bool IsMet, int Minutes, JsonElement Whole);

    private static async Task<List<Row>> Eligibility(HttpClient client, string query = "") =>
        [.. (await Answered(await client.GetAsync($"/api/v1/me/eligibility{query}", Token))).GetProperty("credentials").EnumerateArray()
            .Select(c => new Row(c.GetProperty("board").GetString()!, c.GetProperty("credentialType").GetString()!, c.GetProperty("isMet").GetBoolean(), c.GetProperty("missingMinutes").GetInt32(), c))];

    private async Task Asks(string type, string practice) => await RulesWorld.ArePublished(
        await Api.SignedInAs(Role.BoardAdministrator, "ncc-ap"), await Api.SignedInAs(Role.BoardAdministrator, "ncc-ap"), type, RulesWorld.ADocument(type, 2, "2026-03-01", practice));

    private Task<int> ABoard(string code, string? state) => Api.Stored(async db =>
    {
        var (board, type) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var name = code.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
        var document = RulesWorld.ADocument(name, 1, "2020-01-01");
        db.Boards.Add(new Board { Id = board, Code = code, Name = code, TimeZone = "America/New_York", State = state });
        db.CredentialTypes.Add(new CredentialType { Id = type, BoardId = board, Code = name, PublicTitle = "Peer", NumberPrefix = name });
        db.RequirementSets.Add(new RequirementSetVersion { Id = Guid.CreateVersion7(), CredentialTypeId = type, Number = 1, EffectiveFrom = new DateOnly(2020, 1, 1), State = RequirementSetState.Published, Document = document, Sha256 = RequirementSetVersion.HashOf(document) });
        return await db.SaveChangesAsync(Token);
    });
}

public sealed class EligibilityQueriesTests(ListeningRegistry api) : RegistryTest(api), IClassFixture<ListeningRegistry>
{
    [Fact]
    public async Task However_many_credentials_there_are_the_database_is_asked_as_often()
    {
        var client = (await Api.AnApplicantWhoMeets("NCPRSS")).Client;
        var few = await Commands(client);
        for (var i = 0; i < 20; i++)
        {
            await Api.ACredentialWithRules();
        }

        await Commands(client); // reads the new documents, once
        var many = await Commands(client);

        Assert.True(few > 3, "no commands were counted");
        Assert.Equal(few, many);
    }

    private async Task<int> Commands(HttpClient client)
    {
        await client.GetAsync("/api/v1/me/eligibility", Token); // warm
        var before = Count();
        await Answered(await client.GetAsync("/api/v1/me/eligibility", Token));
        return Count() - before;
    }

    private int Count() => ((ListeningRegistry)Api).Lines.Count(l => l.Contains("Executed DbCommand", StringComparison.Ordinal));
}
