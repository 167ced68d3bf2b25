namespace PeerCertification.Api.Operations;

/// <summary>What every answer says to browsers: nothing here is framed, sniffed, cached by others or allowed to load anything.</summary>
internal static class SecurityHeaders
{
    internal static void UseSecurityHeaders(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }

        app.Use((context, next) =>
        {
            Say(context);
            return next(context);
        });
    }

    /// <summary>Said before anything else is, and again by what empties the headers to turn a failure into an answer.</summary>
    internal static void Say(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        if (!context.Request.Path.StartsWithSegments("/swagger"))
        {
            headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        }
    }
}
