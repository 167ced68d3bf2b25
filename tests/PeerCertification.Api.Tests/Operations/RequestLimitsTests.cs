using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using PeerCertification.Api.Operations;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Operations;

/// <summary>A registry that lets one address try to sign in twice a minute, and ask for anything six times.</summary>
public class StrictRegistry : SqliteRegistry
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Limits:SignInsPerMinute", "2");
        builder.UseSetting("Limits:AnonymousRequestsPerMinute", "6");
        builder.UseSetting("Limits:RequestBytes", "1000");
    }
}

/// <summary>The same behind two proxies, telling where a caller comes from by a header, as no proxy of ours would.</summary>
public sealed class StrictRegistryWithAddresses : StrictRegistry
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Proxies:0", "10.0.0.1");
        builder.UseSetting("Proxies:1", "10.0.0.2");
        builder.ConfigureServices(services => services.AddSingleton<IStartupFilter, From>());
    }

    private sealed class From : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, go) =>
            {
                http.Connection.RemoteIpAddress = IPAddress.Parse(http.Request.Headers["Comes-From"].ToString());
                return go();
            });
            next(app);
        };
    }
}

/// <summary>A registry with the limits that there are where nobody sets them.</summary>
public sealed class UnsetRegistry : SqliteRegistry
{
    protected override IEnumerable<KeyValuePair<string, string>> Settings() =>
        [new("Limits:AnonymousVerificationsPerMinute", Text(new LimitSettings().AnonymousVerificationsPerMinute)), new("Limits:NameSearchesPerMinute", Text(new LimitSettings().NameSearchesPerMinute)), new("Limits:RostersPerMinute", Text(new LimitSettings().RostersPerMinute)), new("Limits:WebhookTestsPerMinute", Text(new LimitSettings().WebhookTestsPerMinute))];

    private static string Text(int limit) => limit.ToString(CultureInfo.InvariantCulture);
}

