using System.Net;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Pages;

/// <summary>What cannot be accepted is said beside the field that holds it, on every form.</summary>
public abstract class WrongFieldsTests(RegistryApi api) : RegistryTest(api)
{
    private static readonly DateOnly Awarded = new(2025, 6, 1);

    public sealed class OnSqlite(SqliteRegistry api) : WrongFieldsTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : WrongFieldsTests(api), IClassFixture<PostgresRegistry>;

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    public async Task In_the_sign_in(string language)
    {
        var empty = await Api.ABrowser(language).SignsIn("", "");
        empty.IsRefusedBeside("email");
        empty.IsRefusedBeside("password");

        var email = await Api.AnAccount(Role.Applicant);
        var (key, _) = await Api.ASecondFactor(email);
        var browser = Api.ABrowser(language);
        (await browser.SignsIn(email)).IsRefusedBeside("code", HttpStatusCode.Unauthorized);
        (await browser.SignsIn(email, code: AccountsWorld.WrongCode(key))).IsRefusedBeside("code", HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task In_what_an_organisation_is_its_people_and_its_keys()
    {
        var browser = await Api.ASignedInBrowser();
        var organisation = await browser.AnOrganisation();

        (await browser.Sends("/my", "register", ("name", ""), ("kind", "Employer"), ("states", "NY"))).IsRefusedBeside("name");
        (await browser.Sends("/my", "register", ("name", "Riverside"), ("kind", "Employer"), ("states", "NY, New York, N"))).IsRefusedBeside("states");
        (await browser.Sends(organisation, "invite", ("email", "nobody"), ("role", "Member"))).IsRefusedBeside("email");
        (await browser.Sends($"{organisation}/keys", "issue", ("name", ""), ("scopes", "Verify"), ("validDays", "30"))).IsRefusedBeside("name");
        (await browser.Sends("/join-organisation", "", ("link", "nothing"))).IsRefusedBeside("link", HttpStatusCode.UnprocessableEntity);
        (await browser.Sends("/join-organisation", "", ("link", ""))).IsRefusedBeside("link");
    }

    [Fact]
    public async Task In_rosters()
    {
        var browser = await Api.ASignedInBrowser();
        var organisation = await browser.AnOrganisation();
        var roster = await browser.ARoster(organisation);

        (await browser.Sends($"{organisation}/rosters", "", ("name", ""))).IsRefusedBeside("name");
        (await browser.Sends($"{organisation}/rosters", "", ("name", "Albany clinic"))).IsRefusedBeside("name", HttpStatusCode.Conflict);
        (await browser.Sends(roster, "add", ("people", ""), ("fromOn", "2026-03-01"))).IsRefusedBeside("people");
        (await browser.Sends(roster, "add", ("people", "NCPRSS-0000042-J"), ("fromOn", "March"))).IsRefusedBeside("fromOn");
        await browser.Sends(roster, "add", ("people", await Api.ACredential("NCPRSS", Awarded)), ("fromOn", "2026-01-01"));
        var taken = await browser.Sends(roster, "takeOff", ("untilOn", ""));
        taken.IsRefusedBeside("numbers");
        taken.IsRefusedBeside("untilOn");
        (await browser.Opens($"{roster}?on=5.3.2026")).IsRefusedBeside("on");
        (await browser.Opens($"{roster}?on=1789-07-14")).IsRefusedBeside("on");
        (await browser.Opens($"{roster}?since=5.3.2026")).IsRefusedBeside("since");
        (await browser.Opens($"{roster}?since=1789-07-14")).IsRefusedBeside("since");
    }

    [Fact]
    public async Task In_what_is_done_by_the_link_of_a_message()
    {
        var (browser, applicant) = (Api.ABrowser(), await Api.SomebodyWithARecord());
        foreach (var link in new[] { "", "nothing", "https://registry.example/x#email=nobody&token=nothing", "https://registry.example/x#email=ana@example.test&token=nothing" })
        {
            (await browser.Sends("/confirm-address", "", ("link", link))).IsRefusedBeside("link");
            (await browser.Sends("/reset-password", "", ("link", link), ("password", RegistryApi.Password))).IsRefusedBeside("link");
        }

        (await browser.Sends("/reset-password", "", ("link", "#email=ana@example.test&token=nothing"), ("password", "short"))).IsRefusedBeside("password");
        (await browser.Sends("/attestations", "view", ("link", ""))).IsRefusedBeside("link");
        (await browser.Sends("/attestations", "view", ("link", "nothing"))).IsRefusedBeside("link", HttpStatusCode.NotFound);
        var token = await Api.ALink(applicant, await Api.APracticeEntry(applicant));
        (await browser.Sends("/attestations", "answer", ("token", token))).IsRefusedBeside("answer");
        (await browser.Posts("/attestations?handler=answer", ("token", token), ("answer", "Corrected"))).IsRefusedBeside("minutes", HttpStatusCode.UnprocessableEntity);
        (await browser.Posts("/attestations?handler=answer", ("token", token), ("answer", "Declined"))).IsRefusedBeside("reason");
    }

    [Fact]
    public async Task In_the_look_up()
    {
        var (browser, number) = (Api.ABrowser(), await Api.ACredential("NCPRSS", Awarded, name: "Ana Núñez"));

        Assert.Equal($"/credentials/{number}", (await browser.Opens($"/look-up?number=%20{number.ToLowerInvariant()}")).LeadsTo);
        (await browser.Opens("/look-up?number=")).IsRefusedBeside("number");
        foreach (var mistyped in new[] { "x", "NCPRSS-0000042-X" })
        {
            var again = await browser.Opens($"/look-up?number={mistyped}");
            again.IsRefusedBeside("number");
            Assert.Contains($"value=\"{mistyped}\"", again.Text, StringComparison.Ordinal);
        }

        var wide = await browser.Opens("/search?familyName=n&givenName=Ana&state=N");
        wide.IsRefusedBeside("familyName");
        wide.IsRefusedBeside("state");
        Assert.Contains("value=\"Ana\"", wide.Text, StringComparison.Ordinal);
        foreach (var (asked, field) in new[] { ("on=5.3.2026", "on"), ("on=1789-07-14", "on"), ("known=March", "known"), ("known=2030-01-01", "known"), ("knownAt=2030-01-01T00:00:00Z", "known") })
        {
            var none = await browser.Opens($"/credentials/{number}?{asked}");
            none.IsRefusedBeside(field);
            Assert.DoesNotContain("Active", none.Text, StringComparison.Ordinal); // which may not have been asked for
            Assert.DoesNotContain("Ana", none.Text, StringComparison.Ordinal);
        }
    }
}
