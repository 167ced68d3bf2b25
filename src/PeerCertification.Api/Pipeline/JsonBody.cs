using System.Text.Json;
using PeerCertification.Api.Persistence;
using PeerCertification.Domain;

namespace PeerCertification.Api.Pipeline;

/// <summary>Reads JSON where a route takes other text too, and names the field that cannot be read, here and where the framework reads.</summary>
internal static class JsonBody
{
    /// <param name="shape">What should have been sent, for whoever sent something else.</param>
    internal static Outcome<T> Read<T>(string text, string shape) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T?>(text, RegistryJson.Options) is { } sent ? sent : new Refusal("request.malformed", shape);
        }
        catch (JsonException e)
        {
            return new Refusal("request.malformed", shape, Named(e));
        }
    }

    /// <summary>Which field the reader stumbled over; null where it does not say, or the sender made up a long one.</summary>
    internal static Dictionary<string, string[]>? Named(JsonException error) =>
        error.Path is ['$', '.', .. { Length: > 0 and <= 100 } field] ? new Dictionary<string, string[]> { [field] = ["This cannot be read."] } : null;
}
