using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Accounts;

public abstract class RegisterAccountTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : RegisterAccountTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : RegisterAccountTests(api), IClassFixture<PostgresRegistry>;

    private const string OtherPassword = "another long password";

    [Fact]
    public async Task A_registered_and_confirmed_account_signs_in_as_an_applicant()
    {
        var email = AccountsWorld.AnAddress();

        await Answered(await Register(email), 202);
        await Answered(await Confirm(email, await Api.LinkTo(email, MessageKind.AddressToConfirm)), 204);

        var own = await Answered(await Api.With(await Api.Tokens(email)).OwnAccount());
        Assert.Equal(email, own.GetProperty("email").GetString());
        Assert.Equal("Applicant", Assert.Single(own.GetProperty("roles").EnumerateArray()).GetProperty("role").GetString());
        Assert.Equal("2026-03-01", own.GetProperty("registeredAtUtc").GetString()![..10]);
    }

    [Fact]
    public async Task Nobody_signs_in_before_the_address_is_confirmed()
    {
        var email = AccountsWorld.AnAddress();
        await Answered(await Register(email), 202);

        await Refused(await Api.SignIn(email), "account.sign_in_refused");
    }

    [Fact]
    public async Task A_taken_address_gets_the_same_answer_and_its_owner_a_message()
    {
        var owner = await Api.AnAccount(Role.Applicant);
        var free = AccountsWorld.AnAddress();

        var (taken, fresh) = (await Register(owner.ToUpperInvariant(), OtherPassword), await Register(free));

        Assert.Equal(fresh.StatusCode, taken.StatusCode);
        Assert.Equal(await fresh.Content.ReadAsStringAsync(Token), await taken.Content.ReadAsStringAsync(Token));
        Assert.Equal(Headers(fresh), Headers(taken));
        Assert.Single(await Api.MailTo(owner, MessageKind.AddressAlreadyRegistered));
        Assert.Empty(await Api.MailTo(owner, MessageKind.AddressToConfirm));
        await Api.Tokens(owner);
        await Refused(await Api.SignIn(owner, OtherPassword), "account.sign_in_refused");
    }

    [Theory]
    [InlineData("taken")]
    [InlineData("free")]
    public async Task A_short_password_is_refused_alike_for_taken_and_free_addresses(string which)
    {
        var email = which == "taken" ? await Api.AnAccount(Role.Applicant) : AccountsWorld.AnAddress();

        var problem = await Refused(await Register(email, "elevenchars"), "request.invalid");

        Assert.Equal("password", Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task A_long_password_of_one_kind_of_character_is_good_enough()
    {
        await Answered(await Register(AccountsWorld.AnAddress(), "aaaaaaaaaaaa"), 202);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("two@signs@example.test")]
    [InlineData("a b@example.test")]
    [InlineData("a@example.test\r\nBcc: b@example.test")]
    [InlineData("a@example.test\n")]
    [InlineData("two..dots@example.test")]
    [InlineData("Ana <ana@example.test>")]
    [InlineData("jürgen@example.test")]
    public async Task What_is_not_an_address_is_refused(string email)
    {
        var problem = await Refused(await Register(email), "request.invalid");

        Assert.Equal("email", Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task Registering_again_before_confirming_makes_the_later_password_count_and_the_earlier_link_die()
    {
        var email = AccountsWorld.AnAddress();
        await Answered(await Register(email, "the password of a squatter"), 202);
        var early = await Api.LinkTo(email, MessageKind.AddressToConfirm);
        await Answered(await Register(email), 202);

        await Refused(await Confirm(email, early), "account.link_not_good");
        await Answered(await Confirm(email, await Api.LinkTo(email, MessageKind.AddressToConfirm)), 204);

        await Api.Tokens(email);
        await Refused(await Api.SignIn(email, "the password of a squatter"), "account.sign_in_refused");
    }

    [Fact]
    public async Task A_wrong_link_and_an_unknown_address_are_refused_alike()
    {
        var (email, other) = (AccountsWorld.AnAddress(), AccountsWorld.AnAddress());
        await Answered(await Register(email), 202);
        await Answered(await Register(other), 202);

        var foreign = await Refused(await Confirm(email, await Api.LinkTo(other, MessageKind.AddressToConfirm)), "account.link_not_good");
        var unknown = await Refused(await Confirm("nobody@example.test", "CfDJ8"), "account.link_not_good");

        Assert.Equal(foreign.GetProperty("detail").GetString(), unknown.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Eight_registrations_of_one_address_at_once_make_one_account()
    {
        var email = AccountsWorld.AnAddress();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Register(email)));

        Assert.All(answers, a => Assert.Equal(202, (int)a.StatusCode));
        Assert.Equal(1, await Api.Stored(db => db.Users.CountAsync(u => u.Email == email, Token)));
        Assert.Equal(1, await Api.Stored(db => db.Grants.CountAsync(g => db.Users.Any(u => u.Id == g.AccountId && u.Email == email), Token)));
    }

    [Fact]
    public async Task The_history_tells_of_the_account_without_its_address()
    {
        var email = AccountsWorld.AnAddress();
        await Answered(await Register(email), 202);
        await Answered(await Confirm(email, await Api.LinkTo(email, MessageKind.AddressToConfirm)), 204);

        var id = await Api.Stored(db => db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync(Token));
        var entries = await Api.Stored(db => db.History.AsNoTracking().Where(h => h.SubjectId == id).OrderBy(h => h.Sequence).ToListAsync(Token));

        Assert.Equal(["AccountRegistered", "AddressConfirmed"], entries.Select(e => e.Event));
        Assert.DoesNotContain(email, JsonSerializer.Serialize(entries), StringComparison.OrdinalIgnoreCase);
    }

    private static IEnumerable<string> Headers(HttpResponseMessage answer) => answer.Headers.Concat(answer.Content.Headers).Where(h => h.Key != "Date").Select(h => $"{h.Key}: {string.Join(',', h.Value)}").Order();

    private Task<HttpResponseMessage> Register(string email, string password = RegistryApi.Password) => Api.Post("", new { email, password });

    private Task<HttpResponseMessage> Confirm(string email, string token) => Api.Post("/confirm-address", new { email, token });
}
