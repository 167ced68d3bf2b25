using System.Net.Http.Json;
using PeerCertification.Api.Security;

namespace PeerCertification.Api.Tests.Features.Accounts;

public abstract class SignInTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : SignInTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : SignInTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task The_right_password_gives_a_bearer_token()
    {
        var email = await Api.AnAccount(Role.Applicant);

        var answer = await Answered(await SignIn(email, RegistryApi.Password));

        Assert.Equal("Bearer", answer.GetProperty("tokenType").GetString());
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_are_refused_alike()
    {
        var email = await Api.AnAccount(Role.Applicant);

        var wrong = await Refused(await SignIn(email, "not the password at all"), "account.sign_in_refused");
        var unknown = await Refused(await SignIn("nobody@example.test", RegistryApi.Password), "account.sign_in_refused");

        Assert.Equal(wrong.GetProperty("detail").GetString(), unknown.GetProperty("detail").GetString());
    }

    private Task<HttpResponseMessage> SignIn(string email, string password) =>
        Api.CreateClient().PostAsJsonAsync("/api/v1/accounts/sign-in", new { email, password }, Token);
}
