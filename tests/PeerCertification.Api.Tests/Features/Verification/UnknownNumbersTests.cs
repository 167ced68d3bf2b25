using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Tests.Features.Verification;

/// <summary>A registry in which three numbers an hour may be asked for that no credential has.</summary>
public sealed class WaryRegistry : SqliteRegistry
{
    protected override IEnumerable<KeyValuePair<string, string>> Settings() => [.. base.Settings(), new("Limits:UnknownNumbersPerHour", "3")];
}

public sealed class UnknownNumbersTests(WaryRegistry api) : RegistryTest(api), IClassFixture<WaryRegistry>
{
    private static int _next = 9_000_000;

    [Fact]
    public async Task Who_tries_numbers_out_one_by_one_is_answered_no_more_until_an_hour_has_passed_and_others_are()
    {
        var number = await Api.ACredential("NCPRSS", new(2025, 6, 1));
        var (guesser, other) = ((await Api.AKey(await Api.AnOrganisation(), "Verify")).Client, (await Api.AKey(await Api.AnOrganisation(), "Verify")).Client);
        foreach (var unknown in Unknown(4)) // the clock goes on, so that a little less than three is owed after three
        {
            await Refused(await guesser.GetAsync($"/api/v1/verifications/{unknown}", Token), "credential.not_found");
        }

        await Refused(await guesser.GetAsync($"/api/v1/verifications/{number}", Token), "request.too_many"); // whether somebody has the number or not
        await Refused(await guesser.GetAsync($"/api/v1/verifications/{Unknown(1)[0]}", Token), "request.too_many");
        await Answered(await other.GetAsync($"/api/v1/verifications/{number}", Token));
        Api.TheTimeIs(new DateTimeOffset(2026, 3, 1, 12, 21, 0, TimeSpan.Zero)); // which is worth one and a little
        await Answered(await guesser.GetAsync($"/api/v1/verifications/{number}", Token));
    }

    [Fact]
    public async Task Another_organisation_of_the_same_account_is_no_way_round_it_and_there_are_twenty_at_most()
    {
        var account = await Api.SignedInAs(Role.Applicant);
        for (var i = 0; i < 20; i++)
        {
            var organisation = (await Answered(await account.PostAsJsonAsync("/api/v1/organisations", new { name = $"Number {i}", kind = "Employer", states = new[] { "NY" } }, Token), 201)).GetProperty("id").GetGuid();
            using var asked = new HttpRequestMessage(HttpMethod.Post, "/api/v1/rosters/verify") { Headers = { { "X-Organisation", organisation.ToString() } }, Content = JsonContent.Create(new { numbers = Unknown(4) }) };
            var answer = await account.SendAsync(asked, Token);
            if (i == 0)
            {
                Assert.True(answer.IsSuccessStatusCode);
                continue;
            }

            await Refused(answer, "request.too_many");
            Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1000, 1202); // four are an hour and a third's worth
        }

        await Refused(await account.PostAsJsonAsync("/api/v1/organisations", new { name = "One more", kind = "Employer", states = new[] { "NY" } }, Token), "organisation.too_many");
    }

    [Fact]
    public async Task What_was_not_known_then_is_no_guess()
    {
        var number = await Api.ACredential("NCPRSS", new(2025, 6, 1));
        var key = (await Api.AKey(await Api.AnOrganisation(), "Verify")).Client;
        for (var i = 0; i < 5; i++)
        {
            await Refused(await key.GetAsync($"/api/v1/verifications/{number}/history?knownAt=2020-01-01T00:00:00Z", Token), "credential.not_known_then");
        }

        await Answered(await key.GetAsync($"/api/v1/verifications/{number}", Token));
    }

    [Fact]
    public async Task A_mistyped_number_is_no_guess()
    {
        var key = (await Api.AKey(await Api.AnOrganisation(), "Verify")).Client;
        for (var i = 0; i < 5; i++)
        {
            await Refused(await key.GetAsync("/api/v1/verifications/NCPRSS-0000042-X", Token), "credential.check_character_wrong");
        }

        await Answered(await key.GetAsync($"/api/v1/verifications/{await Api.ACredential("NCPRSS", new(2025, 6, 1))}", Token));
    }

    [Fact]
    public async Task What_a_roster_asks_is_counted_and_what_goes_beyond_is_waited_for()
    {
        var organisation = await Api.AnOrganisation();
        var key = (await Api.AKey(organisation, "Verify", "Rosters")).Client;

        var answered = await key.PostAsJsonAsync("/api/v1/rosters/verify", new { numbers = Unknown(9) }, Token);
        Assert.Equal(9, (await answered.Content.ReadAsStringAsync(Token)).Count(c => c == '\n'));

        await Refused(await key.PostAsJsonAsync("/api/v1/rosters/verify", new { numbers = Unknown(1) }, Token), "request.too_many");
        Api.TheTimeIs(new DateTimeOffset(2026, 3, 1, 13, 59, 0, TimeSpan.Zero)); // nine are three hours' worth, of which one may be owed
        await Refused(await key.PostAsJsonAsync("/api/v1/rosters/verify", new { numbers = Unknown(1) }, Token), "request.too_many");
        Api.TheTimeIs(new DateTimeOffset(2026, 3, 1, 14, 1, 0, TimeSpan.Zero));
        Assert.True((await key.PostAsJsonAsync("/api/v1/rosters/verify", new { numbers = Unknown(1) }, Token)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task Whom_a_saved_roster_does_not_take_is_counted_too()
    {
        var organisation = await Api.AnOrganisation();
        var key = (await Api.AKey(organisation, "Rosters")).Client;
        var roster = $"{organisation.Path}/rosters/{(await Answered(await key.PostAsJsonAsync($"{organisation.Path}/rosters", new { name = "Albany" }, Token), 201)).GetProperty("id").GetGuid()}";
        async Task<HttpResponseMessage> Adds(int many) => await key.PostAsJsonAsync($"{roster}/people", new { fromOn = "2026-01-10", people = Unknown(many).Select(number => new { number }) }, Token);

        await Answered(await Adds(4));

        await Refused(await Adds(1), "request.too_many");
    }

    [Fact]
    public async Task A_roster_file_that_owes_too_much_is_given_up()
    {
        var key = (await Api.AKey(await Api.AnOrganisation(), "Rosters")).Client;
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("number\n" + string.Join('\n', Unknown(600)))) { Headers = { { "Content-Type", "text/csv" } } };
        var file = (await key.PostAsync("/api/v1/rosters/files", content, Token)).Headers.Location!;
        var run = await Api.AsksForARun("AnswerRosterFiles");
        Assert.True(run.IsSuccessStatusCode);

        var progress = await Answered(await key.GetAsync(file, Token));

        Assert.Equal(("Failed", "too_many_unknown", 500), (progress.GetProperty("state").GetString(), progress.GetProperty("error").GetString(), progress.GetProperty("rowsDone").GetInt32()));
        await Refused(await key.GetAsync($"{file}/answers", Token), "roster_file.without_answers");
    }

    /// <summary>Numbers that are well formed and nobody's.</summary>
    private static List<string> Unknown(int many)
    {
        var numbers = new List<string>();
        while (numbers.Count < many)
        {
            if (CredentialNumber.Compose("NCPRSS", Interlocked.Increment(ref _next)) is { } number)
            {
                numbers.Add(number);
            }
        }

        return numbers;
    }
}
