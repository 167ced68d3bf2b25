using Microsoft.AspNetCore.WebUtilities;
using PeerCertification.Domain;

namespace PeerCertification.Api.Problems;

/// <summary>Refuses, before any operation sees it, what none of them could read or keep.</summary>
internal static class UnreadableRequests
{
    /// <param name="takesFile">Whether a request may be a form with a file; its route reads the parts then, and what encoding they name.</param>
    internal static void RefuseUnreadable(this WebApplication app, Func<HttpContext, bool> takesFile) => app.Use((context, next) =>
        Judge(context.Request, takesFile(context)) is { } refusal ? ProblemCatalog.Answer(context, refusal) : next(context));

    private static Refusal? Judge(HttpRequest request, bool takesFile)
    {
        // PostgreSQL holds no text with U+0000. In a body the JSON reader refuses it, in a path the server.
        if (request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) is true)
        {
            return new Refusal("request.malformed", "The query holds a character that no text may hold.");
        }

        if (FirstEmpty(request) is { } name)
        {
            return new Refusal("request.malformed", $"{name} has no value; leave it out, or give it one.");
        }

        if (request.ContentType is null)
        {
            return null;
        }

        // The framework fails on an encoding that it does not know or no longer reads, on the name of one in quotation marks, and on no name; JSON between programs is UTF-8 (RFC 8259, 8.1).
        var type = request.GetTypedHeaders().ContentType;
        var isUtf8 = type is not { Charset: { HasValue: true } charset } || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase);
        if (request.HasJsonContentType())
        {
            return isUtf8 ? null : new Refusal("request.unsupported_media_type", "Send JSON in UTF-8: Content-Type: application/json.");
        }

        // So are our forms; and none but those with a file is sent in parts, each of which could name an encoding of its own.
        return request.HasFormContentType && !takesFile && !(isUtf8 && type is { } form && form.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
            ? new Refusal("request.unsupported_media_type", "Send the form in UTF-8: Content-Type: application/x-www-form-urlencoded.")
            : null;
    }

    /// <summary>A program that sends <c>on=</c> lost a day; to answer for today would not tell it. The form of a page sends fields that nobody filled in.</summary>
    private static string? FirstEmpty(HttpRequest request)
    {
        if (request.QueryString.HasValue && request.Path.StartsWithSegments("/api"))
        {
            foreach (var pair in new QueryStringEnumerable(request.QueryString.Value))
            {
                if (pair.EncodedValue.IsEmpty && !pair.EncodedName.IsEmpty)
                {
                    return pair.DecodeName().ToString();
                }
            }
        }

        return null;
    }
}
