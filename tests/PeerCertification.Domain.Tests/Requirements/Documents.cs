using System.Globalization;
using System.Text.Json.Nodes;

namespace PeerCertification.Domain.Tests.Requirements;

/// <summary>Documents as JSON: looked through, and changed in one place.</summary>
internal static class Documents
{
    /// <summary>Sets a value in place of another, by the way to it: member names and places in lists, with slashes between.</summary>
    internal static void Change(JsonNode document, string way, JsonNode? value)
    {
        string[] path = way.Split('/');
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
