using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Tests.Features.SavedRosters;

public abstract class SavedRostersTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : SavedRostersTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : SavedRostersTests(api), IClassFixture<PostgresRegistry>;

    private static readonly DateOnly Issued = new(2025, 3, 15);

    [Fact]
    public async Task People_are_on_a_roster_from_a_day_to_a_day()
    {
        var (roster, key) = await ARoster();
        var (ana, kim) = (await Api.ACredential("NCPRSS", Issued), await Api.ACredential("NCPRSS", Issued, name: "Kim Day"));

        var added = await Answered(await key.PostAsJsonAsync($"{roster}/people", new { fromOn = "2026-01-10", people = new[] { new { number = ana, reference = "S-1" }, new { number = kim, reference = "S-2" } } }, Token));
        Assert.Equal(2, added.GetProperty("added").GetInt32());
        await Answered(await key.PostAsJsonAsync($"{roster}/people/remove", new { untilOn = "2026-02-10", numbers = new[] { ana } }, Token));

        Assert.Equal([], await On("2026-01-09"));
        Assert.Equal([(ana, "S-1"), (kim, "S-2")], await On("2026-02-10"));
        Assert.Equal([(kim, "S-2")], await On("2026-02-11"));
        await Answered(await key.PostAsJsonAsync($"{roster}/people", new { fromOn = "2026-03-01", people = new[] { new { number = ana } } }, Token)); // she is back
        Assert.Equal([(ana, null), (kim, "S-2")], await On("2026-03-01"));

        async Task<List<(string?, string?)>> On(string day) =>
            [.. (await Answered(await key.GetAsync($"{roster}?on={day}", Token))).GetProperty("people").EnumerateArray().Select(p => (p.GetProperty("number").GetString(), p.GetProperty("reference").GetString())).OrderBy(p => p.Item1, StringComparer.Ordinal)];
    }

    [Fact]
    public async Task A_row_that_cannot_be_taken_says_why_and_holds_nothing_up()
    {
        var (roster, key) = await ARoster();
        var ana = await Api.ACredential("NCPRSS", Issued);

        var added = await Answered(await key.PostAsync($"{roster}/people?fromOn=2026-01-10", new StringContent($"number,reference\r\n{ana},S-1\r\nno number,S-2\r\n{ana.ToLowerInvariant()},S-3\r\n", Encoding.UTF8, "text/csv"), Token));
        Assert.Equal((1, "2 credential.number_malformed,3 saved_roster.already_on"), (added.GetProperty("added").GetInt32(), Refusals(added)));
        var removed = await Answered(await key.PostAsJsonAsync($"{roster}/people/remove", new { untilOn = "2026-01-09", numbers = new[] { ana, await Api.ACredential("NCPRSS", Issued), "x" } }, Token));
        Assert.Equal((0, "1 saved_roster.ends_before,2 saved_roster.not_on,3 credential.number_malformed"), (removed.GetProperty("removed").GetInt32(), Refusals(removed)));

        static string Refusals(JsonElement answer) => string.Join(',', answer.GetProperty("refused").EnumerateArray().Select(r => $"{r.GetProperty("row").GetInt32()} {r.GetProperty("code").GetString()}"));
    }

    [Fact]
    public async Task Rows_of_a_file_are_counted_with_those_that_are_blank_and_a_broken_one_says_what_is_broken()
    {
        var (roster, key) = await ARoster();
        var (ana, kim) = (await Api.ACredential("NCPRSS", Issued), await Api.ACredential("NCPRSS", Issued));

        var added = await Answered(await key.PostAsync($"{roster}/people?fromOn=2026-01-10", new StringContent($"number,reference\n\nbad,1\n{ana},S-1,more\n{kim},\"S\n", Encoding.UTF8, "Text/CSV"), Token));

        Assert.Equal(
            [(2, "credential.number_malformed"), (3, "request.invalid"), (4, "request.invalid")],
            added.GetProperty("refused").EnumerateArray().Select(r => (r.GetProperty("row").GetInt32(), r.GetProperty("code").GetString())));
        Assert.Contains("3 cells", added.GetProperty("refused")[1].GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_last_day_that_has_not_passed_is_moved_and_one_that_has_stays()
    {
        var (roster, key) = await ARoster();
        var ana = await Api.ACredential("NCPRSS", Issued);
        await Adds("2026-01-10");

        Assert.Equal("", await TakesOff("2030-01-01")); // meant was 2026
        Assert.Equal("", await TakesOff("2026-03-31"));
        Assert.Equal((true, false), (await IsOn("2026-03-31"), await IsOn("2026-04-01")));
        Assert.Equal("saved_roster.ends_before", await TakesOff("2026-01-09"));
        Assert.Equal("", await TakesOff("2026-02-01"));
        Assert.Equal((true, false), (await IsOn("2026-02-01"), await IsOn("2026-02-02")));
        Assert.Equal("saved_roster.not_on", await TakesOff("2026-04-30"));

        async Task<bool> IsOn(string day) => (await Answered(await key.GetAsync($"{roster}?on={day}", Token))).GetProperty("people").GetArrayLength() == 1;
        async Task<string> TakesOff(string untilOn) => string.Concat((await Answered(await key.PostAsJsonAsync($"{roster}/people/remove", new { untilOn, numbers = new[] { ana } }, Token))).GetProperty("refused").EnumerateArray().Select(r => r.GetProperty("code").GetString()));
        async Task Adds(string fromOn) => Assert.Equal(1, (await Answered(await key.PostAsJsonAsync($"{roster}/people", new { fromOn, people = new[] { new { number = ana } } }, Token))).GetProperty("added").GetInt32());
    }

    [Fact]
    public async Task Of_somebody_who_comes_back_later_the_one_or_the_other_stay_ends()
    {
        var (roster, key) = await ARoster();
        var ana = await Api.ACredential("NCPRSS", Issued);
        await Posts("people", new { fromOn = "2026-01-10", people = new[] { new { number = ana } } });
        await Posts("people/remove", new { untilOn = "2026-03-31", numbers = new[] { ana } });
        await Posts("people", new { fromOn = "2026-05-01", people = new[] { new { number = ana } } });

        await Posts("people/remove", new { untilOn = "2026-06-30", numbers = new[] { ana } });
        Assert.Equal([1, 0, 1, 0], await HowMany("2026-03-31", "2026-04-01", "2026-06-30", "2026-07-01"));
        await Posts("people/remove", new { untilOn = "2026-03-15", numbers = new[] { ana } });
        Assert.Equal([1, 0, 0, 0], await HowMany("2026-03-15", "2026-03-16", "2026-05-01", "2026-06-30"));

        await Posts("people/remove", new { untilOn = "2026-03-01", numbers = new[] { ana } });
        var told = await Api.Stored(db => db.History.Where(h => h.Event == "RosterPeopleRemoved").OrderByDescending(h => h.Sequence).Select(h => h.After).FirstAsync(Token));
        Assert.Contains("2026-03-15", told, StringComparison.Ordinal); // what was said before

        async Task Posts(string what, object said) => await Answered(await key.PostAsJsonAsync($"{roster}/{what}", said, Token));
        async Task<List<int>> HowMany(params string[] days)
        {
            var many = new List<int>();
            foreach (var day in days)
            {
                many.Add((await Answered(await key.GetAsync($"{roster}?on={day}", Token))).GetProperty("people").GetArrayLength());
            }

            return many;
        }
    }

    [Fact]
    public async Task Who_was_to_come_on_a_roster_later_can_be_taken_back_and_come_on_it_otherwise()
    {
        var (roster, key) = await ARoster();
        var ana = await Api.ACredential("NCPRSS", Issued);
        async Task<int> Adds(string fromOn) => (await Answered(await key.PostAsJsonAsync($"{roster}/people", new { fromOn, people = new[] { new { number = ana } } }, Token))).GetProperty("added").GetInt32();
        Assert.Equal(1, await Adds("2070-01-01")); // a slip of the hand
        Assert.Equal(0, await Adds("2026-01-10"));

        var removed = await Answered(await key.PostAsJsonAsync($"{roster}/people/remove", new { untilOn = "2026-03-01", numbers = new[] { ana, ana } }, Token));

        Assert.Equal((1, "saved_roster.not_on"), (removed.GetProperty("removed").GetInt32(), Assert.Single(removed.GetProperty("refused").EnumerateArray()).GetProperty("code").GetString()));
        Assert.Equal(0, (await Answered(await key.GetAsync($"{roster}?on=2070-01-01", Token))).GetProperty("people").GetArrayLength());
        await Answered(await key.PutAsJsonAsync($"{roster}/watch", new { isWatched = true }, Token));
        Assert.Empty(await Api.Stored(db => db.Lookups.Where(l => l.Number == ana).ToListAsync(Token))); // nobody watches who never comes
        Assert.Equal(1, await Adds("2026-01-10"));
        Assert.Equal(1, (await Answered(await key.GetAsync($"{roster}?on=2070-01-01", Token))).GetProperty("people").GetArrayLength());
    }

    [Theory]
    [InlineData("2026-02-20", 0, "from a day on which she is on it still")]
    [InlineData("2026-03-31", 0, "from her last day")]
    [InlineData("2026-04-01", 1, "from the day after")]
    public async Task Nobody_is_on_a_roster_twice_on_one_day(string fromOn, int added, string why)
    {
        var (roster, key) = await ARoster();
        var ana = await Api.ACredential("NCPRSS", Issued);
        await Answered(await key.PostAsJsonAsync($"{roster}/people", new { fromOn = "2026-01-10", people = new[] { new { number = ana } } }, Token));
        await Answered(await key.PostAsJsonAsync($"{roster}/people/remove", new { untilOn = "2026-03-31", numbers = new[] { ana } }, Token));

        var answer = await Answered(await key.PostAsJsonAsync($"{roster}/people", new { fromOn, people = new[] { new { number = ana } } }, Token));

        Assert.True(added == answer.GetProperty("added").GetInt32(), why);
    }

    [Fact]
    public async Task A_reference_that_cannot_be_kept_costs_its_row_and_no_other()
    {
        var (roster, key) = await ARoster();
        var (ana, kim) = (await Api.ACredential("NCPRSS", Issued), await Api.ACredential("NCPRSS", Issued));

        var added = await Answered(await key.PostAsJsonAsync($"{roster}/people", new { fromOn = "2026-01-10", people = new[] { new { number = ana, reference = new string('x', 101) }, new { number = kim, reference = new string('x', 100) }, new { number = ana, reference = "S\n1" } } }, Token));

        Assert.Equal(1, added.GetProperty("added").GetInt32());
        Assert.Equal([(1, "saved_roster.reference_not_good"), (3, "saved_roster.reference_not_good")], added.GetProperty("refused").EnumerateArray().Select(r => (r.GetProperty("row").GetInt32(), r.GetProperty("code").GetString())));
    }

    [Theory]
    [InlineData("application/json", "[]", "request.malformed")]
    [InlineData("application/json", "{ \"fromOn\": \"2026-01-10\", \"people\": [] }", "request.invalid")]
    [InlineData("application/json", "{ \"fromOn\": \"2026-01-10\", \"people\": [null] }", "request.invalid")]
    [InlineData("text/csv", "number,reference", "request.malformed")] // without a day
    [InlineData("text/csv", "number", "request.malformed")]
    [InlineData("application/json", "{ \"fromOn\": \"2151-01-01\", \"people\": [ { \"number\": \"x\" } ] }", "request.invalid")]
    public async Task What_is_no_list_of_people_is_refused(string kind, string body, string code)
    {
        var (roster, key) = await ARoster();
        await Refused(await key.PostAsync($"{roster}/people", new StringContent(body, Encoding.UTF8, kind), Token), code);
    }

    [Fact]
    public async Task Changes_since_a_day_are_told_also_those_that_nobody_recorded()
    {
        var (roster, key) = await ARoster();
        var (expires, suspended, same) = (await Api.ACredential("NCPRSS", new(2024, 2, 10)), await Api.ACredential("NCPRSS", Issued), await Api.ACredential("NCPRSS", Issued));
        await Answered(await key.PostAsJsonAsync($"{roster}/people", new { fromOn = "2026-01-10", people = new[] { expires, suspended, same }.Select(number => new { number }) }, Token));
        await Answered(await (await Api.SignedInAs(Role.Officer, "ncc-ap")).Act(Api, suspended, "acts/suspend", new { effectiveOn = "2026-02-20", reason = "x" }));

        var changes = (await Answered(await key.GetAsync($"{roster}/changes?since=2026-02-01&purpose=Changes", Token))).GetProperty("changes");

        Assert.Equal([(expires, "Active", "Expired"), (suspended, "Active", "Suspended")], changes.EnumerateArray().Select(c => (c.GetProperty("number").GetString(), c.GetProperty("was").GetString(), c.GetProperty("now").GetProperty("standing").GetString())).OrderBy(c => c.Item1, StringComparer.Ordinal));
        var told = await Api.Stored(db => db.Lookups.Where(l => l.Number == same && l.Purpose == "Changes").OrderBy(l => l.Id).ToListAsync(Token));
        Assert.Equal([(new DateOnly(2026, 2, 1), "Active"), (new DateOnly(2026, 3, 1), "Active")], told.Select(l => (l.On ?? default, l.Said))); // who is not listed stands as then, and that was told too
        await Refused(await key.GetAsync($"{roster}/changes?since=2026-03-02", Token), "request.invalid");
        var paged = await key.GetAsync($"{roster}/changes?since=2026-02-01&limit=2", Token);
        var next = paged.Headers.GetValues("Link").Single().Split('<', '>')[1];
        Assert.Equal(2, (await Answered(paged)).GetProperty("changes").GetArrayLength() + (await Answered(await key.GetAsync(next, Token))).GetProperty("changes").GetArrayLength());
    }

    [Fact]
    public async Task What_was_recorded_since_is_told_also_where_it_reaches_back_or_changes_no_standing()
    {
        var (roster, key) = await ARoster();
        var (back, renewed, restricted, same) = (await Api.ACredential("NCPRSS", Issued), await Api.ACredential("NCPRSS", new(2024, 6, 1)), await Api.ACredential("NCPRSS", Issued), await Api.ACredential("NCPRSS", Issued));
        await Answered(await key.PostAsJsonAsync($"{roster}/people", new { fromOn = "2026-01-10", people = new[] { back, renewed, restricted, same }.Select(number => new { number }) }, Token));
        var officer = await Api.SignedInAs(Role.Officer, "ncc-ap");
        await Answered(await officer.Act(Api, back, "acts/revoke", new { effectiveOn = "2026-01-15", reason = "x" }));
        await Answered(await officer.Act(Api, restricted, "restrictions", new { text = "Not alone.", isPublic = true, fromOn = "2026-01-15", reason = "x" }), 201);
        await Api.Stored(async db =>
        {
            var id = await db.Credentials.Where(c => c.Number == renewed).Select(c => c.Id).SingleAsync(Token);
            db.CredentialActs.Add(new CredentialActRow { CredentialId = id, Sequence = 2, Kind = CredentialActKind.Renew, EffectiveOn = new(2026, 2, 20), Reason = "x", RecordedAtUtc = new(2026, 2, 20, 12, 0, 0, DateTimeKind.Utc) });
            db.CredentialPeriods.Add(new CredentialPeriod { Id = Guid.NewGuid(), CredentialId = id, OpenedBySequence = 2, StartsOn = new(2026, 6, 1), EndsOn = new(2028, 5, 31) });
            return await db.SaveChangesAsync(Token);
        });

        var changes = (await Answered(await key.GetAsync($"{roster}/changes?since=2026-02-01", Token))).GetProperty("changes");

        Assert.Equal(
            new[] { (back, "Active", "standing"), (restricted, "Active", "restrictions") }.Order(),
            changes.EnumerateArray().Select(c => (c.GetProperty("number").GetString()!, c.GetProperty("was").GetString()!, string.Join(',', c.GetProperty("changed").EnumerateArray().Select(p => p.GetString())))).Order());
        Assert.Equal(0, (await Answered(await key.GetAsync($"{roster}/changes?since=2026-03-01", Token))).GetProperty("changes").GetArrayLength()); // today: nothing since
    }

    [Fact]
    public async Task In_the_evening_of_a_board_its_tomorrow_is_not_compared_with_its_today_and_a_longer_suspension_is_told()
    {
        var (roster, key) = await ARoster();
        var (soon, longer) = (await Api.ACredential("NCPRSS", Issued), await Api.ACredential("NCPRSS", Issued));
        await Answered(await key.PostAsJsonAsync($"{roster}/people", new { fromOn = "2026-01-10", people = new[] { soon, longer }.Select(number => new { number }) }, Token));
        var officer = await Api.SignedInAs(Role.Officer, "ncc-ap");
        await Answered(await officer.Act(Api, soon, "acts/suspend", new { effectiveOn = "2026-03-03", reason = "x" }));
        await Answered(await officer.Act(Api, longer, "acts/suspend", new { effectiveOn = "2026-03-01", untilOn = "2026-04-01", reason = "x" }));
        Api.TheTimeIs(new DateTimeOffset(2026, 3, 3, 2, 0, 0, TimeSpan.Zero));
        await Answered(await officer.Act(Api, longer, "acts/vacate", new { sequence = 2, reason = "x" }));
        await Answered(await officer.Act(Api, longer, "acts/suspend", new { effectiveOn = "2026-03-01", untilOn = "2026-12-01", reason = "x" }));

        Assert.Equal(0, (await Answered(await key.GetAsync($"{roster}/changes?since=2026-03-03", Token))).GetProperty("changes").GetArrayLength());
        var change = Assert.Single((await Answered(await key.GetAsync($"{roster}/changes?since=2026-03-02", Token))).GetProperty("changes").EnumerateArray());
        Assert.Equal((longer, "standingUntilOn"), (change.GetProperty("number").GetString(), Assert.Single(change.GetProperty("changed").EnumerateArray()).GetString()));
    }

    [Fact]
    public async Task In_the_last_hours_of_a_period_at_the_board_nobody_is_expired_though_the_day_in_UTC_is_another()
    {
        var (roster, key) = await ARoster();
        var ana = await Api.ACredential("NCPRSS", new(2024, 3, 11));
        await Answered(await key.PostAsJsonAsync($"{roster}/people", new { fromOn = "2026-01-10", people = new[] { new { number = ana } } }, Token));
        Api.TheTimeIs(new DateTimeOffset(2026, 3, 11, 2, 0, 0, TimeSpan.Zero)); // the evening of her last day where the board is

        Assert.Equal("Active", (await Answered(await key.GetAsync(roster, Token))).GetProperty("people")[0].GetProperty("answer").GetProperty("standing").GetString());
        Assert.Empty((await Answered(await key.GetAsync($"{roster}/changes?since=2026-03-01", Token))).GetProperty("changes").EnumerateArray());
        Assert.Contains(",2026-03-10,Active,", await key.GetStringAsync($"{roster}/export", Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_says_who_what_when_and_who_says_so_and_is_written_down()
    {
        var (roster, key) = await ARoster();
        var ana = await Api.AHolder();
        await Answered(await key.PostAsJsonAsync($"{roster}/people", new { fromOn = "2026-01-10", people = new[] { new { number = ana.Number, reference = "=S" } } }, Token));

        var answer = await key.GetAsync($"{roster}/export?on=2026-02-01&purpose=Accreditation", Token);
        var lines = (await answer.Content.ReadAsStringAsync(Token)).Split("\r\n");

        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("number,reference,onRosterFrom,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"{ana.Number},'=S,2026-01-10,,Ana Maria Lopez,NCPRSS,", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",Registry of Certified Peer Specialists", lines[1], StringComparison.Ordinal);
        Assert.Equal(["Accreditation"], (await Answered(await ana.Client.GetAsync("/api/v1/me/lookups", Token))).GetProperty("lookups").EnumerateArray().Select(l => l.GetProperty("purpose").GetString()));
    }

    [Fact]
    public async Task Others_do_not_see_a_roster_and_a_name_is_taken_once()
    {
        var organisation = await Api.AnOrganisation();
        var roster = await ARoster(organisation.Owner, organisation);
        await Refused(await organisation.Owner.PostAsJsonAsync($"{organisation.Path}/rosters", new { name = "Albany" }, Token), "saved_roster.name_taken");
        var other = await Api.AnOrganisation();
        var key = (await Api.AKey(other, "Rosters")).Client;
        foreach (var client in new[] { other.Owner, key })
        {
            await Refused(await client.GetAsync(roster, Token), "organisation.not_found");
            await Refused(await client.GetAsync(roster.Replace(organisation.Id.ToString(), other.Id.ToString(), StringComparison.Ordinal), Token), "saved_roster.not_found");
            await Refused(await client.GetAsync($"{roster}/export", Token), "organisation.not_found");
            await Refused(await client.PostAsync($"{roster}/people", new StringContent("[", Encoding.UTF8, "application/json"), Token), "organisation.not_found"); // what they send is not read
        }

        await Refused(await (await Api.AKey(organisation, "Verify")).Client.GetAsync(roster, Token), "access.key_scope_missing");
        Assert.Single((await Answered(await (await Api.AMember(organisation)).GetAsync($"{organisation.Path}/rosters", Token))).GetProperty("rosters").EnumerateArray());
    }

    [Fact]
    public async Task Of_two_who_add_the_same_person_at_once_one_does()
    {
        var (roster, key) = await ARoster();
        var ana = await Api.ACredential("NCPRSS", Issued);

        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(async _ => await Answered(await key.PostAsJsonAsync($"{roster}/people", new { fromOn = "2026-01-10", people = new[] { new { number = ana } } }, Token))));

        Assert.Equal([0, 1], answers.Select(a => a.GetProperty("added").GetInt32()).Order());
        Assert.Equal(1, await Api.Stored(db => db.SavedRosterEntries.CountAsync(e => e.Number == ana, Token)));
    }

    private async Task<(string Path, HttpClient Key)> ARoster()
    {
        var organisation = await Api.AnOrganisation();
        var key = (await Api.AKey(organisation, "Rosters")).Client;
        return (await ARoster(key, organisation), key);
    }

    private static async Task<string> ARoster(HttpClient client, KnownOrganisation organisation) =>
        $"{organisation.Path}/rosters/{(await Answered(await client.PostAsJsonAsync($"{organisation.Path}/rosters", new { name = "Albany" }, Token), 201)).GetProperty("id").GetGuid()}";
}
