using System.Net.Http.Json;
using System.Text.Json;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Changes;

public abstract class ReadChangesTests(RegistryApi api) : RegistryTest(api)
{
    private const string Board = "ncc-ap";

    private static readonly DateOnly Today = new(2026, 3, 1);

    public sealed class OnSqlite(SqliteRegistry api) : ReadChangesTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : ReadChangesTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task An_organisation_is_told_of_what_it_watches_under_numbers_of_its_own_without_a_gap()
    {
        var (organisation, watched, other) = (await Api.AnOrganisation(), await Api.ACredential("NCPRSS", new(2024, 6, 15)), await Api.ACredential("NCPRSS", new(2024, 6, 15)));
        await Api.HasRecordedChanges();
        await organisation.Watches(watched);
        var (key, officer) = ((await Api.AKey(organisation, "Changes")).Client, await Api.SignedInAs(Role.Officer, Board));
        await Suspend(officer, watched, "2026-03-01", "2026-03-05");
        await Suspend(officer, other, "2026-03-01", "2026-03-05");
        await Api.HasRecordedChanges();
        Api.TheDayIs(new(2026, 3, 10));
        await Api.HasRecordedChanges();

        var told = await Answered(await key.GetAsync("/api/v1/changes", Token));

        Assert.Equal(
            [
                "1 Suspended Active Suspended 2026-03-01",
                "2 SuspensionEnded Suspended Active 2026-03-06",
            ],
            Changes(told).Select(c => $"{c.GetProperty("number")} {c.GetProperty("kind")} {c.GetProperty("from")} {c.GetProperty("to")} {c.GetProperty("effectiveOn")}"));
        Assert.Equal("2026-03-06T05:00:00Z", Changes(told).Last().GetProperty("knownAtUtc").GetString()); // midnight where the board is
        Assert.All(Changes(told), c => Assert.Equal(watched, c.GetProperty("credential").GetString()));
        Assert.Equal(2, told.GetProperty("last").GetInt64());
        Assert.Empty(Changes(await Answered(await key.GetAsync("/api/v1/changes?after=2", Token))));
    }

    [Fact]
    public async Task Long_answers_come_page_by_page_each_with_the_address_of_the_next()
    {
        var organisation = await Api.AnOrganisation();
        var numbers = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            numbers.Add(await Api.ACredential("NCPRSS", Today.AddDays(-i)));
        }

        await organisation.Watches([.. numbers]);
        await Api.HasRecordedChanges();
        var (key, read, next) = ((await Api.AKey(organisation, "Changes")).Client, new List<long>(), "/api/v1/changes?limit=2");
        while (next is not null)
        {
            var answer = await key.GetAsync(next, Token);
            read.AddRange(Changes(await Answered(answer)).Select(c => c.GetProperty("number").GetInt64()));
            next = answer.Headers.TryGetValues("Link", out var link) ? link.Single().Split('<', '>')[1] : null!;
        }

