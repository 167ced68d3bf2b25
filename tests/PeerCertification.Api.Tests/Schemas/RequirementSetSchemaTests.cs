using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NJsonSchema;
using PeerCertification.Api.Tests.Contract;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Elements;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Api.Tests.Schemas;

/// <summary>The schema that an author's editor reads says what the registry's reader does, as far as a form can say it.</summary>
public sealed partial class RequirementSetSchemaTests(SqliteRegistry api) : RegistryTest(api), IClassFixture<SqliteRegistry>
{
    private const string Address = "/schemas/requirement-set.json";

    private static readonly string Text = File.ReadAllText(Path.Combine(ApprovedText.Root, "src", "PeerCertification.Api", "Schemas", "requirement-set.json"));

    private static readonly JsonObject Tree = JsonNode.Parse(Text)!.AsObject();

    private static readonly JsonObject Definitions = Tree["definitions"]!.AsObject();

    private static readonly Lazy<Task<JsonSchema>> Schema = new(() => JsonSchema.FromJsonAsync(Text, Token));

    /// <summary>What may stand in the place of anything, each of a form of its own.</summary>
    private static readonly string[] Others = ["7", "\"x\"", "\"60h\"", "\"2026-01-31\"", "true", "[]", "[\"x\"]", "{}"];

    public static TheoryData<string> Examples => [.. SchemaDocuments.Examples.Keys];

