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

    [Fact]
    public void Every_section_has_an_example_that_the_registry_reads()
    {
        List<string> sections = [];
        foreach (var example in Example().Matches(Page).Select(match => match.Groups["example"].Value))
        {
            var document = JsonNode.Parse(Lives.Plain)!;
            document["sources"] = JsonNode.Parse("""{ "example": { "title": "An example", "date": "undated" }, "page": { "title": "A page", "date": "undated" } }""");
            foreach (var (name, section) in JsonNode.Parse(example)!.AsObject())
            {
                sections.Add(name);
                document[name] = section!.DeepClone();
            }

            Assert.Null(RequirementSetReader.Read(document.ToJsonString()).Refusal?.Reason);
        }

        var members = typeof(CredentialLife).GetConstructors()[0].GetParameters().Select(parameter => JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!));
        Assert.Equal(members.Order(StringComparer.Ordinal), sections.Order(StringComparer.Ordinal));
    }

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
    [InlineData(typeof(IntakeState))]
    [InlineData(typeof(DecidingDate))]
    [InlineData(typeof(Stage))]
    [InlineData(typeof(ScopeSays))]
    public void The_page_names_every_choice(Type choice) => Assert.All(Enum.GetNames(choice), name => Assert.Contains($"`{name}`", Page, StringComparison.Ordinal));

    [GeneratedRegex("^```json$(?<example>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Example();
}
