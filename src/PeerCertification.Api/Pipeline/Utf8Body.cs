using System.Text;
using System.Text.Unicode;
using PeerCertification.Domain;

namespace PeerCertification.Api.Pipeline;

/// <summary>Reads a request body that is text, or may be.</summary>
internal static class Utf8Body
{
    /// <summary>Whether the body says that it is of this kind; in any case, since kinds have none.</summary>
    internal static bool IsOf(HttpRequest request, string mediaType) => request.GetTypedHeaders().ContentType?.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase) is true;

    /// <summary>The text, without a byte order mark; refused when it has more bytes than that, whatever Content-Length says, or is not UTF-8.</summary>
    internal static async Task<Outcome<string>> Read(HttpRequest request, int longestBytes, CancellationToken cancellationToken)
    {
        var tooLarge = new Refusal("request.too_large", $"Send {longestBytes} bytes at most in one request.");
        if (request.ContentLength > longestBytes)
        {
            return tooLarge;
        }

        var buffer = new byte[longestBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length > longestBytes ? tooLarge
            : !Utf8.IsValid(buffer.AsSpan(0, length)) ? new Refusal("request.malformed", "The text must be UTF-8.")
            : Encoding.UTF8.GetString(buffer, 0, length).TrimStart('\uFEFF');
    }
}
