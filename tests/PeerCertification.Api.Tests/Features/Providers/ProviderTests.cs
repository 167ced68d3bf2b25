using System.Net.Http.Json;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Providers;

public abstract class ProviderTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : ProviderTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : ProviderTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task Whoever_registers_a_provider_is_its_first_member_and_nobody_else_sees_it()
    {
        var provider = await Api.AProvider();

        var seen = await Answered(await provider.Client.GetAsync(provider.Path, Token));
        Assert.Equal(("Capital Recovery Academy", "jo.mills@example.test"), (seen.GetProperty("name").GetString(), seen.GetProperty("contactEmail").GetString()));
        Assert.Single(seen.GetProperty("members").EnumerateArray());
        Assert.Single((await Answered(await provider.Client.GetAsync("/api/v1/providers", Token))).GetProperty("providers").EnumerateArray());

        var stranger = await Api.SignedInAs(Role.Applicant);
        await Refused(await stranger.GetAsync(provider.Path, Token), "provider.not_found");
        await Refused(await stranger.GetAsync($"{provider.Path}/courses", Token), "provider.not_found");
        await Refused(await stranger.PostAsJsonAsync($"{provider.Path}/invitations", new { email = "x@example.test" }, Token), "provider.not_found");
        await Refused(await stranger.PostAsJsonAsync(provider.Rosters, new { day = "2026-02-10", rows = new[] { new { familyName = "Lopez" } } }, Token), "provider.not_found");
        Assert.Empty((await Answered(await stranger.GetAsync("/api/v1/providers", Token))).GetProperty("providers").EnumerateArray());
    }

    [Fact]
    public async Task The_contact_is_encrypted_where_it_is_kept() =>
        Assert.DoesNotContain("jo.mills", await Api.Stored(async db => (await db.TrainingProviders.FindAsync([(await Api.AProvider()).Id], Token))!.ContactProtected), StringComparison.Ordinal);

    [Fact]
    public async Task Somebody_joins_with_the_link_of_the_message_and_the_link_works_once()
    {
        var provider = await Api.AProvider();
        var address = AccountsWorld.AnAddress();
        await Answered(await provider.Client.PostAsJsonAsync($"{provider.Path}/invitations", new { email = address }, Token), 201);
        await Api.MailHasLeft();
        var mail = Assert.Single(await Api.MailTo(address));
        Assert.Contains("Capital Recovery Academy", mail.Text, StringComparison.Ordinal);
        var kim = await Api.SignedInAs(Role.Applicant);

        Assert.Equal(provider.Id, (await Answered(await kim.PostAsJsonAsync("/api/v1/providers/join", new { token = mail.Token }, Token))).GetProperty("id").GetGuid());
        await Refused(await kim.PostAsJsonAsync("/api/v1/providers/join", new { token = mail.Token }, Token), "provider.invitation_not_good");
        await Answered(await kim.GetAsync(provider.Path, Token));
    }

    [Fact]
    public async Task A_link_runs_out_after_two_weeks()
    {
        var (provider, address) = (await Api.AProvider(), AccountsWorld.AnAddress());
        await Answered(await provider.Client.PostAsJsonAsync($"{provider.Path}/invitations", new { email = address }, Token), 201);
        var token = await Api.LinkTo(address, MessageKind.ProviderInvited);

        Api.TheDayIs(new DateOnly(2026, 3, 16));
        await Refused(await (await Api.SignedInAs(Role.Applicant)).PostAsJsonAsync("/api/v1/providers/join", new { token }, Token), "provider.invitation_not_good");
    }

    [Fact]
    public async Task The_last_member_stays_and_one_who_left_sees_nothing_more()
    {
        var (provider, address) = (await Api.AProvider(), AccountsWorld.AnAddress());
        var members = (await Answered(await provider.Client.GetAsync(provider.Path, Token))).GetProperty("members");
        var first = members[0].GetProperty("id").GetGuid();
        await Refused(await provider.Client.PostAsync($"{provider.Path}/members/{first}/end", null, Token), "provider.last_member");

        await Answered(await provider.Client.PostAsJsonAsync($"{provider.Path}/invitations", new { email = address }, Token), 201);
        var kim = await Api.SignedInAs(Role.Applicant);
        var token = await Api.LinkTo(address, MessageKind.ProviderInvited);
        await Refused(await provider.Client.PostAsJsonAsync("/api/v1/providers/join", new { token }, Token), "provider.already_member");
        await Answered(await kim.PostAsJsonAsync("/api/v1/providers/join", new { token }, Token));
        await Answered(await kim.PostAsync($"{provider.Path}/members/{first}/end", null, Token));

        await Refused(await provider.Client.GetAsync(provider.Path, Token), "provider.not_found");
        await Refused(await kim.PostAsync($"{provider.Path}/members/{first}/end", null, Token), "provider.member_not_found");
    }

    [Fact]
    public async Task Who_was_sent_away_comes_back_by_no_invitation_that_they_wrote_before()
    {
        var (provider, kims, own) = (await Api.AProvider(), AccountsWorld.AnAddress(), AccountsWorld.AnAddress());
        var first = (await Answered(await provider.Client.GetAsync(provider.Path, Token))).GetProperty("members")[0].GetProperty("id").GetGuid();
        await Answered(await provider.Client.PostAsJsonAsync($"{provider.Path}/invitations", new { email = kims }, Token), 201);
        var kim = await Api.SignedInAs(Role.Applicant);
        await Answered(await kim.PostAsJsonAsync("/api/v1/providers/join", new { token = await Api.LinkTo(kims, MessageKind.ProviderInvited) }, Token));

        await Answered(await provider.Client.PostAsJsonAsync($"{provider.Path}/invitations", new { email = own }, Token), 201);
        await Answered(await kim.PostAsync($"{provider.Path}/members/{first}/end", null, Token));

        var token = await Api.LinkTo(own, MessageKind.ProviderInvited);
        await Refused(await provider.Client.PostAsJsonAsync("/api/v1/providers/join", new { token }, Token), "provider.invitation_not_good");
    }

    [Fact]
    public async Task Twenty_invitations_may_be_open_at_once()
    {
        var provider = await Api.AProvider();
        for (var i = 0; i < 20; i++)
        {
            await Answered(await provider.Client.PostAsJsonAsync($"{provider.Path}/invitations", new { email = AccountsWorld.AnAddress() }, Token), 201);
        }

        await Refused(await provider.Client.PostAsJsonAsync($"{provider.Path}/invitations", new { email = AccountsWorld.AnAddress() }, Token), "provider.too_many_invitations");
    }

    [Fact]
    public async Task A_course_has_topics_with_minutes()
    {
        var provider = await Api.AProvider();
        foreach (var topics in new object[] { Array.Empty<object>(), new[] { new { topic = "ethics", minutes = 0 } }, new[] { new { topic = "ethics", minutes = 60 }, new { topic = "Ethics", minutes = 60 } }, new[] { new { topic = "", minutes = 60 } } })
        {
            await Refused(await provider.Client.PostAsJsonAsync($"{provider.Path}/courses", new { title = "Ethics", mode = "InPerson", topics }, Token), "request.invalid");
        }
    }
}
