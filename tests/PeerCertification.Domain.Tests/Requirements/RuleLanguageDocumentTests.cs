using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Domain.Tests.Requirements;

/// <summary>docs/rule-language.md says what the code does.</summary>
public partial class RuleLanguageDocumentTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(SeedDocuments.Repository, "docs", "rule-language.md"));

    [Fact]
    public void The_page_has_a_chapter_for_every_element_and_no_other() =>
        Assert.Equal(RequirementSetReader.ElementNames, Chapters().Select(c => c.Name));

    [Fact]
    public void Every_example_is_an_element_that_the_registry_reads()
    {
        foreach (var (name, example) in Chapters())
        {
            var document = JsonNode.Parse(RequirementSetReaderTests.Sound)!;
            document["sources"] = JsonNode.Parse("""{ "example": { "title": "An example", "date": "undated" }, "page": { "title": "A page", "date": "undated" } }""");
            document["topics"] = JsonNode.Parse("""{ "peer-recovery": "Peer recovery", "ethics": "Ethics" }""");
            document["root"] = JsonNode.Parse(example);
            Assert.Equal(name, document["root"]!["element"]!.GetValue<string>());
            Assert.Null(RequirementSetReader.Read(document.ToJsonString()).Refusal?.Reason);
        }
    }

    [Fact]
    public void The_page_lists_every_reason_with_its_meaning() =>
        Assert.Equal(
            NotCounted.Meanings.Select(m => (m.Key, m.Value)),
            CodeRow().Matches(Page[Page.IndexOf("## Why an entry did not count", StringComparison.Ordinal)..]).Select(m => (m.Groups["code"].Value, m.Groups["meaning"].Value)));

    private static List<(string Name, string Example)> Chapters() =>
        [.. Chapter().Matches(Page).Select(m => (m.Groups["name"].Value, m.Groups["example"].Value))];

    [GeneratedRegex("^### `(?<name>\\w+)`$(?:(?!^###? ).)*?^```json$(?<example>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Chapter();

    [GeneratedRegex("^\\| `(?<code>[a-z_]+)` \\| (?<meaning>.*) \\|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex CodeRow();
}
