using PeerCertification.Api.Problems;
using PeerCertification.Domain;

namespace PeerCertification.Api.Pipeline;

/// <summary>The version a caller says to have seen, from the If-Match header of a route marked with <c>RequireIfMatch</c>.</summary>
public readonly record struct IfMatch(int Version)
{
    public static ValueTask<IfMatch> BindAsync(HttpContext context) => ValueTask.FromResult(new IfMatch(Parse(context.Request) ?? -1));

    /// <summary>A refusal when the record has moved on since the caller read it.</summary>
    public Refusal? Against(int current) => Version == current
        ? null
        : new Refusal("precondition.stale", "Read the record again, look at what changed, and repeat the request with the new ETag.");

    internal static int? Parse(HttpRequest request) =>
        request.Headers.IfMatch is [{ } tag] && tag.StartsWith("\"v", StringComparison.Ordinal) && tag.EndsWith('"')
            && int.TryParse(tag.AsSpan(2, Math.Max(0, tag.Length - 3)), System.Globalization.NumberStyles.None, null, out var version) ? version : null;
}

/// <summary>Marks routes for the OpenAPI document.</summary>
internal sealed record NeedsIfMatch(bool OnceItExists = false);

internal static class Versions
{
    /// <summary>Refuses an If-Match that is not ours (400). For a route that begins a record or replaces it: whether it is needed, the slice decides.</summary>
    internal static RouteHandlerBuilder TakeIfMatch(this RouteHandlerBuilder route) =>
        route.WithMetadata(new NeedsIfMatch(OnceItExists: true)).ProducesProblem(412).ProducesProblem(428).AddEndpointFilter(async (context, next) =>
            context.HttpContext.Request.Headers.IfMatch.Count > 0 && IfMatch.Parse(context.HttpContext.Request) is null ? Malformed() : await next(context));

    /// <summary>Refuses without If-Match (428) or with one that is not ours (400), before anything is read.</summary>
    internal static RouteHandlerBuilder RequireIfMatch(this RouteHandlerBuilder route) =>
        route.WithMetadata(new NeedsIfMatch()).ProducesProblem(412).ProducesProblem(428).AddEndpointFilter(async (context, next) =>
            context.HttpContext.Request.Headers.IfMatch.Count == 0
                ? ProblemCatalog.ToResult(new Refusal("precondition.missing", "Send the ETag of the record as you last read it in If-Match."))
                : IfMatch.Parse(context.HttpContext.Request) is null
                    ? Malformed()
                    : await next(context));

    private static IResult Malformed() =>
        ProblemCatalog.ToResult(new Refusal("precondition.malformed", "An ETag of this registry looks like \"v3\", with the quotation marks."));
}

/// <summary>Successful answers that carry a version, a location or a link.</summary>
internal static class Answers
{
    internal static IResult Ok<T>(T value, int version) => new Versioned(Results.Ok(value), version);

    internal static IResult Created<T>(string location, T value, int version) => new Versioned(Results.Created(location, value), version);

    /// <summary>One page of a list. A full page links to the next one, which begins after its last row.</summary>
    internal static IResult Page<T, TRow>(HttpContext http, T value, int limit, IReadOnlyList<TRow> rows, Func<TRow, object> cursor)
    {
        if (rows.Count == limit)
        {
            var query = QueryString.Create(http.Request.Query.Where(q => q.Key != "after")).Add("after", cursor(rows[^1]).ToString()!);
            http.Response.Headers.Link = $"<{http.Request.PathBase}{http.Request.Path}{query}>; rel=\"next\"";
        }

        return Results.Ok(value);
    }

    private sealed class Versioned(IResult inner, int version) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.ETag = $"\"v{version}\"";
            return inner.ExecuteAsync(httpContext);
        }
    }
}
