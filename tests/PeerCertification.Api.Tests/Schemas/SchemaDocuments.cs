using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PeerCertification.Api.Tests.Contract;

namespace PeerCertification.Api.Tests.Schemas;

/// <summary>The requirement sets of this repository, each by a name, as they stand in the working tree.</summary>
internal static partial class SchemaDocuments
{
    internal static IReadOnlyDictionary<string, string> Seeds { get; } = Files("seed-data/credential-types").ToDictionary(path => Path.GetFileName(path), File.ReadAllText);

    internal static IReadOnlyDictionary<string, string> Shapes { get; } = (from path in Files("tests/PeerCertification.Domain.Tests/Requirements/Shapes")
                                                                           let document = JsonNode.Parse(File.ReadAllText(path))!["document"]
                                                                           where document is not null
                                                                           select (Name: Path.GetFileName(path), Text: document.ToJsonString())).ToDictionary(d => d.Name, d => d.Text);

    /// <summary>Every example of the two pages on the rule language, in a sound document: an element as its root, the sections of a life beside it.</summary>
    internal static IReadOnlyDictionary<string, JsonObject> Examples { get; } = ((string[])["rule-language.md", "rule-language-life.md"])
        .SelectMany(page => Example().Matches(File.ReadAllText(Path.Combine(ApprovedText.Root, "docs", page))))
        .Select(match => JsonNode.Parse(match.Groups["example"].Value)!.AsObject())
        .ToDictionary(example => (string?)example["element"] ?? example.First().Key, InASoundDocument);

    private static JsonObject InASoundDocument(JsonObject example)
    {
        var document = JsonNode.Parse(Seeds["ncprss.v2.json"])!.AsObject();
        document.Remove("renewal");
        document.Remove("fees");
        document.Remove("exceptions");
        document["sources"]!["example"] = JsonNode.Parse("""{ "title": "An example", "date": "undated" }""");
        if (example.ContainsKey("element"))
        {
            document["root"] = example.DeepClone();
        }
        else
        {
            example.ToList().ForEach(section => document[section.Key] = section.Value!.DeepClone());
        }

        return document;
    }

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(Path.Combine(ApprovedText.Root, folder), "*.json").Order(StringComparer.Ordinal);

    [GeneratedRegex("^```json$(?<example>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Example();
}