public sealed class RequestLimitsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_third_attempt_to_sign_in_within_a_minute_is_told_when_to_come_back()
    {
        using var api = new StrictRegistry();
        var client = api.CreateClient();
        var attempt = new { email = "ana@example.test", password = "not the right one" };
        await client.PostAsJsonAsync("/api/v1/accounts/sign-in", attempt, Token);
        await client.PostAsJsonAsync("/api/v1/accounts/sign-in", attempt, Token);

        var third = await client.PostAsJsonAsync("/api/v1/accounts/sign-in", attempt, Token);

        await RegistryTest.Refused(third, "request.too_many");
        Assert.InRange(third.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
    }

    [Fact]
    public async Task The_seventh_roster_within_a_minute_of_one_account_is_told_when_to_come_back_and_another_account_is_not()
    {
        using var api = new UnsetRegistry();
        var (one, other) = (await api.SignedInAs(Role.Applicant), await api.SignedInAs(Role.Applicant));
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 7; i++)
        {
            statuses.Add((await one.PostAsJsonAsync("/api/v1/rosters/verify", new { numbers = new[] { "no number" } }, Token)).StatusCode);
        }

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.OK, 6), HttpStatusCode.TooManyRequests], statuses);
        Assert.Equal(HttpStatusCode.OK, (await other.PostAsJsonAsync("/api/v1/rosters/verify", new { numbers = new[] { "no number" } }, Token)).StatusCode);
    }

    [Fact]
    public async Task A_key_that_is_not_good_is_held_to_the_limit_of_its_address()
    {
        using var api = new StrictRegistry();
        var guesser = api.CreateClient();
        guesser.DefaultRequestHeaders.Authorization = new("Bearer", $"pcr_abcdefgh_{new string('x', 43)}");
        for (var i = 0; i < 6; i++)
        {
            await RegistryTest.Refused(await guesser.GetAsync("/api/v1/changes", Token), "access.key_not_good");
        }

        await RegistryTest.Refused(await guesser.GetAsync("/api/v1/changes", Token), "request.too_many");
    }

    [Fact]
    public async Task The_seventh_test_of_a_webhook_within_a_minute_is_refused_on_the_pages_too()
    {
        using var api = new UnsetRegistry();
        var browser = await api.ASignedInBrowser();
        var nobodys = $"{await browser.AnOrganisation()}/webhooks/{Guid.Empty}/test";
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 7; i++)
        {
            statuses.Add((await browser.Posts(nobodys)).Status);
        }

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.NotFound, 6), HttpStatusCode.TooManyRequests], statuses);
        Assert.Contains("Wait, and try again", (await browser.Posts(nobodys)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_opens_where_a_form_is_sent_has_sent_nothing()
    {
        using var api = new UnsetRegistry();
        var browser = await api.ASignedInBrowser();
        var organisation = await browser.AnOrganisation();
        foreach (var form in new[] { $"{organisation}/roster-files/send", $"{organisation}/webhooks/{Guid.Empty}/test" })
        {
            for (var i = 0; i < 7; i++)
            {
                Assert.NotEqual(HttpStatusCode.TooManyRequests, (await browser.Opens(form)).Status);
            }
        }
    }

    [Fact]
    public async Task The_sixty_first_verification_and_the_twenty_first_search_by_name_within_a_minute_without_an_account_are_told_when_to_come_back()
    {
        const string Unknown = "/api/v1/verifications/NCPRSS-0000042-J";
        using var api = new UnsetRegistry();
        var anonymous = api.CreateClient();
        for (var i = 0; i < 60; i++)
        {
            await RegistryTest.Refused(await anonymous.GetAsync(Unknown, Token), "credential.not_found");
        }

        var next = await anonymous.GetAsync(Unknown, Token);

        await RegistryTest.Refused(next, "request.too_many");
        Assert.InRange(next.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        await RegistryTest.Refused(await anonymous.GetAsync("/api/v1/nowhere", Token), "request.no_such_route");
        await RegistryTest.Refused(await (await api.SignedInAs(Role.Applicant)).GetAsync(Unknown, Token), "credential.not_found");
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await anonymous.GetAsync("/api/v1/verifications?familyName=Ruiz&state=NY", Token)).StatusCode);
        }

        await RegistryTest.Refused(await anonymous.GetAsync("/api/v1/verifications?familyName=Ruiz&state=NY", Token), "request.too_many");
    }

    [Theory]
    [InlineData(false, 1000)] // says its length
    [InlineData(true, 950)] // comes in pieces; what stands around them counts as well
    public async Task A_body_larger_than_the_limit_is_refused_and_one_within_it_is_read(bool inPieces, int within)
    {
        using var api = new StrictRegistry();
        api.UseKestrel(0); // the test server knows no such limit
        api.StartServer();
        using var client = api.CreateClient();

        await RegistryTest.Refused(await SignIn(1001), "request.too_large");
        await RegistryTest.Refused(await SignIn(within), "account.sign_in_refused");

        Task<HttpResponseMessage> SignIn(int bytes)
        {
            var body = """{"email":"ana@example.test","password":"not the right one"}""".PadRight(bytes);
            var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/accounts/sign-in") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            request.Headers.TransferEncodingChunked = inPieces;
            return client.SendAsync(request, Token);
        }
    }

    [Fact]
    public async Task Attempts_on_the_page_and_through_the_API_are_counted_together_and_empty_forms_are_not()
    {
        using var api = new StrictRegistry();
        var browser = api.ABrowser();

        await browser.Opens("/sign-in");
        await browser.Opens("/sign-in");
        await RegistryTest.Refused(await api.SignIn("ana@example.test"), "account.sign_in_refused");
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.Posts("/sign-in", ("email", "ana@example.test"), ("password", "not the right one"))).Status);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await browser.Posts("/sign-in", ("email", "ana@example.test"), ("password", "not the right one"))).Status);
    }

    [Fact]
    public async Task An_account_is_counted_apart_from_the_address_it_calls_from()
    {
        using var api = new StrictRegistry();
        var account = await api.SignedInAs(Role.Applicant);
        var anonymous = api.CreateClient();
        for (var i = 0; i < 6; i++)
        {
            await anonymous.GetAsync("/api/v1/nowhere", Token);
        }

        await RegistryTest.Refused(await anonymous.GetAsync("/api/v1/nowhere", Token), "request.too_many");
        await RegistryTest.Refused(await account.GetAsync("/api/v1/nowhere", Token), "request.no_such_route");
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2::2", "2001:db8:1:3::1")]
    [InlineData("192.0.2.7", "::ffff:192.0.2.7", "192.0.2.8")]
    public async Task Addresses_of_one_network_share_a_limit_and_the_next_network_has_its_own(string one, string another, string elsewhere)
    {
        using var api = new StrictRegistryWithAddresses();
        var client = api.CreateClient();
        for (var i = 0; i < 6; i++)
        {
            await RegistryTest.Refused(await From(i % 2 == 0 ? one : another), "request.no_such_route");
        }

        await RegistryTest.Refused(await From(another), "request.too_many");
        await RegistryTest.Refused(await From(elsewhere), "request.no_such_route");

        Task<HttpResponseMessage> From(string address) => client.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/api/v1/nowhere") { Headers = { { "Comes-From", address } } }, Token);
    }

    [Fact]
    public async Task Behind_proxies_a_caller_is_whom_the_outermost_of_ours_saw_and_not_whom_the_caller_claims_to_be()
    {
        using var api = new StrictRegistryWithAddresses();
        var client = api.CreateClient();
        for (var i = 0; i < 6; i++)
        {
            await RegistryTest.Refused(await From("10.0.0.1", $"198.51.100.{i}, 203.0.113.5, 10.0.0.2"), "request.no_such_route");
        }

        await RegistryTest.Refused(await From("10.0.0.1", "198.51.100.7, 203.0.113.5, 10.0.0.2"), "request.too_many");
        await RegistryTest.Refused(await From("10.0.0.1", "203.0.113.5"), "request.too_many");
        await RegistryTest.Refused(await From("203.0.113.5", "198.51.100.8"), "request.too_many"); // round the proxies
        await RegistryTest.Refused(await From("10.0.0.1", "203.0.113.6, 10.0.0.2"), "request.no_such_route");

        Task<HttpResponseMessage> From(string address, string forwardedFor) =>
            client.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/api/v1/nowhere") { Headers = { { "Comes-From", address }, { "X-Forwarded-For", forwardedFor } } }, Token);
    }
}
