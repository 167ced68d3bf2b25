using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Accounts;

/// <summary>Signing in and what ends a session; <see cref="SecondFactorTests"/> has the codes.</summary>
public abstract class SignInTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : SignInTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : SignInTests(api), IClassFixture<PostgresRegistry>;

    private const string Wrong = "not the password at all";

    [Fact]
    public async Task The_right_password_gives_a_bearer_token()
    {
        var email = await Api.AnAccount(Role.Applicant);

        var answer = await Answered(await Api.SignIn(email, RegistryApi.Password));

        Assert.Equal("Bearer", answer.GetProperty("tokenType").GetString());
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_are_refused_alike()
    {
        var email = await Api.AnAccount(Role.Applicant);

        var wrong = await Refused(await Api.SignIn(email, Wrong), "account.sign_in_refused");
        var unknown = await Refused(await Api.SignIn("nobody@example.test"), "account.sign_in_refused");

        Assert.Equal(wrong.GetProperty("detail").GetString(), unknown.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("", RegistryApi.Password, "email")]
    [InlineData("ana@example.test", "", "password")]
    public async Task An_empty_field_is_refused_by_name(string email, string password, string field)
    {
        var problem = await Refused(await Api.SignIn(email, password), "request.invalid");

        Assert.Equal(field, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task Five_wrong_passwords_close_the_account_for_a_quarter_of_an_hour()
    {
        var noon = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        var email = await Api.AnAccount(Role.Applicant);

        await Guess(email, 5);

        await Refused(await Api.SignIn(email), "account.sign_in_refused");
        Api.TheTimeIs(noon.AddMinutes(14));
        await Refused(await Api.SignIn(email), "account.sign_in_refused");
        Api.TheTimeIs(noon.AddMinutes(16));
        await Api.Tokens(email);
    }

    [Fact]
    public async Task A_right_password_forgives_the_wrong_ones_before_it()
    {
        var email = await Api.AnAccount(Role.Applicant);

        await Guess(email, 4);
        await Api.Tokens(email);
        await Guess(email, 4);

        await Api.Tokens(email);
    }

    [Fact]
    public async Task Guesses_at_the_same_time_are_counted_like_guesses_in_a_row()
    {
        var email = await Api.AnAccount(Role.Applicant);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Api.SignIn(email, Wrong)));

        Assert.All(answers, a => Assert.Equal(401, (int)a.StatusCode));
        await Refused(await Api.SignIn(email), "account.sign_in_refused");
    }

    [Fact]
    public async Task A_refresh_token_gives_new_tokens()
    {
        var tokens = await Api.Tokens(await Api.AnAccount(Role.Applicant));

        var fresh = await Answered(await Refresh(tokens.GetProperty("refreshToken").GetString()!));

        await Answered(await Api.With(fresh).OwnAccount());
    }

    [Fact]
    public async Task What_is_not_a_refresh_token_is_refused()
    {
        var tokens = await Api.Tokens(await Api.AnAccount(Role.Applicant));

        await Refused(await Refresh("CfDJ8"), "account.refresh_refused");
        await Refused(await Refresh(tokens.GetProperty("accessToken").GetString()!), "account.refresh_refused");
        await Refused(await Api.With(tokens.GetProperty("refreshToken").GetString()!).OwnAccount(), "access.sign_in_needed");
    }

    [Fact]
    public async Task Signing_out_everywhere_kills_every_access_and_refresh_token_at_once()
    {
        var email = await Api.AnAccount(Role.Applicant);
        var (phone, desk) = (await Api.Tokens(email), await Api.Tokens(email));

        await Answered(await Api.With(phone).Post("/me/sign-out-everywhere"), 204);

        foreach (var tokens in new[] { phone, desk })
        {
            await Refused(await Api.With(tokens).OwnAccount(), "access.sign_in_needed");
            await Refused(await Refresh(tokens.GetProperty("refreshToken").GetString()!), "account.refresh_refused");
        }

        await Api.Tokens(email);
    }

    [Fact]
    public async Task A_forgotten_password_is_replaced_through_a_link_that_ends_every_session_and_works_once()
    {
        const string other = "another long password";
        var email = await Api.AnAccount(Role.Applicant);
        var before = await Api.Tokens(email);
        await Guess(email, 5);

        await Answered(await Ask(email), 202);
        var link = await Api.PasswordLinkTo(email);
        await Answered(await Reset(email, link, other), 204);

        await Refused(await Api.With(before).OwnAccount(), "access.sign_in_needed");
        await Refused(await Refresh(before.GetProperty("refreshToken").GetString()!), "account.refresh_refused");
        await Refused(await Api.SignIn(email), "account.sign_in_refused");
        await Api.Tokens(email, other);
        await Refused(await Reset(email, link, "yet another password"), "account.link_not_good");
    }

    [Fact]
    public async Task Asking_for_a_reset_answers_alike_for_known_and_unknown_addresses()
    {
        var known = await Api.AnAccount(Role.Applicant);

        var (to, toNobody) = (await Ask(known), await Ask("nobody@example.test"));

        Assert.Equal(to.StatusCode, toNobody.StatusCode);
        Assert.Equal(await to.Content.ReadAsStringAsync(Token), await toNobody.Content.ReadAsStringAsync(Token));
        await Api.DueMailIsDelivered();
        Assert.Single(await Api.PasswordMailTo(known));
        Assert.Empty(await Api.PasswordMailTo("nobody@example.test"));
    }

    [Fact]
    public async Task A_link_to_a_new_password_goes_to_the_address_as_the_account_has_it_and_stands_in_the_history()
    {
        var email = await Api.AnAccount(Role.Applicant);

        await Answered(await Ask(email.ToUpperInvariant()), 202);
        var link = await Api.PasswordLinkTo(email);

        await Answered(await Reset(email, link, "another long password"), 204);
        var lines = await Api.Stored(db => db.History.Where(h => db.Users.Any(u => u.Id == h.SubjectId && u.Email == email)).OrderBy(h => h.Sequence).Select(h => h.Act + ": " + h.Event).ToListAsync(Token));
        Assert.Equal(["DeliverOutbox: PasswordLinkSent", "ResetPassword: PasswordReset"], lines);
    }

    [Fact]
    public async Task An_address_that_is_not_confirmed_gets_no_link_to_a_new_password()
    {
        var email = AccountsWorld.AnAddress();
        await Answered(await Api.Post("", new { email, password = RegistryApi.Password }), 202);

        await Answered(await Ask(email), 202);
        await Api.MailHasLeft();

        Assert.NotEmpty(await Api.MailTo(email)); // the link to confirm it
        Assert.Empty(await Api.PasswordMailTo(email));
    }

    [Fact]
    public async Task A_reset_with_a_wrong_link_or_a_short_password_changes_nothing()
    {
        var email = await Api.AnAccount(Role.Applicant);
        await Answered(await Ask(email), 202);

        await Refused(await Reset(email, "CfDJ8", "another long password"), "account.link_not_good");
        await Refused(await Reset("nobody@example.test", "CfDJ8", "another long password"), "account.link_not_good");
        var problem = await Refused(await Reset(email, await Api.PasswordLinkTo(email), "short"), "request.invalid");

        Assert.Equal("password", Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
        await Api.Tokens(email);
    }

    [Fact]
    public async Task A_link_to_confirm_does_not_reset_a_password()
    {
        var email = AccountsWorld.AnAddress();
        await Answered(await Api.Post("", new { email, password = RegistryApi.Password }), 202);

        await Refused(await Reset(email, await Api.LinkTo(email, MessageKind.AddressToConfirm), "another long password"), "account.link_not_good");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/sign-out-everywhere")]
    [InlineData("/second-factor")]
    [InlineData("/second-factor/confirm")]
    [InlineData("/second-factor/remove")]
    public async Task Ones_own_account_needs_a_token(string route)
    {
        var client = Api.CreateClient();
        var answer = route.Length == 0 ? await client.OwnAccount() : await client.Post($"/me{route}", new { code = "123456" });

        await Refused(answer, "access.sign_in_needed");
    }

    private async Task Guess(string email, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await Refused(await Api.SignIn(email, Wrong), "account.sign_in_refused");
        }
    }

    private Task<HttpResponseMessage> Refresh(string refreshToken) => Api.Post("/refresh", new { refreshToken });

    private Task<HttpResponseMessage> Ask(string email) => Api.Post("/forgotten-password", new { email });

    private Task<HttpResponseMessage> Reset(string email, string token, string password) => Api.Post("/reset-password", new { email, token, password });
}
