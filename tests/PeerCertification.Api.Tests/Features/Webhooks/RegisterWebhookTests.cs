using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Webhooks;

public abstract class RegisterWebhookTests(RegistryApi api) : RegistryTest(api)
{
    private const string Address = "https://hooks.example.test/peer";

    public sealed class OnSqlite(SqliteRegistry api) : RegisterWebhookTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : RegisterWebhookTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task The_secret_is_shown_once_and_kept_encrypted()
    {
        var webhook = await Api.AWebhook(await Api.AnOrganisation(), Address);

        Assert.Matches("^whsec_[A-Za-z0-9+/]{43}=$", webhook.Secret);
        Assert.DoesNotContain(webhook.Secret["whsec_".Length..], (await webhook.Listed()).GetRawText(), StringComparison.Ordinal);
        var kept = await Api.Stored(db => db.Webhooks.Where(w => w.Id == webhook.Id).Select(w => w.SecretProtected).SingleAsync(Token));
        Assert.DoesNotContain(webhook.Secret["whsec_".Length..], kept, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://hooks.example.test/", "webhook.address_not_good")]
    [InlineData("/hooks", "webhook.address_not_good")]
    [InlineData("hooks.example.test", "webhook.address_not_good")]
    [InlineData("https://user:secret@hooks.example.test/", "webhook.address_not_good")]
    [InlineData("https://hooks.example.test/#part", "webhook.address_not_good")]
    public async Task An_address_has_the_form_of_one(string address, string code)
    {
        var organisation = await Api.AnOrganisation();
        await Refused(await organisation.Owner.PostAsJsonAsync($"{organisation.Path}/webhooks", new { address }, Token), code);
    }

    [Fact]
    public async Task Only_owners_decide_on_webhooks_and_members_see_them()
    {
        var organisation = await Api.AnOrganisation();
        var webhook = await Api.AWebhook(organisation, Address);
        var (member, stranger) = (await Api.AMember(organisation), await Api.AnOrganisation());

        await Refused(await member.PostAsJsonAsync($"{organisation.Path}/webhooks", new { address = Address }, Token), "organisation.owner_needed");
        await Refused(await member.PostAsync($"{webhook.Path}/test", null, Token), "organisation.owner_needed");
        await Answered(await member.GetAsync($"{organisation.Path}/webhooks", Token));
        await Answered(await member.GetAsync($"{webhook.Path}/deliveries", Token));
        await Refused(await stranger.Owner.GetAsync($"{webhook.Path}/deliveries", Token), "organisation.not_found");
        await Refused(await stranger.Owner.PostAsync($"{stranger.Path}/webhooks/{webhook.Id}/end", null, Token), "webhook.not_found");
        await Refused(await stranger.Owner.GetAsync($"{stranger.Path}/webhooks/{webhook.Id}/deliveries", Token), "webhook.not_found");
    }

    [Fact]
    public async Task One_that_has_ended_makes_room_for_another_and_is_over_for_good()
    {
        var organisation = await Api.AnOrganisation();
        var first = await Api.AWebhook(organisation, Address);
        for (var i = 1; i < 5; i++)
        {
            await Api.AWebhook(organisation, Address);
        }

        await Refused(await organisation.Owner.PostAsJsonAsync($"{organisation.Path}/webhooks", new { address = Address }, Token), "webhook.too_many");
        await Refused(await organisation.Owner.PostAsync($"{first.Path}/enable", null, Token), "webhook.act_not_allowed"); // nobody disabled it
        await Answered(await organisation.Owner.PostAsync($"{first.Path}/end", null, Token));
        await Refused(await organisation.Owner.PostAsync($"{first.Path}/test", null, Token), "webhook.act_not_allowed");
        await Api.AWebhook(organisation, Address);
    }
}
