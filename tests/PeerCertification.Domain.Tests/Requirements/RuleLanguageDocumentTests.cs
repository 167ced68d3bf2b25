using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Elements;

namespace PeerCertification.Domain.Tests.Requirements;

/// <summary>docs/rule-language.md says what the code does.</summary>
public partial class RuleLanguageDocumentTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(SeedDocuments.Repository, "docs", "rule-language.md"));

    [Fact]
    public void The_page_has_a_chapter_for_every_element_and_no_other() =>
        Assert.Equal(RequirementSetReader.ElementNames, Chapters().Select(c => c.Name));

    public static TheoryData<string> Elements => [.. Chapters().Select(chapter => chapter.Name)];

    [Theory, MemberData(nameof(Elements))]
    public void Every_example_is_met_by_a_file_and_not_without_any_one_thing_of_it(string name)
    {
        var set = Example(name);
        var file = new MeetingFile(set, owing: true);
        bool IsMet(Facts facts) => RequirementEvaluator.Evaluate(set, facts, Entries.Today).IsMet;

        Assert.True(IsMet(file.Facts));
        Facts[] lacking =
        [
            .. file.Pieces.Where(piece => !piece.IsCondition).Select(file.Without),
            .. file.Pieces.Where(piece => piece is { IsCondition: false, Entry.Detail.Minutes: > 0 }).Select(file.Shortened),
            .. file.BirthDate is null ? [] : new[] { file.Facts with { BirthDate = null } },
            .. file.RecoverySince is not { } since ? [] : new[] { file.Facts with { RecoverySince = since.AddDays(1) } },
            .. set.Root is Absence absence ? new[] { file.Facts with { Evidence = [MeetingFile.InTheWayOf(absence)] } } : [],
        ];
        Assert.NotEmpty(lacking);
        Assert.All(lacking, facts => Assert.False(IsMet(facts)));
    }

    [Fact]
    public void The_page_lists_every_reason_with_its_meaning() =>
        Assert.Equal(
            NotCounted.Meanings.Select(m => (m.Key, m.Value)),
            CodeRow().Matches(Page[Page.IndexOf("## Why an entry did not count", StringComparison.Ordinal)..]).Select(m => (m.Groups["code"].Value, m.Groups["meaning"].Value)));

    /// <summary>The example of an element as the root of a sound document.</summary>
    private static RequirementSet Example(string name)
    {
        var document = JsonNode.Parse(RequirementSetReaderTests.Sound)!;
        document["sources"] = JsonNode.Parse("""{ "example": { "title": "An example", "date": "undated" }, "page": { "title": "A page", "date": "undated" } }""");
        document["topics"] = JsonNode.Parse("""{ "peer-recovery": "Peer recovery", "ethics": "Ethics" }""");
        var example = JsonNode.Parse(Chapters().Single(chapter => chapter.Name == name).Example)!;
        Assert.Equal(name, example["element"]!.GetValue<string>());
        document["root"] = name is not ("ratio" or "time") ? example : JsonNode.Parse($$"""
            { "element": "all", "id": "all-of-it", "label": "Work, and what hangs on it", "source": "example", "of": [
              { "element": "minutes", "id": "work", "label": "100 hours of work", "source": "example", "kind": "Practice", "atLeast": "100h" }, {{example.ToJsonString()}} ] }
            """);
        var read = RequirementSetReader.Read(document.ToJsonString());
        Assert.Null(read.Refusal?.Reason);
        return read.Value;
    }

    private static List<(string Name, string Example)> Chapters() =>
        [.. Chapter().Matches(Page).Select(m => (m.Groups["name"].Value, m.Groups["example"].Value))];

    [GeneratedRegex("^### `(?<name>\\w+)`$(?:(?!^###? ).)*?^```json$(?<example>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Chapter();

    [GeneratedRegex("^\\| `(?<code>[a-z_]+)` \\| (?<meaning>.*) \\|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex CodeRow();
}