    [Fact]
    public async Task It_is_served_to_anybody_byte_for_byte_as_it_lies_in_the_repository()
    {
        var answer = await Api.CreateClient().GetAsync(Address, Token);

        Assert.Equal((HttpStatusCode.OK, "application/schema+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.ToString()));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(ApprovedText.Root, "src", "PeerCertification.Api", "Schemas", "requirement-set.json"), Token), await answer.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task Who_has_it_already_is_told_so_in_an_empty_answer()
    {
        var client = Api.CreateClient();
        var tag = (await client.GetAsync(Address, Token)).Headers.ETag!;
        using var again = new HttpRequestMessage(HttpMethod.Get, Address) { Headers = { IfNoneMatch = { tag } } };

        var answer = await client.SendAsync(again, Token);

        Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task Every_document_of_the_repository_is_of_its_form()
    {
        var documents = SchemaDocuments.Seeds.Concat(SchemaDocuments.Shapes).Concat(SchemaDocuments.Examples.Select(e => KeyValuePair.Create(e.Key, e.Value.ToJsonString()))).ToList();

        Assert.True(SchemaDocuments.Seeds.Count > 50 && SchemaDocuments.Shapes.Count > 50 && SchemaDocuments.Examples.Count > 20, $"only {documents.Count} documents were found");
        foreach (var (name, document) in documents)
        {
            Assert.True(RequirementSetReader.Read(document).Refusal is null, $"{name}: {RequirementSetReader.Read(document).Refusal?.Reason}");
            Assert.True(await Takes(document), $"{name}: {string.Join('\n', (await Schema.Value).Validate(document))}");
        }
    }

    [Fact]
    public void Every_element_of_the_language_has_a_definition_and_no_other()
    {
        const string Element = "element-";
        string[] defined = [.. Definitions.Select(d => d.Key).Where(name => name.StartsWith(Element, StringComparison.Ordinal))];

        Assert.Equal(RequirementSetReader.ElementNames, defined.Select(name => name[Element.Length..]));
        Assert.Equal(RequirementSetReader.ElementNames, Words(Definitions["element"]!["properties"]!["element"]!));
        Assert.Equal(defined.Select(name => $"#/definitions/{name}"), Definitions["element"]!["oneOf"]!.AsArray().Select(one => (string?)one!["$ref"]));
        Assert.All(defined, name => Assert.Equal([name[Element.Length..]], Words(Definitions[name]!["properties"]!["element"]!)));
    }

    [Fact]
    public void Every_object_is_closed_and_everything_in_it_is_described()
    {
        var objects = Definitions.Select(d => (Name: d.Key, Node: d.Value!.AsObject())).Append((Name: "document", Node: Tree)).ToList();

        Assert.All(objects, o => Assert.False(string.IsNullOrWhiteSpace((string?)o.Node["title"]) || string.IsNullOrWhiteSpace((string?)o.Node["description"]), $"{o.Name} has no title or description"));
        foreach (var (name, node) in objects.Where(o => o.Node.ContainsKey("properties") && o.Name != "element"))
        {
            Assert.True(node["additionalProperties"]?.GetValueKind() == System.Text.Json.JsonValueKind.False, $"{name} is open");
            Assert.All(node["properties"]!.AsObject(), member => Assert.False(string.IsNullOrWhiteSpace((string?)member.Value!["description"]), $"{name}.{member.Key} has no description"));
        }
    }

    [Fact]
    public void A_filter_has_the_attributes_that_the_page_on_the_rule_language_lists()
    {
        var page = File.ReadAllText(Path.Combine(ApprovedText.Root, "docs", "rule-language.md"));
        var listed = Attribute().Matches(page[page.IndexOf("| Kind | Attributes |", StringComparison.Ordinal)..page.IndexOf("## When", StringComparison.Ordinal)]).Select(m => m.Groups["name"].Value);
        string[] others = ["from", "until"]; // which are no attributes

        Assert.Equal(
            listed.Union(others).Order(StringComparer.Ordinal),
            Definitions["where"]!["properties"]!.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("kind", typeof(EvidenceKind))]
    [InlineData("anchorDay", typeof(Anchor))]
    [InlineData("span", typeof(Span))]
    [InlineData("measure", typeof(TimeMeasure))]
    [InlineData("oncePer", typeof(OncePer))]
    [InlineData("unused", typeof(Unused))]
    [InlineData("level", typeof(EducationLevel))]
    [InlineData("setStatus", typeof(Openness))]
    [InlineData("decidingDate", typeof(DecidingDate))]
    [InlineData("anchorYears", typeof(AnchorYears))]
    [InlineData("firstPeriodFit", typeof(FirstPeriodFit))]
    [InlineData("extensionKind", typeof(ExtensionKind))]
    [InlineData("renewalEvidence", typeof(RenewalEvidence))]
    [InlineData("receivedBy", typeof(ReceivedBy))]
    [InlineData("party", typeof(Party))]
    [InlineData("feePurpose", typeof(FeePurpose))]
    [InlineData("feeBlock", typeof(FeeBlock))]
    [InlineData("auditConsequence", typeof(AuditConsequence))]
    [InlineData("intakeState", typeof(IntakeState))]
    [InlineData("stage", typeof(Stage))]
    [InlineData("scopeSays", typeof(ScopeSays))]
    public void Every_choice_has_the_words_of_the_language(string definition, Type choice) => Assert.Equal(Enum.GetNames(choice), Words(Definitions[definition]!));

    [Theory]
    [InlineData("kindWithMinutes kindWithoutMinutes", typeof(EvidenceKind))]
    [InlineData("anchorPlain anchorFixedDate anchorBirthday", typeof(AnchorKind))]
    public void What_is_told_apart_by_kind_has_every_kind_once(string definitions, Type choice) =>
        Assert.Equal(Enum.GetNames(choice).Order(StringComparer.Ordinal), definitions.Split(' ').SelectMany(d => Words(Definitions[d]!["properties"]?["kind"] ?? Definitions[d]!)).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("minutes", "root/hours", "\"60h\"")] // a member that nobody knows
    [InlineData("minutes", "root/parts/0/minimum", "\"6h\"")]
    [InlineData("minutes", "root/where/colour", "[\"red\"]")]
    [InlineData("minutes", "$schema", "\"http://json-schema.org/draft-07/schema#\"")] // an editor is told elsewhere
    [InlineData("renewal", "renewal/late/0/percent", "5")]
    [InlineData("minutes", "root/atLeast", "60")] // hours or minutes?
    [InlineData("minutes", "root/atLeast", "\"60\"")]
    [InlineData("minutes", "root/atLeast", "\"60d\"")] // no unit of an amount
    [InlineData("minutes", "root/atLeast", "\"0h\"")]
    [InlineData("minutes", "root/atLeast", "\"\"")]
    [InlineData("minutes", "root/atLeast", null)] // null leaves it out
    [InlineData("carryOver", "carryOver/nextAtMost", "40")]
    [InlineData("renewal", "renewal/opensBefore", "{ \"weeks\": 12 }")]
    [InlineData("renewal", "renewal/late/1/until", "{ \"businessDays\": 10 }")] // a unit for deadlines only
    [InlineData("events", "deadlines/0/within", "{ \"days\": 10, \"months\": 1 }")]
    [InlineData("minutes", "root/label", null)]
    [InlineData("minutes", "root/label", "\" \"")]
    [InlineData("minutes", "root/parts/0/label", null)]
    [InlineData("endorsements", "gates/0/label", null)]
    [InlineData("minutes", "root/source", null)]
    [InlineData("minutes", "root/id", "\"Training\"")]
    [InlineData("minutes", "root/element", "\"hours\"")] // there is no such element
    [InlineData("minutes", "root/element", null)]
    [InlineData("all", "root/of/0/element", "\"minutes\"")] // another element has other members
    [InlineData("minutes", "root/kind", "\"Training \"")] // no such choice
    [InlineData("minutes", "root/kind", "\"Exam\"")] // an exam has no minutes
    [InlineData("count", "root/kind", "\"Practice\"")]
    [InlineData("minutes", "root/oncePer", "\"Never\"")]
    [InlineData("minutes", "root/where/role", "[\"Pupil\"]")]
    [InlineData("minutes", "root/where/role", "\"Learner\"")] // a list of one
    [InlineData("cadence", "root/each", "\"Week\"")]
    [InlineData("cadence", "root/atLeast", "5")] // supervision has minutes
    [InlineData("time", "root/measure", "\"Sum\"")]
    [InlineData("period", "period/anchor/kind", "\"Birthday\"")] // which has no month
    [InlineData("period", "period/anchor/baseYear", null)]
    [InlineData("renewal", "renewal/late/1/standing", "\"Active\"")]
    [InlineData("fees", "fees/0/for", "\"Coffee\"")]
    [InlineData("fees", "fees/0/cents", "150.5")]
    [InlineData("endorsements", "scope/0/says", "\"Perhaps\"")]
    [InlineData("minutes", "root/window", "{ \"months\": 24, \"until\": \"Yesterday\" }")]
    [InlineData("absence", "root/withinMonths", "24")] // and a window
    [InlineData("minutes", "root/parts/0/atLeast", null)] // a part of no size
    [InlineData("minutes", "root/parts", "[]")]
    [InlineData("recovery", "root/atLeastMonths", "\"24\"")]
    [InlineData("credential", "root/types", null)] // the next takes the rest
    [InlineData("intake", "intake/0/fromOn", "\"2023-6-30\"")]
    [InlineData("intake", "intake/0/fromOn", "\"2023-06-31\"")] // a day that there is not
    [InlineData("minutes", "numberPrefix", "\"n\"")]
    [InlineData("minutes", "version", "0")]
    [InlineData("minutes", "status", "\"Draft\"")]
    [InlineData("minutes", "period", null)] // only an informational document can do without
    [InlineData("minutes", "sources/example/date", null)]
    public async Task What_is_wrong_in_form_the_schema_refuses_as_the_reader_does(string example, string path, string? value)
    {
        var spoiled = Spoiled(example, path, value);
        if (path == "root/types")
        {
            spoiled["root"]!.AsObject().Remove("tags");
        }

        Assert.Equal("requirement_set.invalid", RequirementSetReader.Read(spoiled.ToJsonString()).Refusal?.Code);
        Assert.False(await Takes(spoiled.ToJsonString()), "The schema takes it.");
    }

    [Theory]
    [InlineData("minutes", "root/parts/0/atLeast", "\"61h\"")] // minimums above their sum
    [InlineData("minutes", "root/parts/0/topics", "[\"astrology\"]")] // no topic of the document
    [InlineData("minutes", "root/parts/1/id", "\"training-ethics\"")] // two elements with one id
    [InlineData("minutes", "root/source", "\"hearsay\"")] // no source of the document
    [InlineData("minutes", "root/where/setting", "[\"prison\"]")] // not said of training
    [InlineData("minutes", "root/window", "{ \"from\": \"Expiry\", \"until\": \"Issue\" }")] // nothing can lie in it
    [InlineData("atLeast", "root/count", "4")] // of three
    [InlineData("age", "root/atMost", "17")] // below its lowest
    [InlineData("period", "period/months", "40")] // its day comes every 48
    [InlineData("renewal", "renewal/opensBefore", "{ \"days\": 30 }")] // after it is due
    [InlineData("intake", "exceptions/0/waives", "[\"nothing\"]")] // no requirement of the document
    [InlineData("endorsements", "scope/0/needs", "[\"nothing\"]")]
    [InlineData("minutes", "effectiveUntil", "\"2001-01-01\"")] // before its first day
    public async Task What_is_wrong_in_meaning_only_the_reader_refuses(string example, string path, string value)
    {
        var spoiled = Spoiled(example, path, value).ToJsonString();

        Assert.Equal("requirement_set.invalid", RequirementSetReader.Read(spoiled).Refusal?.Code);
        Assert.True(await Takes(spoiled), string.Join('\n', (await Schema.Value).Validate(spoiled)));
    }

    [Theory, MemberData(nameof(Examples))]
    public async Task However_an_example_is_changed_what_the_reader_takes_the_schema_takes(string example)
    {
        var taken = 0;
        foreach (var (path, value) in OwnPaths(example).SelectMany(InTurn))
        {
            var changed = Spoiled(example, path, value).ToJsonString();
            if (RequirementSetReader.Read(changed).Refusal is null)
            {
                taken++;
                Assert.True(await Takes(changed), $"{path}: {value ?? "left out"}");
            }
        }

        Assert.True(taken > 10, $"only {taken} changes were taken by the reader");
    }

    [Theory, MemberData(nameof(Examples))]
    public async Task Wherever_a_member_is_added_that_nobody_knows_it_is_refused(string example)
    {
        string[] named = ["topics", "sources", "units", "events", "statements", "labels"]; // members of which the author chooses
        foreach (var path in OwnPaths(example).Where(p => !named.Contains(p.Split('/')[^1])))
        {
            var text = Spoiled(example, $"{path}/unheard-of", "\"x\"", onlyObjects: true).ToJsonString();
            if (text.Contains("unheard-of", StringComparison.Ordinal))
            {
                Assert.NotNull(RequirementSetReader.Read(text).Refusal);
                Assert.False(await Takes(text), path);
            }
        }
    }

    /// <summary>Each place is left out, and gets three of the other forms; the next place gets the next three, so that all examples together see all of them everywhere.</summary>
    private static IEnumerable<(string Path, string? Value)> InTurn(string path, int place) =>
        Enumerable.Range(place * 3, 3).Select(n => (path, (string?)Others[n % Others.Length])).Append((path, null));

    private static async Task<bool> Takes(string document) => (await Schema.Value).Validate(document).Count == 0;

    private static IEnumerable<string> Words(JsonNode choice) => choice["enum"]!.AsArray().Select(word => (string)word!);

    /// <summary>The example with one member set, or left out where there is no value.</summary>
    private static JsonObject Spoiled(string example, string path, string? value, bool onlyObjects = false)
    {
        var document = SchemaDocuments.Examples[example].DeepClone().AsObject();
        var steps = path.Split('/');
        var parent = steps[..^1].Aggregate((JsonNode)document, (node, step) => node is JsonArray list ? list[int.Parse(step, null)]! : node[step]!);
        switch (parent)
        {
            case JsonObject o when value is null:
                o.Remove(steps[^1]);
                break;
            case JsonObject o:
                o[steps[^1]] = JsonNode.Parse(value);
                break;
            case JsonArray when onlyObjects:
                break;
            case JsonArray list when value is null:
                list.RemoveAt(int.Parse(steps[^1], null));
                break;
            case JsonArray list:
                list[int.Parse(steps[^1], null)] = JsonNode.Parse(value);
                break;
        }

        return document;
    }

    /// <summary>Where something stands that the example says; what is the same around every example is looked at in one of them.</summary>
    private static IEnumerable<string> OwnPaths(string example)
    {
        var around = JsonNode.Parse(SchemaDocuments.Seeds["ncprss.v2.json"])!;
        var document = SchemaDocuments.Examples[example];
        return Paths(document, "").Where(path => example == "any" || path.Split('/')[0] is var member && !JsonNode.DeepEquals(document[member], around[member]));
    }

    private static IEnumerable<string> Paths(JsonNode? node, string path) => node switch
    {
        JsonObject o => o.SelectMany(m => Paths(m.Value, $"{path}/{m.Key}").Prepend($"{path}/{m.Key}".TrimStart('/'))),
        JsonArray a => a.SelectMany((item, i) => Paths(item, $"{path}/{i}").Prepend($"{path}/{i}".TrimStart('/'))),
        _ => [],
    };

    [GeneratedRegex("`\"?(?<name>[a-z][A-Za-z]*)(`|\")", RegexOptions.ExplicitCapture)]
    private static partial Regex Attribute();
}
