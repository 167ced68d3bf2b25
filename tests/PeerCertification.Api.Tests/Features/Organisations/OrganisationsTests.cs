using System.Net;
using System.Net.Http.Json;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Organisations;

public abstract class OrganisationsTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : OrganisationsTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : OrganisationsTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task Whoever_registers_an_organisation_owns_it_and_nobody_else_sees_it()
    {
        var organisation = await Api.AnOrganisation();

        var seen = await Answered(await organisation.Owner.GetAsync(organisation.Path, Token));
        Assert.Equal(("Riverside Behavioral Health", "Employer", "Owner"), (seen.GetProperty("name").GetString(), seen.GetProperty("kind").GetString(), seen.GetProperty("yourRole").GetString()));
        Assert.Single(seen.GetProperty("members").EnumerateArray());
        Assert.Single((await Answered(await organisation.Owner.GetAsync("/api/v1/organisations", Token))).GetProperty("organisations").EnumerateArray());

        var stranger = await Api.SignedInAs(Role.Applicant);
        foreach (var path in new[] { "", "/keys" })
        {
            await Refused(await stranger.GetAsync(organisation.Path + path, Token), "organisation.not_found");
        }

        await Refused(await stranger.PostAsJsonAsync($"{organisation.Path}/invitations", new { email = "x@example.test" }, Token), "organisation.not_found");
        await Refused(await stranger.PostAsJsonAsync($"{organisation.Path}/keys", new { name = "Mine", scopes = new[] { "Verify" } }, Token), "organisation.not_found");
        Assert.Empty((await Answered(await stranger.GetAsync("/api/v1/organisations", Token))).GetProperty("organisations").EnumerateArray());
    }

    [Fact]
    public async Task States_have_two_letters_and_are_kept_once_in_order()
    {
        var client = await Api.SignedInAs(Role.Applicant);

        var registered = await Answered(await client.PostAsJsonAsync("/api/v1/organisations", new { name = "Payer", kind = "Payer", states = new[] { "ny", "AZ", "NY" } }, Token), 201);

        Assert.Equal(["AZ", "NY"], registered.GetProperty("states").EnumerateArray().Select(s => s.GetString()));
        foreach (var states in new[] { [], new[] { "New York" }, ["N1"] })
        {
            await Refused(await client.PostAsJsonAsync("/api/v1/organisations", new { name = "Payer", kind = "Payer", states }, Token), "request.invalid");
        }
    }

    [Fact]
    public async Task Somebody_joins_with_the_link_of_the_message_and_the_link_works_once()
    {
        var (organisation, address) = (await Api.AnOrganisation(), AccountsWorld.AnAddress());
        await Answered(await organisation.Owner.PostAsJsonAsync($"{organisation.Path}/invitations", new { email = address }, Token), 201);
        await Api.MailHasLeft();
        var mail = Assert.Single(await Api.MailTo(address));
        Assert.Contains("Riverside Behavioral Health", mail.Text, StringComparison.Ordinal);
        var kim = await Api.SignedInAs(Role.Applicant);

        Assert.Equal("Member", (await Answered(await kim.PostAsJsonAsync("/api/v1/organisations/join", new { token = mail.Token }, Token))).GetProperty("role").GetString());
        await Refused(await kim.PostAsJsonAsync("/api/v1/organisations/join", new { token = mail.Token }, Token), "organisation.invitation_not_good");
        await Answered(await kim.GetAsync(organisation.Path, Token));
    }

    [Fact]
    public async Task A_link_is_good_for_nothing_once_it_was_withdrawn_and_after_two_weeks()
    {
        var organisation = await Api.AnOrganisation();
        var addresses = new[] { AccountsWorld.AnAddress(), AccountsWorld.AnAddress() };
        var invited = new List<Guid>();
        foreach (var email in addresses)
        {
            invited.Add((await Answered(await organisation.Owner.PostAsJsonAsync($"{organisation.Path}/invitations", new { email }, Token), 201)).GetProperty("id").GetGuid());
        }

        await Answered(await organisation.Owner.PostAsync($"{organisation.Path}/invitations/{invited[0]}/withdraw", null, Token));
        await Refused(await organisation.Owner.PostAsync($"{organisation.Path}/invitations/{invited[0]}/withdraw", null, Token), "organisation.invitation_not_found");
        await Refused(await Joins(addresses[0]), "organisation.invitation_not_good");
        Api.TheDayIs(new DateOnly(2026, 3, 16));
        await Refused(await Joins(addresses[1]), "organisation.invitation_not_good");
        Assert.Empty((await Answered(await organisation.Owner.GetAsync(organisation.Path, Token))).GetProperty("invitations").EnumerateArray());
    }

    [Fact]
    public async Task Members_see_all_and_decide_nothing_but_to_leave()
    {
        var organisation = await Api.AnOrganisation();
        var (member, key) = (await Api.AMember(organisation), await Api.AKey(organisation, "Verify"));
        var (owner, own) = ((await member.Members(organisation))[0], (await member.Members(organisation))[1]);

        Assert.Single((await Answered(await member.GetAsync($"{organisation.Path}/keys", Token))).GetProperty("keys").EnumerateArray());
        await Refused(await member.PostAsJsonAsync($"{organisation.Path}/invitations", new { email = "x@example.test" }, Token), "organisation.owner_needed");
        await Refused(await member.PostAsJsonAsync($"{organisation.Path}/keys", new { name = "Mine", scopes = new[] { "Verify" } }, Token), "organisation.owner_needed");
        await Refused(await member.PostAsJsonAsync($"{organisation.Path}/keys/{key.Id}/rotate", new { }, Token), "organisation.owner_needed");
        await Refused(await member.PostAsync($"{organisation.Path}/keys/{key.Id}/revoke", null, Token), "organisation.owner_needed");
        Assert.Equal([false, true], (await Answered(await member.GetAsync(organisation.Path, Token))).GetProperty("members").EnumerateArray().Select(m => m.GetProperty("isYou").GetBoolean()));
        await Refused(await member.PostAsync($"{organisation.Path}/members/{owner.Id}/end", null, Token), "organisation.owner_needed");

        await Answered(await member.PostAsync($"{organisation.Path}/members/{own.Id}/end", null, Token));
        await Refused(await member.GetAsync(organisation.Path, Token), "organisation.not_found");
    }

    [Fact]
    public async Task The_last_owner_stays_and_whoever_is_sent_away_comes_back_by_no_invitation_of_their_own()
    {
        var organisation = await Api.AnOrganisation();
        await Api.AMember(organisation);
        var first = (await organisation.Owner.Members(organisation))[0].Id;
        await Refused(await organisation.Owner.PostAsync($"{organisation.Path}/members/{first}/end", null, Token), "organisation.last_owner");

        var (second, address) = (await Api.AMember(organisation, "Owner"), AccountsWorld.AnAddress());
        await Answered(await organisation.Owner.PostAsJsonAsync($"{organisation.Path}/invitations", new { email = address, role = "Owner" }, Token), 201);
        await Answered(await second.PostAsync($"{organisation.Path}/members/{first}/end", null, Token));

        await Refused(await Joins(address, organisation.Owner), "organisation.invitation_not_good");
        await Refused(await second.PostAsync($"{organisation.Path}/members/{first}/end", null, Token), "organisation.member_not_found");
    }

    [Fact]
    public async Task Two_owners_who_send_each_other_away_at_once_leave_one_of_them()
    {
        var organisation = await Api.AnOrganisation();
        var other = await Api.AMember(organisation, "Owner");
        var members = await other.Members(organisation);

        var answers = await Task.WhenAll(
            organisation.Owner.PostAsync($"{organisation.Path}/members/{members[1].Id}/end", null, Token),
            other.PostAsync($"{organisation.Path}/members/{members[0].Id}/end", null, Token));

        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.OK], answers.Select(a => a.StatusCode).OrderDescending());
    }

    [Fact]
    public async Task Of_two_who_use_one_link_at_once_one_joins()
    {
        var (organisation, address) = (await Api.AnOrganisation(), AccountsWorld.AnAddress());
        await Answered(await organisation.Owner.PostAsJsonAsync($"{organisation.Path}/invitations", new { email = address }, Token), 201);
        var token = await Api.LinkTo(address, MessageKind.OrganisationInvited);
        HttpClient[] two = [await Api.SignedInAs(Role.Applicant), await Api.SignedInAs(Role.Applicant)];

        var answers = await Task.WhenAll(two.Select(c => c.PostAsJsonAsync("/api/v1/organisations/join", new { token }, Token)));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity], answers.Select(a => a.StatusCode).Order());
        Assert.Equal(2, (await organisation.Owner.Members(organisation)).Count);
    }

    private async Task<HttpResponseMessage> Joins(string address, HttpClient? who = null) =>
        await (who ?? await Api.SignedInAs(Role.Applicant)).PostAsJsonAsync("/api/v1/organisations/join", new { token = await Api.LinkTo(address, MessageKind.OrganisationInvited) }, Token);
}
