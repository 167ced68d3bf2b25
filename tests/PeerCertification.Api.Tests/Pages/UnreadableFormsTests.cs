using System.Net;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Pages;

/// <summary>Forms that no page of ours sends: with a choice that there is not, or without one.</summary>
public abstract class UnreadableFormsTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : UnreadableFormsTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : UnreadableFormsTests(api), IClassFixture<PostgresRegistry>;

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Memberr")]
    [InlineData("7")]
    public async Task Nobody_is_invited_as_what_cannot_be_read(string? role)
    {
        var (browser, address) = (await Api.ASignedInBrowser(), AccountsWorld.AnAddress());
        var organisation = await browser.AnOrganisation();

        (await browser.Sends(organisation, "invite", [("email", address), .. Chosen("role", role)])).IsRefusedBeside("role");

        Assert.Contains($"value=\"{address}\"", (await browser.Posts($"{organisation}?handler=invite", ("email", address))).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("handler=withdraw", (await browser.Opens(organisation)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("zzz")]
    [InlineData("9")]
    public async Task No_organisation_is_registered_whose_kind_cannot_be_read(string? kind)
    {
        var (browser, name) = (await Api.ASignedInBrowser(), $"Of no kind {kind}");

        (await browser.Sends("/my", "register", [("name", name), ("states", "NY"), .. Chosen("kind", kind)])).IsRefusedBeside("kind");

        Assert.False(await Api.Stored(db => db.Organisations.AnyAsync(o => o.Name == name, Token)));
    }

    [Theory]
    [InlineData("scopes", "garbage")]
    [InlineData("scopes", "9")]
    [InlineData("validDays", "a year")]
    [InlineData("validDays", null)]
    public async Task No_key_is_made_of_which_a_part_cannot_be_read(string field, string? value)
    {
        var browser = await Api.ASignedInBrowser();
        var keys = $"{await browser.AnOrganisation()}/keys";
        (string, string)[] days = field == "validDays" ? [] : [("validDays", "30")];

        (await browser.Sends(keys, "issue", [("name", "Payroll"), ("scopes", "Verify"), .. days, .. Chosen(field, value)])).IsRefusedBeside(field);

        Assert.DoesNotContain("name=\"keyId\"", (await browser.Opens(keys)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("perhaps")]
    public async Task A_roster_is_watched_no_longer_only_where_somebody_says_so(string? isWatched)
    {
        var browser = await Api.ASignedInBrowser();
        var roster = await browser.ARoster(await browser.AnOrganisation());
        Assert.EndsWith("did=watched", (await browser.Sends(roster, "watch", ("isWatched", "true"))).LeadsTo, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Sends(roster, "watch", Chosen("isWatched", isWatched))).Status);

        Assert.Contains("It is watched", (await browser.Opens(roster)).Text, StringComparison.Ordinal);
    }

    private static (string, string)[] Chosen(string field, string? value) => value is null ? [] : [(field, value)];
}
