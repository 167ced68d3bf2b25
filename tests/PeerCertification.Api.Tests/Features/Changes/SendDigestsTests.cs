using System.Net.Http.Json;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Changes;

public abstract class SendDigestsTests(RegistryApi api) : RegistryTest(api)
{
    private static readonly DateOnly Sunday = new(2026, 3, 1);

    public sealed class OnSqlite(SqliteRegistry api) : SendDigestsTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : SendDigestsTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task A_member_is_told_once_a_day_and_only_where_something_changed()
    {
        var (mail, organisation) = await AnOrganisation();
        await Changes(organisation, 1); // before anybody chose: not told
        await Chooses(organisation, "Daily");
        await Changes(organisation, 2);
        Assert.Empty(await Digests(mail, 0)); // due tomorrow

        Assert.Equal(["2 changes on the watched rosters of Riverside Behavioral Health"], await Digests(mail, 1));
        Assert.Single(await Digests(mail, 1));
        Assert.Single(await Digests(mail, 2)); // nothing changed
        await Changes(organisation, 3);
        Assert.Equal("3 changes on the watched rosters of Riverside Behavioral Health", (await Digests(mail, 4))[^1]);
    }

    [Fact]
    public async Task A_week_ends_with_Sunday_and_whoever_chose_nothing_is_not_told()
    {
        var (mail, organisation) = await AnOrganisation();
        await Chooses(organisation, "Weekly");
        await Changes(organisation, 1);
        Assert.Single(await Digests(mail, 1)); // the first Monday
        await Changes(organisation, 1);
        Assert.Single(await Digests(mail, 7));
        Assert.Equal(2, (await Digests(mail, 8)).Count);
        Assert.Equal(2, (await Digests(mail, 15)).Count); // nothing changed
        await Changes(organisation, 1);
        Assert.Equal(2, (await Digests(mail, 16)).Count); // which waits for the next Monday
        Assert.Equal(3, (await Digests(mail, 22)).Count);
        await Chooses(organisation, "None");
        await Changes(organisation, 1);
        Assert.Equal(3, (await Digests(mail, 30)).Count);
    }

    [Fact]
    public async Task Choosing_the_same_again_puts_nothing_off()
    {
        var (mail, organisation) = await AnOrganisation();
        await Chooses(organisation, "Weekly");
        await Changes(organisation, 1);
        Api.TheDayIs(Sunday.AddDays(1));
        await Chooses(organisation, "Weekly");
        Assert.Single(await Digests(mail, 1));
    }

    [Theory]
    [InlineData("en", "Sign in and see which:")]
    [InlineData("es", "Entre y vea cuáles:")]
    public async Task It_links_to_the_page_of_these_changes(string language, string said)
    {
        var (mail, organisation) = await AnOrganisation();
        await organisation.Owner.Chooses(language);
        await Changes(organisation, 2);
        await Chooses(organisation, "Daily");
        await Changes(organisation, 1);
        await Digests(mail, 1);

        var lines = (await Api.MailTo(mail))[^1].Text.Split("\r\n");
        var page = $"/organisations/{organisation.Id}/changes?after=2";
        Assert.Contains(said, lines);
        Assert.Contains($"http://localhost:5080{page}", lines);
        var browser = await Api.ASignedInBrowser(mail);
        Assert.Contains("\n            3. <a href=\"/credentials/", (await browser.Opens(page)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n            2. <a href=\"/credentials/", (await browser.Opens(page)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_no_longer_a_member_is_not_told()
    {
        var (mail, organisation) = await AnOrganisation();
        await Chooses(organisation, "Daily");
        await Changes(organisation, 1);
        var other = await Api.AMember(organisation, "Owner");
        await Answered(await other.PostAsync($"{organisation.Path}/members/{(await other.Members(organisation))[0].Id}/end", null, Token));
        Assert.Empty(await Digests(mail, 1));
    }

    private async Task<(string Mail, KnownOrganisation Organisation)> AnOrganisation()
    {
        var mail = await Api.AnAccount(Role.Applicant);
        return (mail, await Api.AnOrganisation(await Api.Client(mail)));
    }

    private static async Task Chooses(KnownOrganisation organisation, string every) =>
        await Answered(await organisation.Owner.PutAsJsonAsync($"{organisation.Path}/digest", new { every }, Token));

    private async Task Changes(KnownOrganisation organisation, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await organisation.Watches(await Api.ACredential("NCPRSS", Sunday));
        }

        await Api.HasRecordedChanges();
    }

    /// <summary>What the digests say that have come by some days after the Sunday, oldest first.</summary>
    private async Task<List<string>> Digests(string mail, int days)
    {
        Api.TheDayIs(Sunday.AddDays(days));
        await Answered(await Api.AsksForARun("SendDigests"));
        await Api.MailHasLeft();
        return [.. (await Api.MailTo(mail)).Select(m => m.Subject).Where(s => s.Contains("rosters", StringComparison.Ordinal))];
    }
}
