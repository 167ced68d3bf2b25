using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using PeerCertification.Api.Problems;

namespace PeerCertification.Api.Security;

/// <summary>Marks a route that people open in their browser.</summary>
internal sealed record OpenedInBrowser;

/// <summary>
/// The session of somebody who signed in on a page: a cookie that no script reads and that no other site's link or form brings along. It counts on
/// routes that people open in their browser and nowhere else, and where they ask for a page that there is not; there no bearer token does. Like a token it ends with its account's stamp.
/// </summary>
internal static class PageSession
{
    internal const string SchemeName = "PageSession";

    private static readonly TimeSpan Unused = TimeSpan.FromHours(2);

    /// <summary>What is no route of ours is refused, and the page that says so tells who is signed in like every other.</summary>
    internal static bool Suits(HttpContext http) => http.GetEndpoint() is RouteEndpoint route
        ? route.Metadata.GetMetadata<OpenedInBrowser>() is not null
        : http.RequestServices.GetRequiredService<IRefusalPage>().Suits(http.Request);

    internal static AuthenticationBuilder AddPageSessions(this AuthenticationBuilder tokens, IHostEnvironment environment) => tokens.AddCookie(SchemeName, o =>
    {
        o.TimeProvider = TimeProvider.System;
        o.ExpireTimeSpan = Unused;
        o.Cookie.Name = "session";
        o.Cookie.HttpOnly = true;
        o.Cookie.SameSite = SameSiteMode.Strict;
        o.Cookie.SecurePolicy = environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
    });
}
