using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using PeerCertification.Api.Security;

namespace PeerCertification.Api.Tests.Operations;

/// <summary>A registry that lets one address try to sign in twice a minute, and ask for anything six times.</summary>
public sealed class StrictRegistry : SqliteRegistry
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Limits:SignInsPerMinute", "2");
        builder.UseSetting("Limits:AnonymousRequestsPerMinute", "6");
        builder.UseSetting("Limits:RequestBytes", "1000");
    }
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
}
