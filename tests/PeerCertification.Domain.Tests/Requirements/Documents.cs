using System.Globalization;
using System.Text.Json.Nodes;

namespace PeerCertification.Domain.Tests.Requirements;

/// <summary>Documents as JSON: looked through, and changed in one place.</summary>
internal static class Documents
{
    /// <summary>Sets what a JSON pointer names.</summary>
    internal static void Change(JsonNode document, string pointer, JsonNode? value)
    {
        string[] path = pointer.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var parent = path[..^1].Aggregate(document, (node, step) => node is JsonArray list ? list[int.Parse(step, CultureInfo.InvariantCulture)]! : node[step]!);
        parent[path[^1]] = value?.DeepClone();
    }

    /// <summary>Every object of a document, the outer before the inner.</summary>
    internal static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject found => found.Select(member => member.Value).SelectMany(Objects).Prepend(found),
        JsonArray list => list.SelectMany(Objects),
        _ => [],
    };
}
