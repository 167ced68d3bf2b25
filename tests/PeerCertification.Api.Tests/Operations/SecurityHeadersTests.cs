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
        var unknown = await Api.CreateClient().GetAsync("/api/v1/nowhere", Token);
        var unreadable = await Api.CreateClient().PostAsync("/api/v1/accounts/sign-in", new StringContent("{", Encoding.UTF8, "application/json"), Token);

        Assert.All([unknown, unreadable], answer => Assert.Contains(value, Assert.Single(answer.Headers.GetValues(name))));
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
    [InlineData("{\"email\":\"a\\u0000@b.c\",\"password\":\"x\"}", "application/json", "request.malformed")]
    [InlineData("{\"email\":\"a\\uFFFE@b.c\",\"password\":\"x\"}", "application/json", "request.malformed")]
    [InlineData("{\"email\":\"a\uFFFF@b.c\",\"password\":\"x\"}", "application/json", "request.malformed")]
    [InlineData("email=a", "application/x-www-form-urlencoded", "request.unsupported_media_type")]
    public async Task What_cannot_be_read_is_refused_with_a_code(string body, string mediaType, string code) =>
        await Refused(await Api.CreateClient().PostAsync("/api/v1/accounts/sign-in", new StringContent(body, Encoding.UTF8, mediaType), Token), code);

    [Theory]
    [InlineData("application/json; charset=utf-99")]
    [InlineData("application/json; charset=utf-7")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=\"utf-8\"")] // which the framework does not read
    [InlineData("application/json; charset=")]
    public async Task JSON_in_another_encoding_than_UTF_8_is_refused(string contentType)
    {
        var body = new ByteArrayContent("{}"u8.ToArray());
        body.Headers.TryAddWithoutValidation("Content-Type", contentType);

        await Refused(await Api.CreateClient().PostAsync("/api/v1/accounts/sign-in", body, Token), "request.unsupported_media_type");
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json; charset=UTF-8")]
    public async Task JSON_that_says_to_be_UTF_8_is_read(string contentType)
    {
        var body = new ByteArrayContent("{\"email\":\"a@b.c\",\"password\":\"x\"}"u8.ToArray());
        body.Headers.TryAddWithoutValidation("Content-Type", contentType);

        await Refused(await Api.CreateClient().PostAsync("/api/v1/accounts/sign-in", body, Token), "account.sign_in_refused");
    }

    [Theory]
    [InlineData("/api/v1/boards?after=%00")]
    [InlineData("/api/v1/boards/ncc-ap/credential-types?after=a%00b")]
    public async Task No_text_in_a_query_holds_a_null_character(string address) =>
        await Refused(await Api.CreateClient().GetAsync(address, Token), "request.malformed");

    [Fact]
    public async Task An_address_that_does_not_exist_and_a_method_it_does_not_take_have_codes()
    {
        await Refused(await Api.CreateClient().GetAsync("/api/v1/nowhere", Token), "request.no_such_route");
        await Refused(await Api.CreateClient().DeleteAsync("/api/v1/accounts/sign-in", Token), "request.method_not_allowed");
    }
}

/// <summary>A registry that lets the pages of one other web origin in.</summary>
public sealed class OneOriginRegistry : SqliteRegistry
{
    internal const string Origin = "https://portal.example";

    protected override IEnumerable<KeyValuePair<string, string>> Settings() => [.. base.Settings(), new("Cors:Origins:0", Origin)];
}

public sealed class OtherOriginsTests(OneOriginRegistry api) : RegistryTest(api), IClassFixture<OneOriginRegistry>
{
    [Theory]
    [InlineData(OneOriginRegistry.Origin, OneOriginRegistry.Origin)]
    [InlineData("https://elsewhere.example", "")]
    public async Task The_pages_of_an_origin_that_is_let_in_can_read_why_something_was_refused_also_before_anything_else_was_looked_at(string origin, string allowed)
    {
        using var body = new ByteArrayContent("{}"u8.ToArray());
        body.Headers.TryAddWithoutValidation("Content-Type", "application/json; charset=utf-16");
        using var asked = new HttpRequestMessage(HttpMethod.Post, "/api/v1/accounts/sign-in") { Content = body, Headers = { { "Origin", origin } } };

        var answer = await Api.CreateClient().SendAsync(asked, Token);

        await Refused(answer, "request.unsupported_media_type");
        Assert.Equal(allowed, answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var said) ? string.Concat(said) : "");
    }
}
