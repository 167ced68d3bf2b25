using PeerCertification.Domain;

namespace PeerCertification.Api.Problems;

/// <summary>Refuses, before any operation sees it, what none of them could read or keep.</summary>
internal static class UnreadableRequests
{
    internal static void RefuseUnreadable(this WebApplication app) => app.Use((context, next) =>
        Judge(context.Request) is { } refusal ? ProblemCatalog.ToResult(refusal).ExecuteAsync(context) : next(context));

    private static Refusal? Judge(HttpRequest request)
    {
        // PostgreSQL holds no text with U+0000. In a body the JSON reader refuses it, in a path the server.
        if (request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) is true)
        {
            return new Refusal("request.malformed", "The query holds a character that no text may hold.");
        }

        // The framework fails on an encoding that it does not know, on the name of one in quotation marks, and on no name; JSON between programs is UTF-8 (RFC 8259, 8.1).
        return request.HasJsonContentType() && request.GetTypedHeaders().ContentType is { Charset: { HasValue: true } charset } && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            ? new Refusal("request.unsupported_media_type", "Send JSON in UTF-8: Content-Type: application/json.")
            : null;
    }
}
