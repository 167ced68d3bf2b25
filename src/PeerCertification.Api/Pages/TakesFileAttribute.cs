using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.Filters;

namespace PeerCertification.Api.Pages;

/// <summary>
/// A page whose form sends a file, as its last part. What stands before it is the form; the file is left in the request (<see cref="SentFile"/>), so
/// that nothing but the page takes it in. It comes before the look at the antiforgery token, which would read all of the request.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TakesFileAttribute(long longestBytes) : Attribute, IAsyncAuthorizationFilter, IRequestSizeLimitMetadata
{
    /// <summary>
    /// How many times as long as the largest file a request may be. A browser shows an answer only when it has sent all that it wanted to send: what is
    /// too large is read to its end, and then refused in words. What is larger still breaks off.
    /// </summary>
    private const int Patience = 4;

    public long LongestBytes { get; } = longestBytes;

    public long? MaxRequestBodySize => LongestBytes * Patience;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        if (HttpMethods.IsPost(http.Request.Method) && await SentFile.Find(http, http.RequestAborted) is { } refusal)
        {
            context.Result = new RefusedPage(refusal);
        }
    }
}
