using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace PeerCertification.Api.Operations;

/// <summary>Whom the registry believes about addresses: the proxies and the web origins that the configuration names, and nobody else.</summary>
internal static class Proxies
{
    internal static void AddRegistryProxies(this IServiceCollection services, IConfiguration configuration)
    {
        var proxies = configuration.GetSection("Proxies").Get<string[]>() ?? [];
        services.Configure<ForwardedHeadersOptions>(o =>
        {
            // An empty list of proxies means to the framework that everybody is one; to us, that nobody is.
            o.ForwardedHeaders = proxies.Length == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;

            // However many of ours stand in a row: reading ends at the first address that is none of them. One alone would make one caller of all who come through two.
            o.ForwardLimit = null;
            o.KnownIPNetworks.Clear();
            o.KnownProxies.Clear();
            foreach (var proxy in proxies)
            {
                o.KnownProxies.Add(IPAddress.Parse(proxy));
            }
        });

        var origins = configuration.GetSection("Cors:Origins").Get<string[]>() ?? [];
        services.AddCors(o => o.AddDefaultPolicy(policy => policy.WithOrigins(origins).AllowAnyHeader().AllowAnyMethod().WithExposedHeaders("ETag", "Link", "Location", "Retry-After")));
    }
}
