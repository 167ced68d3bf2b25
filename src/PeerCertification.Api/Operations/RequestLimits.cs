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

    /// <summary>Well-formed numbers an hour, from one account or organisation, that no credential has; what goes beyond is owed, and waited for.</summary>
    public int UnknownNumbersPerHour { get; set; } = 1000;

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

/// <summary>
/// Holds every caller to the limit for everything, and to the one that the route names. In place of the framework's middleware, which never gives its limiter
/// back and with it keeps every registry of a process (decision 36).
/// </summary>
internal sealed class RequestLimits : IMiddleware, IDisposable
{
    internal const string NameSearch = "name-search";
    internal const string Roster = "roster";
    internal const string RosterForm = "roster-form";
    internal const string SignIn = "sign-in";
    internal const string Verification = "verification";
    internal const string WebhookTest = "webhook-test";

    private readonly PartitionedRateLimiter<HttpContext> _everything;
    private readonly PartitionedRateLimiter<HttpContext> _named;
    private readonly PartitionedRateLimiter<HttpContext> _both;

    public RequestLimits(LimitSettings limits)
    {
        var named = Named(limits);
        _everything = PartitionedRateLimiter.Create<HttpContext, string>(http => Known(http, limits) ?? Window(Address(http), limits.AnonymousRequestsPerMinute));
        _named = PartitionedRateLimiter.Create<HttpContext, string>(http => http.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>() is { } limit ? named[limit.PolicyName!](http) : RateLimitPartition.GetNoLimiter(""));
        _both = PartitionedRateLimiter.CreateChained(_everything, _named);
    }

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is not null)
        {
            await next(context);
            return;
        }

        using var lease = _both.AttemptAcquire(context);
        await (lease.IsAcquired ? next(context) : Refuse(context, lease));
    }

    public void Dispose()
    {
        _both.Dispose();
        _named.Dispose();
        _everything.Dispose();
    }

    /// <summary>How much each name allows, and to whom.</summary>
    private static Dictionary<string, Func<HttpContext, RateLimitPartition<string>>> Named(LimitSettings limits) => new()
    {
        [SignIn] = http => EmptyForm(http) ?? Window(SignIn + Address(http), limits.SignInsPerMinute),
        [Verification] = http => Known(http, limits) ?? Window(Verification + Address(http), limits.AnonymousVerificationsPerMinute),
        [NameSearch] = http => Window(NameSearch + (Holder(http) ?? Address(http)), limits.NameSearchesPerMinute),
        [Roster] = http => Window(Roster + (Holder(http) ?? Address(http)), limits.RostersPerMinute),
        [RosterForm] = http => EmptyForm(http) ?? Window(Roster + (Holder(http) ?? Address(http)), limits.RostersPerMinute),
        [WebhookTest] = http => EmptyForm(http) ?? Window(WebhookTest + (Caller(http).AccountId?.ToString() ?? Address(http)), limits.WebhookTestsPerMinute),
    };

    private static Task Refuse(HttpContext http, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? time : TimeSpan.FromMinutes(1);
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        http.Response.Headers.RetryAfter = seconds;
        return ProblemCatalog.Answer(http, new Refusal("request.too_many", $"Ask again in {seconds} seconds."));
    }

    /// <summary>Who opens a form has not sent it.</summary>
    private static RateLimitPartition<string>? EmptyForm(HttpContext http) => HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) ? RateLimitPartition.GetNoLimiter("an empty form") : null;

    /// <summary>The organisation of a key, or the account.</summary>
    private static string? Holder(HttpContext http) => (Caller(http).Key?.OrganisationId ?? Caller(http).AccountId)?.ToString();

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

internal static class RequestLimitServices
{
    internal static void AddRequestLimits(this IServiceCollection services, LimitSettings limits)
    {
        services.Configure<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>(o => o.Limits.MaxRequestBodySize = limits.RequestBytes);
        services.AddSingleton(limits);
        services.AddSingleton(_ => new RequestLimits(limits)); // made by it, so given back with it
    }
}
