using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence.Seeding;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Verification;

public abstract class SearchByNameTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : SearchByNameTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : SearchByNameTests(api), IClassFixture<PostgresRegistry>;

    private static readonly DateOnly Awarded = new(2025, 6, 1);

    [Theory]
    [InlineData("Zoë D’Ángelo-Núñez Jr.", "dangelo nunez", "zoe", true)]
    [InlineData("Zoë D’Ángelo-Ñandú Jr.", "D'ANGELO-ÑAN", null, true)] // the beginning of it
    [InlineData("María José Ibáñez Quiroga", "Quiroga", "maria", true)]
    [InlineData("María José Ibáñez Quintero", "Ibanez Quintero", "María José", true)]
    [InlineData("Ana de la Cruzada", "DeLaCruzada", null, true)]
    [InlineData("Xochitl Onlygiven", "Xochitl", null, false)] // a given name alone finds nobody
    [InlineData("Yara Otherbegin", "Otherbegin", "Zara", false)]
    [InlineData("Ivo 100%", "10%", null, true)] // no pattern
    [InlineData("Ivo Percent", "Pe%t", null, false)]
    public async Task A_name_is_found_however_it_is_written_and_by_its_beginning(string printed, string family, string? given, bool isFound)
    {
        var number = await Api.ACredential("NCPRSS", Awarded, name: printed);

        var found = await Search(family, given);

        Assert.Equal(isFound ? [number] : [], Numbers(found));
        Assert.False(found.GetProperty("isTooWide").GetBoolean());
    }

    [Fact]
    public async Task What_is_found_is_answered_as_a_verification_of_today_is()
    {
        var number = await Api.ACredential("NCPRSS", Awarded, name: "Ana Samesame");

        var found = (await Search("Samesame")).GetProperty("found")[0];

        Assert.Equal(Plain(await Answered(await Api.CreateClient().GetAsync($"/api/v1/verifications/{number}", Token))), Plain(found));
    }

    [Fact]
    public async Task A_board_of_one_state_is_found_there_and_one_of_every_state_everywhere()
    {
        var there = await Api.ACredential(await OfCalifornia(), Awarded, name: "Ana Statewide");
        var everywhere = await Api.ACredential("NCPRSS", Awarded, name: "Bea Statewide");

        Assert.Equal([there, everywhere], Numbers(await Search("Statewide", state: "ca")));
        Assert.Equal([everywhere], Numbers(await Search("Statewide", state: "TX")));
    }

    [Fact]
    public async Task More_than_twenty_are_not_shown_and_not_counted_but_those_of_just_that_name_are()
    {
        var all = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            all.Add(await Api.ACredential("NCPRSS", Awarded, name: $"P{i:00} Wideman{i:00}"));
        }

        Assert.Equal(all, Numbers(await Search("Wideman")));
        var exact = await Api.ACredential("NCPRSS", Awarded, name: "Zed Wideman");

        var wide = await Search("Wide");
        Assert.Empty(Numbers(wide));
        Assert.True(wide.GetProperty("isTooWide").GetBoolean());
        Assert.Equal("Narrow your search: write more of the family name, or the given name too.", wide.GetProperty("advice").GetString());
        Assert.DoesNotContain("21", wide.GetRawText(), StringComparison.Ordinal);

        var named = await Search("Wideman");
        Assert.Equal([exact], Numbers(named));
        Assert.True(named.GetProperty("isTooWide").GetBoolean());
        Assert.Equal([all[7]], Numbers(await Search("Wide", "P07")));
    }

    [Fact]
    public async Task Former_names_find_whom_the_present_one_is_printed_of_until_the_change_is_taken_back()
    {
        var officer = await Api.SignedInAs(Role.Officer, "ncc-ap");
        var number = await Api.ACredential("NCPRSS", Awarded, name: "Ana Formerly");
        await Answered(await Api.ANameChange(officer, number, "Ana Nowadays"));

        Assert.Equal([number], Numbers(await Search("Formerly")));
        var now = await Search("Nowadays");
        Assert.Equal([number], Numbers(now));
        Assert.Equal("Ana Nowadays", now.GetProperty("found")[0].GetProperty("nameAsPrinted").GetString());

        Api.TheDayIs(new DateOnly(2026, 2, 20)); // the change has not come yet
        Assert.Empty(Numbers(await Search("Nowadays")));
        Api.TheDayIs(new DateOnly(2026, 3, 1));
        await Answered(await officer.Act(Api, number, "acts/vacate", new { sequence = 2, reason = "The wrong file." }));
        Assert.Empty(Numbers(await Search("Nowadays")));
        Assert.Equal([number], Numbers(await Search("Formerly")));
    }

    [Theory]
    [InlineData(Role.Officer)]
    [InlineData(Role.BoardAdministrator)]
    public async Task Whom_a_board_hides_is_answered_as_nobody_is_and_verified_by_number_as_before(Role role)
    {
        var staff = await Api.SignedInAs(role, "ncc-ap");
        var holder = await Api.AnAccount(Role.Applicant);
        var name = $"Ana Hidden{role}";
        var number = await Api.ACredential("NCPRSS", Awarded, holder, name);
        var elsewhere = await Api.ACredential(await OfCalifornia(), Awarded, holder, name); // a credential of another board, of the same person
        var nobody = await Raw("Nobodyatall");

        var hidden = await Answered(await staff.PostAsJsonAsync($"/api/v1/credentials/{number}/hide", new { reason = "A protective order." }, Token));

        Assert.StartsWith("2026-03-01T12:0", hidden.GetProperty("hiddenSinceUtc").GetString(), StringComparison.Ordinal);
        Assert.Equal(nobody, await Raw($"Hidden{role}"));
        foreach (var one in new[] { number, elsewhere })
        {
            Assert.DoesNotContain("idden\"", (await Answered(await Api.CreateClient().GetAsync($"/api/v1/verifications/{one}", Token))).GetRawText(), StringComparison.Ordinal);
        }

        await Refused(await staff.PostAsJsonAsync($"/api/v1/credentials/{number}/hide", new { reason = "Again." }, Token), "credential.holder_already_hidden");
        var seen = await Answered(await (await Api.Client(holder)).GetAsync($"/api/v1/credentials/{number}", Token));
        Assert.True(seen.GetProperty("isHiddenFromNameSearch").GetBoolean());

        var shown = await Answered(await staff.PostAsJsonAsync($"/api/v1/credentials/{number}/show", new { why = "It has ended." }, Token));
        Assert.False(shown.GetProperty("isHidden").GetBoolean());
        Assert.Equal([elsewhere, number], Numbers(await Search($"Hidden{role}", state: "CA")).Order(StringComparer.Ordinal));
        await Refused(await staff.PostAsJsonAsync($"/api/v1/credentials/{number}/show", new { why = "Twice." }, Token), "credential.holder_not_hidden");
        Assert.Equal(
            ["HolderHidden A protective order.", "HolderShown It has ended."],
            await Api.Stored(db => db.History.Where(h => h.CredentialId == db.Credentials.Single(c => c.Number == number).Id && h.Event.StartsWith("Holder")).OrderBy(h => h.Sequence).Select(h => h.Event + " " + h.Why).ToListAsync(Token)));
    }

    [Fact]
    public async Task Those_who_are_hidden_are_left_out_before_anything_is_counted_and_stay_so_while_any_board_says_so()
    {
        var (one, other) = (await Api.SignedInAs(Role.Officer, "ncc-ap"), await Api.SignedInAs(Role.Officer, "calmhsa"));
        var holder = await Api.AnAccount(Role.Applicant);
        var number = await Api.ACredential("NCPRSS", Awarded, holder, "Ana Countless");
        var elsewhere = await Api.ACredential(await OfCalifornia(), Awarded, holder, "Ana Countless");
        for (var i = 0; i < 20; i++)
        {
            await Api.ACredential("NCPRSS", Awarded, name: $"P{i:00} Countless");
        }

        Assert.Empty(Numbers(await Search("Countless", state: "CA")));
        await Answered(await one.PostAsJsonAsync($"/api/v1/credentials/{number}/hide", new { reason = "A threat." }, Token));
        await Answered(await other.PostAsJsonAsync($"/api/v1/credentials/{elsewhere}/hide", new { reason = "A threat." }, Token));
        Assert.Equal(20, Numbers(await Search("Countless", state: "CA")).Count);

        var shown = await Answered(await one.PostAsJsonAsync($"/api/v1/credentials/{number}/show", new { why = "Asked for." }, Token));
        Assert.True(shown.GetProperty("isHidden").GetBoolean());
        Assert.Equal(20, Numbers(await Search("Countless", state: "CA")).Count);
    }

    [Fact]
    public async Task Nobody_hides_or_shows_themselves()
    {
        var email = await Api.AnAccount(Role.Officer, "ncc-ap");
        var number = await Api.ACredential("NCPRSS", Awarded, email, "Ana Herself");

        await Refused(await (await Api.Client(email)).PostAsJsonAsync($"/api/v1/credentials/{number}/hide", new { reason = "I like it." }, Token), "credential.own_record");
    }

    [Theory]
    [InlineData("familyName=R&state=NY", "familyName")]
    [InlineData("familyName=R.'-&state=NY", "familyName")] // one letter, however much is written
    [InlineData("state=NY", "familyName")]
    [InlineData("familyName=Ruiz", "state")]
    [InlineData("familyName=%EF%BF%BERuiz&state=NY", "familyName")] // no character, by Unicode
    [InlineData("familyName=Ruiz&givenName=A%EF%BF%BF&state=NY", "givenName")]
    [InlineData("familyName=Ruiz&state=New+York", "state")]
    [InlineData("familyName=Ruiz&state=ZZ", "state")] // there is none
    public async Task Two_letters_and_a_state_are_the_least(string query, string field)
    {
        var problem = await Refused(await Api.CreateClient().GetAsync($"/api/v1/verifications?{query}", Token), "request.invalid");

        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.GetRawText());
    }

    private Task<string> OfCalifornia() =>
        Api.Stored(db => db.CredentialTypes.Where(t => t.Board.Code == "calmhsa" && db.CredentialTypes.Count(other => other.Code == t.Code) == 1).OrderBy(t => t.Code).Select(t => t.Code).FirstAsync(Token));

    private Task<string> Raw(string family) => Api.CreateClient().GetStringAsync($"/api/v1/verifications?familyName={Uri.EscapeDataString(family)}&state=CA", Token);

    private async Task<JsonElement> Search(string family, string? given = null, string state = "NY") =>
        await Answered(await Api.CreateClient().GetAsync($"/api/v1/verifications?familyName={Uri.EscapeDataString(family)}&state={state}{(given is null ? "" : $"&givenName={Uri.EscapeDataString(given)}")}", Token));

    private static List<string> Numbers(JsonElement found) => [.. found.GetProperty("found").EnumerateArray().Select(a => a.GetProperty("number").GetString()!)];

    /// <summary>An answer without the moments at which it was asked for.</summary>
    private static string Plain(JsonElement answer) => string.Join('\n', answer.EnumerateObject().Where(p => p.Name is not ("knownAtUtc" or "answeredAtUtc")).Select(p => $"{p.Name} {p.Value.GetRawText()}"));
}
