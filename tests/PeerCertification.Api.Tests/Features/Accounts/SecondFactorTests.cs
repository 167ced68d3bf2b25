using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Accounts;

public abstract class SecondFactorTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(StrictSqlite api) : SecondFactorTests(api), IClassFixture<StrictSqlite>;

    public sealed class OnPostgres(StrictPostgres api) : SecondFactorTests(api), IClassFixture<StrictPostgres>;

    /// <summary>Board staff need a second factor, as everywhere but in Development.</summary>
    public sealed class StrictSqlite : SqliteRegistry
    {
        protected override IEnumerable<KeyValuePair<string, string>> Settings() => base.Settings().Append(new("Accounts:RequireSecondFactorForStaff", "true"));
    }

    public sealed class StrictPostgres : PostgresRegistry
    {
        protected override IEnumerable<KeyValuePair<string, string>> Settings() => base.Settings().Append(new("Accounts:RequireSecondFactorForStaff", "true"));
    }

    [Fact]
    public async Task Once_set_up_signing_in_takes_password_and_code()
    {
        var email = await Api.AnAccount(Role.Applicant);
        var (key, _) = await Api.ASecondFactor(email);

        await Refused(await Api.SignIn(email), "account.second_factor_code_needed");
        await Refused(await Api.SignIn(email, code: AccountsWorld.WrongCode(key)), "account.second_factor_code_wrong");

        Assert.True((await Own(await Api.Tokens(email, code: AccountsWorld.AppCode(key)))).GetProperty("hasSecondFactor").GetBoolean());
    }

    [Fact]
    public async Task The_key_comes_with_an_address_for_a_QR_code()
    {
        var email = await Api.AnAccount(Role.Applicant);

        var answer = await Answered(await (await Api.Client(email)).Post("/me/second-factor"));

        var key = answer.GetProperty("key").GetString()!;
        Assert.True(key.Length >= 32, "20 random bytes at least");
        Assert.Equal($"otpauth://totp/Peer%20Certification:{Uri.EscapeDataString(email)}?secret={key}&issuer=Peer%20Certification&digits=6", answer.GetProperty("uri").GetString());
    }

    [Fact]
    public async Task A_key_that_is_not_confirmed_guards_nothing()
    {
        var email = await Api.AnAccount(Role.Applicant);
        var client = await Api.Client(email);
        var key = (await Answered(await client.Post("/me/second-factor"))).GetProperty("key").GetString()!;

        await Refused(await client.Post("/me/second-factor/confirm", new { code = AccountsWorld.WrongCode(key) }), "account.authenticator_code_wrong");

        await Api.Tokens(email);
    }

    [Fact]
    public async Task Whether_a_code_is_needed_is_told_only_after_the_right_password()
    {
        var email = await Api.AnAccount(Role.Applicant);
        await Api.ASecondFactor(email);

        await Refused(await Api.SignIn(email, "not the password at all"), "account.sign_in_refused");
    }

    [Fact]
    public async Task Confirming_ends_every_session_and_removing_too()
    {
        var email = await Api.AnAccount(Role.Applicant);
        var before = await Api.Tokens(email);
        var (key, _) = await Api.ASecondFactor(email);
        await Refused(await Api.With(before).OwnAccount(), "access.sign_in_needed");

        var guarded = await Api.Tokens(email, code: AccountsWorld.AppCode(key));
        await Answered(await Api.With(guarded).Post("/me/second-factor/remove", new { code = AccountsWorld.AppCode(key, 1) }), 204);

        await Refused(await Api.With(guarded).OwnAccount(), "access.sign_in_needed");
        Assert.False((await Own(await Api.Tokens(email))).GetProperty("hasSecondFactor").GetBoolean());
        Assert.Equal(0, await Api.Stored(db => db.UserTokens.CountAsync(t => db.Users.Any(u => u.Id == t.UserId && u.Email == email), Token)));
        Assert.Equal(["SecondFactorBegun", "SecondFactorConfirmed", "SecondFactorRemoved"], await Events(email));
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("0{0}")]
    [InlineData("+{0}")]
    [InlineData(" {0} ")]
    public async Task A_code_of_the_app_signs_in_once_however_it_is_spelled(string again)
    {
        var email = await Api.AnAccount(Role.Applicant);
        var (key, _) = await Api.ASecondFactor(email);
        var code = AccountsWorld.AppCode(key);
        var client = Api.With(await Api.Tokens(email, code: code));

        var spelled = string.Format(System.Globalization.CultureInfo.InvariantCulture, again, code);
        await Refused(await Api.SignIn(email, code: spelled), "account.second_factor_code_wrong");
        await Refused(await client.Post("/me/second-factor/remove", new { code = spelled }), "account.authenticator_code_wrong");
        await Api.Tokens(email, code: AccountsWorld.AppCode(key, 1));
        await Refused(await Api.SignIn(email, code: spelled), "account.second_factor_code_wrong");
    }

    [Fact]
    public async Task The_code_that_confirms_the_app_does_not_sign_in()
    {
        var email = await Api.AnAccount(Role.Applicant);
        var client = await Api.Client(email);
        var code = AccountsWorld.AppCode((await Answered(await client.Post("/me/second-factor"))).GetProperty("key").GetString()!);
        await Answered(await client.Post("/me/second-factor/confirm", new { code }));

        await Refused(await Api.SignIn(email, code: code), "account.second_factor_code_wrong");
    }

    [Fact]
    public async Task One_code_of_the_app_sent_four_times_at_once_signs_in_once()
    {
        var email = await Api.AnAccount(Role.Applicant);
        var (key, _) = await Api.ASecondFactor(email);
        var code = AccountsWorld.AppCode(key);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Api.SignIn(email, code: code)));

        Assert.Single(answers, a => a.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Each_of_ten_recovery_codes_signs_in_once()
    {
        var email = await Api.AnAccount(Role.Applicant);
        var (_, codes) = await Api.ASecondFactor(email);
        Assert.Equal(10, codes.Distinct().Count());

        await Api.Tokens(email, code: codes[0].ToLowerInvariant());

        await Refused(await Api.SignIn(email, code: codes[0]), "account.second_factor_code_wrong");
        await Api.Tokens(email, code: codes[1]);
    }

    [Fact]
    public async Task One_recovery_code_sent_four_times_at_once_signs_in_once()
    {
        var email = await Api.AnAccount(Role.Applicant);
        var (_, codes) = await Api.ASecondFactor(email);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Api.SignIn(email, code: codes[0])));

        Assert.Single(answers, a => a.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Five_wrong_codes_close_the_account_but_asking_without_a_code_does_not()
    {
        var email = await Api.AnAccount(Role.Applicant);
        var (key, _) = await Api.ASecondFactor(email);

        for (var i = 0; i < 6; i++)
        {
            await Refused(await Api.SignIn(email), "account.second_factor_code_needed");
        }

        for (var i = 0; i < 5; i++)
        {
            await Refused(await Api.SignIn(email, code: AccountsWorld.WrongCode(key)), "account.second_factor_code_wrong");
        }

        await Refused(await Api.SignIn(email, code: AccountsWorld.AppCode(key)), "account.sign_in_refused");
    }

    [Fact]
    public async Task Five_wrong_codes_close_the_removal_too()
    {
        var email = await Api.AnAccount(Role.Applicant);
        var (key, _) = await Api.ASecondFactor(email);
        var client = Api.With(await Api.Tokens(email, code: AccountsWorld.AppCode(key)));

        for (var i = 0; i < 5; i++)
        {
            await Refused(await client.Post("/me/second-factor/remove", new { code = AccountsWorld.WrongCode(key) }), "account.authenticator_code_wrong");
        }

        await Refused(await client.Post("/me/second-factor/remove", new { code = AccountsWorld.AppCode(key, 1) }), "account.authenticator_code_wrong");
    }

    [Fact]
    public async Task Steps_out_of_order_are_refused()
    {
        var email = await Api.AnAccount(Role.Applicant);
        var client = await Api.Client(email);
        await Refused(await client.Post("/me/second-factor/confirm", new { code = "123456" }), "account.second_factor_act_not_allowed");
        await Refused(await client.Post("/me/second-factor/remove", new { code = "123456" }), "account.second_factor_act_not_allowed");

        var (key, _) = await Api.ASecondFactor(email);

        await Refused(await Api.With(await Api.Tokens(email, code: AccountsWorld.AppCode(key))).Post("/me/second-factor"), "account.second_factor_act_not_allowed");
    }

    [Fact]
    public async Task Keys_and_recovery_codes_are_not_readable_in_the_database()
    {
        var email = await Api.AnAccount(Role.Applicant);
        var (key, codes) = await Api.ASecondFactor(email);

        var stored = await Api.Stored(db => db.UserTokens.Where(t => db.Users.Any(u => u.Id == t.UserId && u.Email == email)).Select(t => t.Value!).ToListAsync(Token));

        Assert.Equal(3, stored.Count);
        Assert.All(stored, value => Assert.False(value.Contains(key, StringComparison.Ordinal) || value.Contains(codes[0], StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Board_staff_hold_no_role_until_they_show_a_second_factor_and_keep_it_through_a_refresh()
    {
        var email = await Api.AnAccount(Role.BoardAdministrator, "ncc-ap");
        var client = await Api.Client(email);

        var heldBack = await Answered(await client.OwnAccount());
        Assert.True(heldBack.GetProperty("needsSecondFactor").GetBoolean());
        Assert.Empty(heldBack.GetProperty("roles").EnumerateArray());

        var (key, _) = await Api.ASecondFactor(email);
        var tokens = await Api.Tokens(email, code: AccountsWorld.AppCode(key));
        var refreshed = await Answered(await Api.Post("/refresh", new { refreshToken = tokens.GetProperty("refreshToken").GetString() }));
        foreach (var shown in new[] { tokens, refreshed })
        {
            Assert.Equal(["BoardAdministrator"], Roles(await Own(shown)));
        }
    }

    [Fact]
    public async Task Applicants_need_no_second_factor()
    {
        Assert.Equal(["Applicant"], Roles(await Own(await Api.Tokens(await Api.AnAccount(Role.Applicant)))));
    }

    private static IEnumerable<string?> Roles(JsonElement own) => own.GetProperty("roles").EnumerateArray().Select(r => r.GetProperty("role").GetString());

    private async Task<JsonElement> Own(JsonElement tokens) => await Answered(await Api.With(tokens).OwnAccount());

    private Task<List<string>> Events(string email) =>
        Api.Stored(db => db.History.Where(h => db.Users.Any(u => u.Id == h.SubjectId && u.Email == email)).OrderBy(h => h.Sequence).Select(h => h.Event).ToListAsync(Token));
}
