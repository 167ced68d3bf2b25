using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Domain.Tests.Requirements.Life;

/// <summary>docs/rule-language-life.md says what the code does.</summary>
public partial class LifeDocumentTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(SeedDocuments.Repository, "docs", "rule-language-life.md"));

    /// <summary>What each example of the page answers, by its first section.</summary>
    private static readonly Dictionary<string, RuleCase[]> Answers = RuleCase.Read<Dictionary<string, RuleCase[]>>(
        File.ReadAllText(Path.Combine(SeedDocuments.Repository, "tests", "PeerCertification.Domain.Tests", "Requirements", "Life", "page-examples.json")));

    public static TheoryData<string, string> Cases => [.. Answers.SelectMany(example => example.Value.Select(one => (example.Key, one.Name)))];

    [Fact]
    public void Every_section_has_an_example_that_the_registry_reads_and_that_comes_out_both_ways()
    {
        Assert.All(Examples(), document => Assert.Null(RequirementSetReader.Read(document.Value.ToJsonString()).Refusal?.Reason));
        var members = typeof(CredentialLife).GetConstructors()[0].GetParameters().Select(parameter => JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!));
        Assert.Equal(members.Order(StringComparer.Ordinal), Sections().SelectMany(example => example.Select(section => section.Key)).Order(StringComparer.Ordinal));
        Assert.Equal(Examples().Keys.Order(StringComparer.Ordinal), Answers.Keys.Order(StringComparer.Ordinal));
        Assert.All(Answers.Values, cases => Assert.Equal([false, true], cases.Select(c => c.Met).Distinct().Order()));
    }

    [Theory, MemberData(nameof(Cases))]
    public void An_example_of_the_page_answers_as_the_page_says(string example, string name) =>
        Answers[example].Single(one => one.Name == name).Judge(example, [Examples()[example]]);

    [Fact]
    public void The_page_names_every_event_that_the_registry_knows() =>
        Assert.Contains($"`after`: {string.Join(", ", Deadline.KnownEvents.Order(StringComparer.Ordinal).Select(code => $"`{code}`"))}, or", Page, StringComparison.Ordinal);

    [Theory]
    [InlineData(typeof(AnchorKind))]
    [InlineData(typeof(AnchorYears))]
    [InlineData(typeof(FirstPeriodFit))]
    [InlineData(typeof(ExtensionKind))]
    [InlineData(typeof(RenewalEvidence))]
    [InlineData(typeof(ReceivedBy))]
    [InlineData(typeof(Party))]
    [InlineData(typeof(FeePurpose))]
    [InlineData(typeof(FeeBlock))]
    [InlineData(typeof(AuditConsequence))]
    [InlineData(typeof(IntakeState))]
    [InlineData(typeof(DecidingDate))]
    [InlineData(typeof(Stage))]
    [InlineData(typeof(ScopeSays))]
    public void The_page_names_every_choice(Type choice) => Assert.All(Enum.GetNames(choice), name => Assert.Contains($"`{name}`", Page, StringComparison.Ordinal));

    private static IEnumerable<JsonObject> Sections() => Example().Matches(Page).Select(match => JsonNode.Parse(match.Groups["example"].Value)!.AsObject());

    /// <summary>Each example in a sound document, by its first section.</summary>
    private static Dictionary<string, JsonObject> Examples() => Sections().ToDictionary(sections => sections.First().Key, sections =>
    {
        var document = JsonNode.Parse(Lives.Plain)!.AsObject();
        document["sources"] = JsonNode.Parse("""{ "example": { "title": "An example", "date": "undated" }, "page": { "title": "A page", "date": "undated" } }""");
        foreach (var (name, section) in sections)
        {
            document[name] = section!.DeepClone();
        }

        return document;
    });

    [GeneratedRegex("^```json$(?<example>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Example();
}
