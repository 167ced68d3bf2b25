using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Security;

/// <summary>Callers who come with tokens of an OpenID Connect issuer.</summary>
public abstract class OutsideIssuerTests(RegistryApi api, TestIssuer issuer) : RegistryTest(api)
{
    public sealed class OnSqlite(FederatedSqlite api) : OutsideIssuerTests(api, api.Issuer), IClassFixture<FederatedSqlite>;

    public sealed class OnPostgres(FederatedPostgres api) : OutsideIssuerTests(api, api.Issuer), IClassFixture<FederatedPostgres>;

    public sealed class FederatedSqlite : SqliteRegistry
    {
        public TestIssuer Issuer { get; } = new();

        protected override IEnumerable<KeyValuePair<string, string>> Settings() => base.Settings().Concat(Federation(Issuer));

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            Issuer.Dispose();
        }
    }

    public sealed class FederatedPostgres : PostgresRegistry
    {
        public TestIssuer Issuer { get; } = new();

        protected override IEnumerable<KeyValuePair<string, string>> Settings() => base.Settings().Concat(Federation(Issuer));

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            Issuer.Dispose();
        }
    }

    private static readonly string[] Reviewer = ["Reviewer@ncc-ap"];

    [Fact]
    public async Task A_good_token_is_an_account_with_the_roles_it_names()
    {
        var own = await Own(issuer.Token("rosa", ["Reviewer@ncc-ap", "Applicant"], methods: ["pwd", "mfa"]));

        Assert.Equal([("Applicant", null), ("Reviewer", "ncc-ap")], Roles(own));
        Assert.False(own.GetProperty("hasSecondFactor").GetBoolean());
        Assert.Equal(JsonValueKind.Null, own.GetProperty("email").ValueKind);
    }

    [Fact]
    public async Task The_same_subject_is_the_same_account_also_when_first_seen_eight_times_at_once()
    {
        var token = issuer.Token("many-at-once", Reviewer);

        var owns = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Own(token)));

        Assert.Single(owns.Select(o => o.GetProperty("id").GetGuid()).Distinct());
        Assert.NotEqual(owns[0].GetProperty("id").GetGuid(), (await Own(issuer.Token("somebody-else", Reviewer))).GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task Roles_are_what_the_latest_token_says_and_are_not_kept()
    {
        await Own(issuer.Token("moves-on", Reviewer, methods: ["mfa"]));

        var own = await Own(issuer.Token("moves-on", ["Auditor@icrc"], methods: ["mfa"]));

        Assert.Equal([("Auditor", "icrc")], Roles(own));
        var id = own.GetProperty("id").GetGuid();
        Assert.False(await Api.Stored(db => db.Grants.AnyAsync(g => g.AccountId == id, Token)));
    }

    [Fact]
    public async Task A_role_or_a_board_that_is_not_known_gives_nothing()
    {
        Assert.Empty(Roles(await Own(issuer.Token("dreamer", ["Emperor@ncc-ap", "Reviewer@atlantis", "Reviewer", "Operator@ncc-ap"], methods: ["mfa"]))));
    }

    [Fact]
    public async Task A_role_at_one_board_opens_that_board_and_no_other()
    {
        var client = Api.With(issuer.Token("reviewer", Reviewer, methods: ["mfa"]));

        await Answered(await client.GetAsync("/api/v1/boards/ncc-ap/staff", Token));
        await Refused(await client.GetAsync("/api/v1/boards/icrc/staff", Token), "board.not_found");
        await Refused(await Api.With(issuer.Token("guest", [])).GetAsync("/api/v1/boards/ncc-ap/staff", Token), "access.not_permitted");
    }

    [Fact]
    public async Task Staff_need_the_issuers_word_on_a_second_factor()
    {
        var held = Api.With(issuer.Token("one-factor", ["Reviewer@ncc-ap", "Applicant"]));

        await Refused(await held.GetAsync("/api/v1/boards/ncc-ap/staff", Token), "access.second_factor_needed");
        Assert.Equal([("Applicant", null)], Roles(await Answered(await held.OwnAccount())));
    }

    [Fact]
    public async Task A_token_for_somebody_else_is_refused() => await NotTaken(issuer.Token("rosa", Reviewer, audience: "another-service"));

    [Fact]
    public async Task A_token_that_has_run_out_is_refused() => await NotTaken(issuer.Token("rosa", Reviewer, expiresIn: TimeSpan.FromMinutes(-2)));

    [Fact]
    public async Task A_token_of_another_issuer_is_refused() => await NotTaken(issuer.Token("rosa", Reviewer, issuer: "https://issuer.example"));

    [Fact]
    public async Task A_token_that_an_unknown_key_signed_is_refused() => await NotTaken(issuer.Token("rosa", Reviewer, knownKey: false));

    [Fact]
    public async Task A_token_that_was_changed_is_refused()
    {
        var parts = issuer.Token("rosa", ["Reviewer@icrc"]).Split('.');
        var changed = Base64UrlEncoder.Decode(parts[1]).Replace("Reviewer@icrc", "Operator", StringComparison.Ordinal);

        await NotTaken($"{parts[0]}.{Base64UrlEncoder.Encode(changed)}.{parts[2]}");
    }

    [Fact]
    public async Task A_token_without_a_signature_is_refused()
    {
        var payload = issuer.Token("rosa", Reviewer).Split('.')[1];

        await NotTaken($"{Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes("""{"alg":"none","typ":"JWT"}"""))}.{payload}.");
    }

    [Fact]
    public async Task The_registrys_own_tokens_go_on_working()
    {
        var tokens = await Api.Tokens(await Api.AnAccount(Role.Applicant));

        Assert.Equal([("Applicant", null)], Roles(await Answered(await Api.With(tokens).OwnAccount())));
    }

    [Fact]
    public async Task An_address_that_the_issuer_verified_is_taken_over_but_never_somebodys_account()
    {
        var (free, taken) = (AccountsWorld.AnAddress(), await Api.AnAccount(Role.Applicant));

        Assert.Equal(free, (await Own(issuer.Token("with-address", Reviewer, email: free))).GetProperty("email").GetString());
        Assert.Equal(JsonValueKind.Null, (await Own(issuer.Token("with-taken-address", Reviewer, email: taken))).GetProperty("email").ValueKind);
        Assert.Equal(JsonValueKind.Null, (await Own(issuer.Token("with-no-address", Reviewer, email: "two..dots@example.test"))).GetProperty("email").ValueKind);
        await Refused(await Api.SignIn(free), "account.sign_in_refused");
        await Answered(await Api.Post("/forgotten-password", new { email = free }), 202);
        await Api.DueMailIsDelivered();
        Assert.Empty(await Api.PasswordMailTo(free));
    }

    [Fact]
    public async Task What_the_issuer_holds_is_not_changed_here()
    {
        var client = Api.With(issuer.Token("elsewhere", Reviewer));

        await Refused(await client.Post("/me/second-factor"), "account.held_elsewhere");
        await Refused(await client.Post("/me/sign-out-everywhere"), "account.held_elsewhere");
    }

    private static IEnumerable<KeyValuePair<string, string>> Federation(TestIssuer issuer) =>
    [
        new("Authentication:Oidc:Authority", issuer.Address),
        new("Authentication:Oidc:Audience", TestIssuer.Audience),
        new("Accounts:RequireSecondFactorForStaff", "true"),
    ];

    private static IEnumerable<(string?, string?)> Roles(JsonElement own) =>
        own.GetProperty("roles").EnumerateArray().Select(r => (r.GetProperty("role").GetString(), r.GetProperty("board").GetString()));

    private async Task<JsonElement> Own(string token) => await Answered(await Api.With(token).OwnAccount());

    private async Task NotTaken(string token) => await Refused(await Api.With(token).OwnAccount(), "access.sign_in_needed");
}