        Assert.Equal([1, 2, 3, 4, 5], read);
    }

    [Fact]
    public async Task A_member_says_in_a_header_for_which_organisation_it_reads()
    {
        var (organisation, stranger) = (await Api.AnOrganisation(), await Api.AnOrganisation());
        await Refused(await organisation.Owner.GetAsync("/api/v1/changes", Token), "organisation.not_said");

        organisation.Owner.DefaultRequestHeaders.Add("X-Organisation", organisation.Id.ToString());
        Assert.Empty(Changes(await Answered(await organisation.Owner.GetAsync("/api/v1/changes", Token))));

        stranger.Owner.DefaultRequestHeaders.Add("X-Organisation", organisation.Id.ToString());
        await Refused(await stranger.Owner.GetAsync("/api/v1/changes", Token), "organisation.not_found");
        await Refused(await organisation.Owner.GetAsync("/api/v1/changes?after=1", Token), "changes.after_last");
    }

    [Fact]
    public async Task Who_is_on_two_watched_rosters_is_told_of_once_and_who_is_on_none_is_not()
    {
        var (organisation, number, other) = (await Api.AnOrganisation(), await Api.ACredential("NCPRSS", Today), await Api.ACredential("NCPRSS", Today));
        await organisation.Watches(number);
        await organisation.Watches(number);
        await Switch(await organisation.Watches(other), organisation, false);

        await Api.HasRecordedChanges();

        Assert.Equal([number], Changes(await Answered(await (await Api.AKey(organisation, "Changes")).Client.GetAsync("/api/v1/changes", Token))).Select(c => c.GetProperty("credential").GetString()));
    }

    [Fact]
    public async Task Who_is_not_on_the_roster_yet_or_no_longer_is_not_told_of()
    {
        var organisation = await Api.AnOrganisation();
        var (left, stays, comes) = (await Api.ACredential("NCPRSS", Today), await Api.ACredential("NCPRSS", Today), await Api.ACredential("NCPRSS", Today));
        var roster = await organisation.Watches(left, stays);
        await Answered(await organisation.Owner.PostAsJsonAsync($"{roster}/people/remove", new { untilOn = Today.AddDays(-1), numbers = new[] { left } }, Token));
        await Answered(await organisation.Owner.PostAsJsonAsync($"{roster}/people", new { fromOn = Today.AddDays(1), people = new[] { new { number = comes } } }, Token));
        await Api.HasRecordedChanges();
        var officer = await Api.SignedInAs(Role.Officer, Board);
        Api.TheDayIs(Today.AddDays(1));
        await Suspend(officer, comes, "2026-03-02", "2026-03-05");
        await Api.HasRecordedChanges();

        Assert.Equal(
            [(stays, "Awarded"), (comes, "Suspended")],
            Changes(await Answered(await (await Api.AKey(organisation, "Changes")).Client.GetAsync("/api/v1/changes", Token))).Select(c => (c.GetProperty("credential").GetString()!, c.GetProperty("kind").GetString()!)));
    }

    [Fact]
    public async Task Nothing_more_is_told_once_a_roster_is_no_longer_watched_and_what_was_told_stays()
    {
        var (organisation, number) = (await Api.AnOrganisation(), await Api.ACredential("NCPRSS", Today.AddDays(-5)));
        var roster = await organisation.Watches(number);
        await Api.HasRecordedChanges();

        Assert.Equal(1, (await Switch(roster, organisation, false)).GetProperty("last").GetInt64());
        await Switch(roster, organisation, false); // which changes nothing
        await Suspend(await Api.SignedInAs(Role.Officer, Board), number, "2026-03-01", "2026-03-05");
        await Api.HasRecordedChanges();

        Assert.Single(Changes(await Answered(await (await Api.AKey(organisation, "Changes")).Client.GetAsync("/api/v1/changes", Token))));
    }

    [Fact]
    public async Task Who_asks_for_what_is_no_longer_kept_is_told_where_to_go_on()
    {
        var day = Today.AddYears(20); // after all that other tests number
        Api.TheDayIs(day);
        var (organisation, number) = (await Api.AnOrganisation(), await Api.ACredential("NCPRSS", day.AddDays(-5)));
        await organisation.Watches(number);
        await Api.HasRecordedChanges();
        Api.TheDayIs(day.AddYears(3).AddDays(-1));
        await Api.HasRecordedChanges(); // that it has expired
        var key = (await Api.AKey(organisation, "Changes")).Client;

        await Answered(await Api.AsksForARun("ForgetStandingChanges"));
        Assert.Equal([1, 2], Changes(await Answered(await key.GetAsync("/api/v1/changes", Token))).Select(c => c.GetProperty("number").GetInt64()));
        Api.TheDayIs(day.AddYears(3).AddDays(1));
        await Answered(await Api.AsksForARun("ForgetStandingChanges"));

        var refused = await Refused(await key.GetAsync("/api/v1/changes", Token), "changes.no_longer_kept");
        Assert.Contains("after 1.", refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, Changes(await Answered(await key.GetAsync("/api/v1/changes?after=1", Token))).Single().GetProperty("number").GetInt64());
    }

    private static async Task<JsonElement> Switch(string roster, KnownOrganisation organisation, bool isWatched) =>
        await Answered(await organisation.Owner.PutAsJsonAsync($"{roster}/watch", new { isWatched }, Token));

    private async Task Suspend(HttpClient officer, string number, string from, string until) =>
        await Answered(await officer.Act(Api, number, "acts/suspend", new { effectiveOn = from, untilOn = until, reason = "An inquiry." }));

    private static IEnumerable<JsonElement> Changes(JsonElement answer) => answer.GetProperty("changes").EnumerateArray();
}
