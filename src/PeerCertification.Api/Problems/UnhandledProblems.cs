using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;

namespace PeerCertification.Api.Problems;

/// <summary>Says what the framework refuses, or what fails, in the same words as everything else, and never more than that.</summary>
internal static class UnhandledProblems
{
    /// <param name="sayAgain">Sets the headers that the framework emptied on the way to the answer.</param>
    internal static void UseProblems(this WebApplication app, Action<HttpContext> sayAgain)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context =>
            {
                sayAgain(context);
                return ProblemCatalog.Answer(context, Explain(context.Features.Get<IExceptionHandlerFeature>()?.Error));
            },

            // What cannot be read is the caller's mistake, not a defect; and its message may repeat what the caller wrote, which no log may hold.
            SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException || IsUnreadable(context.Exception),
        });
        app.UseStatusCodePages(context => ProblemCatalog.Answer(context.HttpContext, Explain(context.HttpContext.Response.StatusCode)));
    }

    private static Refusal Explain(Exception? error) => error switch
    {
        BadHttpRequestException { StatusCode: 413 } => new Refusal("request.too_large", "Send less in one request."),
        BadHttpRequestException { StatusCode: 415 } => new Refusal("request.unsupported_media_type", "Send application/json, or what the operation names."),
        BadHttpRequestException { InnerException: JsonException unread } => Malformed(JsonBody.Named(unread)),
        BadHttpRequestException => Malformed(),
        not null when IsUnreadable(error) => Malformed(),
        _ => new Refusal("registry.defect", "Send the same request again later; give the trace id when you report it."),
    };

    /// <summary>What the JSON reader throws for an object that does not say of which kind it is, such as evidence without its <c>kind</c>.</summary>
    private static bool IsUnreadable(Exception error) => error is NotSupportedException { Source: "System.Text.Json" };

    private static Refusal Malformed(Dictionary<string, string[]>? fields = null) => new(
        "request.malformed",
        "A field is missing, of the wrong kind, or unknown. The OpenAPI document shows the shape.",
        fields);

    private static Refusal Explain(int status) => status switch
    {
        404 => new Refusal("request.no_such_route", "Look the address up in the OpenAPI document; /swagger shows it."),
        405 => new Refusal("request.method_not_allowed", "Look the methods up in the OpenAPI document."),
        413 => new Refusal("request.too_large", "Send less in one request."),
        415 => new Refusal("request.unsupported_media_type", "Send application/json, or what the operation names."),
        401 => new Refusal("access.sign_in_needed", "Send a bearer token that is still good; sign in to get one."),
        >= 500 => new Refusal("registry.defect", "Send the same request again later; give the trace id when you report it."),
        _ => new Refusal("request.malformed", "The request cannot be read."),
    };
}
