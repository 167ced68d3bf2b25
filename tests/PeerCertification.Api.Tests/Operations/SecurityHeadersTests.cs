using System.Text;

namespace PeerCertification.Api.Tests.Operations;

public sealed class SecurityHeadersTests(SqliteRegistry api) : RegistryTest(api), IClassFixture<SqliteRegistry>
{
    [Theory]
    [InlineData("X-Content-Type-Options", "nosniff")]
    [InlineData("X-Frame-Options", "DENY")]
    [InlineData("Referrer-Policy", "no-referrer")]
    [InlineData("Cache-Control", "no-store")]
    [InlineData("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")]
    public async Task Every_answer_even_a_refusal_carries_the_header(string name, string value)
    {
        var answer = await Api.CreateClient().GetAsync("/api/v1/nowhere", Token);

        Assert.Equal(value, Assert.Single(answer.Headers.GetValues(name)));
    }

    [Fact]
    public async Task No_other_web_origin_is_let_in_unless_configured()
    {
        var request = new HttpRequestMessage(HttpMethod.Options, "/api/v1/accounts/sign-in");
        request.Headers.Add("Origin", "https://elsewhere.example");
        request.Headers.Add("Access-Control-Request-Method", "POST");

        var answer = await Api.CreateClient().SendAsync(request, Token);

        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("{", "application/json", "request.malformed")]
    [InlineData("{\"email\":\"a@b.c\",\"password\":\"x\",\"admin\":true}", "application/json", "request.malformed")]
    [InlineData("{\"email\":null,\"password\":\"x\"}", "application/json", "request.malformed")]
    [InlineData("email=a", "application/x-www-form-urlencoded", "request.unsupported_media_type")]
    public async Task What_cannot_be_read_is_refused_with_a_code(string body, string mediaType, string code) =>
        await Refused(await Api.CreateClient().PostAsync("/api/v1/accounts/sign-in", new StringContent(body, Encoding.UTF8, mediaType), Token), code);

    [Fact]
    public async Task An_address_that_does_not_exist_and_a_method_it_does_not_take_have_codes()
    {
        await Refused(await Api.CreateClient().GetAsync("/api/v1/nowhere", Token), "request.no_such_route");
        await Refused(await Api.CreateClient().DeleteAsync("/api/v1/accounts/sign-in", Token), "request.method_not_allowed");
    }
}
