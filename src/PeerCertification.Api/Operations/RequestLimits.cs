using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Operations;

/// <summary>Section <c>Limits</c>: how much one caller may ask for. Each is a number of requests in a minute that begins with the first of them, so that around its end twice as many can come close together.</summary>
public sealed class LimitSettings
{
    /// <summary>Verifications a minute from one address without an account.</summary>
    public int AnonymousVerificationsPerMinute { get; set; } = 60;

    /// <summary>Searches by name a minute from one account, or from one address without an account.</summary>
    public int NameSearchesPerMinute { get; set; } = 20;

    /// <summary>Attempts a minute from one address to sign in, register, confirm or reset.</summary>
    public int SignInsPerMinute { get; set; } = 5;

    /// <summary>Rosters a minute, and roster files and their answers, from one account, or from all keys of one organisation: each may hold ten thousand numbers, or a million.</summary>
    public int RostersPerMinute { get; set; } = 6;

    /// <summary>Tests of webhooks a minute from one account: each makes the registry speak to somebody else.</summary>
    public int WebhookTestsPerMinute { get; set; } = 6;

    /// <summary>Everything a minute from one account.</summary>
    public int AccountRequestsPerMinute { get; set; } = 600;

    /// <summary>Everything a minute from all keys of one organisation.</summary>
    public int OrganisationRequestsPerMinute { get; set; } = 1200;

    /// <summary>Everything a minute from one address without an account.</summary>
    public int AnonymousRequestsPerMinute { get; set; } = 120;

    /// <summary>The largest request body that is read, in bytes; documents and CSV files have limits of their own.</summary>
    public long RequestBytes { get; set; } = 256 * 1024;
}

/// <summary>The named limits that routes choose from.</summary>
internal static class RequestLimits
{
    internal const string NameSearch = "name-search";
    internal const string Roster = "roster";
    internal const string SignIn = "sign-in";
    internal const string Verification = "verification";
    internal const string WebhookTest = "webhook-test";

    internal static void AddRequestLimits(this IServiceCollection services, LimitSettings limits)
    {
        services.Configure<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>(o => o.Limits.MaxRequestBodySize = limits.RequestBytes);
        services.AddRateLimiter(options =>
        {
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => Known(http, limits) ?? Window(Address(http), limits.AnonymousRequestsPerMinute));
            options.AddPolicy(SignIn, http => HttpMethods.IsGet(http.Request.Method) ? RateLimitPartition.GetNoLimiter("an empty form") : Window(Address(http), limits.SignInsPerMinute));
            options.AddPolicy(Verification, http => Known(http, limits) ?? Window(Address(http), limits.AnonymousVerificationsPerMinute));
            options.AddPolicy(NameSearch, http => Window((Caller(http).Key?.OrganisationId ?? Caller(http).AccountId)?.ToString() ?? Address(http), limits.NameSearchesPerMinute));
            options.AddPolicy(Roster, http => Window((Caller(http).Key?.OrganisationId ?? Caller(http).AccountId)?.ToString() ?? Address(http), limits.RostersPerMinute));
            options.AddPolicy(WebhookTest, http => Window(Caller(http).AccountId?.ToString() ?? Address(http), limits.WebhookTestsPerMinute));
            options.OnRejected = Refuse;
        });
    }

    private static async ValueTask Refuse(OnRejectedContext context, CancellationToken cancellationToken)
    {
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? time : TimeSpan.FromMinutes(1);
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        context.HttpContext.Response.Headers.RetryAfter = seconds;
        await ProblemCatalog.Answer(context.HttpContext, new Refusal("request.too_many", $"Ask again in {seconds} seconds."));
    }

    private static RateLimitPartition<string>? Known(HttpContext http, LimitSettings limits) => Caller(http) switch
    {
        { Key: { } key } => Window(key.OrganisationId.ToString(), limits.OrganisationRequestsPerMinute),
        { AccountId: { } account } => Window(account.ToString(), limits.AccountRequestsPerMinute),
        _ => null,
    };

    private static Caller Caller(HttpContext http) => http.RequestServices.GetRequiredService<Caller>();

    private static string Address(HttpContext http) => NetworkOf.Caller(http.Connection.RemoteIpAddress);

    private static RateLimitPartition<string> Window(string key, int perMinute) =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1) });
}
