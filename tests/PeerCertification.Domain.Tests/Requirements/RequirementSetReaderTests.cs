using System.Text.Json.Nodes;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Domain.Tests.Requirements;

public class RequirementSetReaderTests
{
    /// <summary>A small document in which everything is right; each test spoils one thing of it.</summary>
    internal const string Sound = """
        {
          "board": "ncc-ap", "credentialType": "TEST", "publicTitle": "Test", "numberPrefix": "TEST", "version": 1,
          "effectiveFrom": "2018-01-01", "effectiveUntil": "2020-12-31", "decidingDate": "Receipt",
          "period": { "months": 24, "graceDays": 30, "source": "page" },
          "topics": { "ethics": "Ethics", "advocacy": "Advocacy" },
          "sources": { "page": { "title": "The page", "address": "https://example.test", "date": "2018-01-01", "note": "A note" } },
          "notes": [ "A note" ],
          "root": {
            "element": "atLeast", "id": "root", "label": "One of two", "source": "page", "count": 1,
            "of": [
              {
                "element": "minutes", "id": "training", "label": "Training", "source": "page", "kind": "Training", "topics": [ "ethics", "advocacy" ],
                "atLeast": "10h30m", "withinMonths": 72, "attested": true,
                "parts": [
                  { "id": "ethics", "label": "Ethics", "source": "page", "topics": [ "ethics" ], "atLeast": "6h", "withinMonths": 36 },
                  { "id": "advocacy", "label": "Advocacy", "source": "page", "topics": [ "advocacy" ], "atLeast": "270m" },
                  { "id": "self-paced", "label": "Self-paced", "source": "page", "where": { "mode": [ "SelfPaced" ] }, "atMostPercent": 50 }
                ]
              },
              { "element": "count", "id": "references", "label": "References", "source": "page", "kind": "Reference", "atLeast": 2 }
            ]
          }
        }
        """;

    [Fact]
    public void A_document_takes_applications_where_it_does_not_say_otherwise()
    {
        var set = RequirementSetReader.Read(Sound).Value;
        Assert.Equal(Openness.Open, set.Status);
        Assert.Empty(set.Unknown);
    }

    [Fact]
    public void An_informational_document_says_what_is_not_known_and_may_not_know_the_period()
    {
        var thin = JsonNode.Parse(Sound)!;
        thin["status"] = "Informational";
        thin["unknown"] = new JsonArray("How long it is good for.");
        thin.AsObject().Remove("period");
        var set = RequirementSetReader.Read(thin.ToJsonString()).Value;
        Assert.Equal((Openness.Informational, null), (set.Status, set.Period));
        Assert.Equal(["How long it is good for."], set.Unknown);

        thin["status"] = "Open";
        Assert.Contains("\"period\" is missing", RequirementSetReader.Read(thin.ToJsonString()).Refusal!.Reason, StringComparison.Ordinal);
    }

    /// <summary>Where in the sound document, what is put there (null takes the member away), under which id it is refused, and words of the problem.</summary>
    public static TheoryData<string, string?, string, string> Spoiled => new()
    {
        { "root.of[0].parts[0].atLeast", "\"6h1m\"", "training", "10 hours 31 minutes, more than the 10 hours 30 minutes" },
        { "root.of[0].parts[0].atMost", "\"5h\"", "training", "allows at most less than it asks" },
        { "root.of[0].topics", "[\"ethics\"]", "training", "\"advocacy\" asks for topics that the whole does not count" },
        { "root.of[0].parts[0].withinMonths", "73", "training", "looks back further" },
        { "root.of[0].parts[0].topics", "[\"cooking\"]", "ethics", "topic \"cooking\" is not in the document's list" },
        { "root.of[0].parts[0].atLeast", null, "ethics", "at least, or may be at most" },
        { "root.of[0].parts[2].where.mode", "\"SelfPaced\"", "self-paced", "a list with something in it" },
        { "root.of[0].parts[2].where.colour", "[\"red\"]", "self-paced", "\"colour\" is not a member" },
        { "root.of[0].parts[0].label", null, "ethics", "\"label\" is missing" },
        { "root.of[0].parts[0].id", "\"root\"", "root", "same id" },
        { "root.of[0].parts", "[]", "training", "a list with something in it" },
        { "root.of[0].topics", "[\"cooking\"]", "training", "topic \"cooking\"" },
        { "root.of[0].atLeast", "\"-10h\"", "training", "an amount of time with its unit" },
        { "root.of[0].atLeast", "\"0h\"", "training", "an amount of time" },
        { "root.of[0].atLeast", "\"\"", "training", "an amount of time" },
        { "root.of[0].atLeast", "630", "training", "an amount of time" },
        { "root.of[0].atLeast", "\"630\"", "training", "an amount of time" },
        { "root.of[0].atLeast", "\"10.5h\"", "training", "an amount of time" },
        { "root.of[0].atLeast", "\"999999h\"", "training", "an amount of time" },
        { "root.of[0].atLeast", null, "training", "\"atLeast\" is missing" },
        { "root.of[0].withinMonths", "0", "training", "a whole number from 1" },
        { "root.of[0].withinMonths", "-72", "training", "a whole number from 1" },
        { "root.of[0].withinMonths", "7.5", "training", "a whole number from 1" },
        { "root.of[0].attested", "\"yes\"", "training", "true or false" },
        { "root.of[0].kind", "\"Exam\"", "training", "Exam has no minutes" },
        { "root.of[0].parts[2].atMostPercent", "101", "self-paced", "a whole number from 1 to 100" },
        { "root.of[0].kind", "\"Cooking\"", "training", "one of Training" },
        { "root.of[0].kind", "0", "training", "one of Training" },
        { "root.of[0].kind", null, "training", "\"kind\" is missing" },
        { "root.of[0].colour", "1", "training", "\"colour\" is not a member" },
        { "root.of[0].label", null, "training", "\"label\" is missing" },
        { "root.of[0].label", "\" \"", "training", "\"label\" must be a text" },
        { "root.of[0].source", null, "training", "\"source\" is missing" },
        { "root.of[0].source", "\"hearsay\"", "training", "source \"hearsay\" is not in the document's list" },
        { "root.of[0].id", null, "root.of[0]", "\"id\" is missing" },
        { "root.of[0].id", "\"Training!\"", "root.of[0]", "lower-case letters" },
        { "root.of[0].id", "\"references\"", "references", "same id" },
        { "root.of[0].element", "\"hours\"", "training", "There is no element \"hours\"; there are absence, age" },
        { "root.of[0].element", null, "training", "\"element\" is missing" },
        { "root.of[0]", "7", "root.of[0]", "It must be an object" },
        { "root.of[1].atLeast", "0", "references", "a whole number from 1" },
        { "root.of[1].kind", "\"Practice\"", "references", "measured in minutes" },
        { "root.count", "3", "root", "3 of 2 requirements, which can never be met" },
        { "root.count", "0", "root", "a whole number from 1" },
        { "root.of", "[]", "root", "a list with something in it" },
        { "root", null, "document", "\"root\" is missing" },
        { "effectiveUntil", "\"2017-12-31\"", "document", "\"effectiveUntil\" is before" },
        { "effectiveFrom", "\"1 May 2018\"", "document", "a day such as" },
        { "effectiveFrom", null, "document", "\"effectiveFrom\" is missing" },
        { "decidingDate", "\"Whenever\"", "document", "one of Receipt" },
        { "version", "0", "document", "a whole number from 1" },
        { "numberPrefix", "\"no-good\"", "document", "capital letters" },
        { "board", null, "document", "\"board\" is missing" },
        { "colour", "1", "document", "\"colour\" is not a member" },
        { "period.months", "0", "document.period", "a whole number from 1 to 120" },
        { "period.graceDays", "-1", "document.period", "a whole number from 0 to 366" },
        { "period.source", "\"hearsay\"", "document.period", "source \"hearsay\"" },
        { "period.days", "1", "document.period", "\"days\" is not a member" },
        { "period", null, "document", "\"period\" is missing" },
        { "topics.ethics", "\"\"", "document.topics", "\"ethics\" must be a text" },
        { "topics.ETHICS", "\"Ethics\"", "document.topics", "\"ETHICS\" is there twice" },
        { "sources.page.title", null, "document.sources.page", "\"title\" is missing" },
        { "sources.page.date", null, "document.sources.page", "\"date\" is missing" },
        { "notes", "[7]", "document", "a list of texts" },
    };

    [Fact]
    public void A_sound_document_is_read()
    {
        var read = RequirementSetReader.Read(Sound);
        Assert.Null(read.Refusal);
        var training = Assert.IsType<Domain.Requirements.Elements.MinutesSum>(Assert.IsType<Domain.Requirements.Elements.Combination>(read.Value.Root).Of[0]);
        Assert.Equal((630, true, 72, 315), (training.Need, training.Attested, training.Window.Months, training.Parts[2].AtMost));
        Assert.Equal([(360, 36), (270, null), (0, null)], training.Parts.Select(f => (f.AtLeast, f.Window.Months)));
        Assert.Equal("The page (2018-01-01)", training.Source.Citation);
        Assert.Equal((24, 30), (read.Value.Period?.Months, read.Value.Period?.GraceDays));
    }

    [Theory, MemberData(nameof(Spoiled))]
    public void A_document_that_contradicts_itself_is_refused_under_the_id_of_the_element(string where, string? what, string id, string words)
    {
        var refusal = RequirementSetReader.Read(Spoil(where, what)).Refusal;
        Assert.Equal("requirement_set.invalid", refusal?.Code);
        Assert.Contains(refusal!.Fields![id], problem => problem.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_problem_is_told_at_once()
    {
        var document = JsonNode.Parse(Spoil("root.count", "7"))!;
        document["version"] = 0;
        document["root"]!["of"]![1]!["label"] = null;
        var refusal = RequirementSetReader.Read(document.ToJsonString()).Refusal!;
        Assert.Equal(["document", "references", "root"], refusal.Fields!.Keys);
        Assert.EndsWith("And 2 more.", refusal.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(11, true)] // in "of" of the outermost, and one leaf below
    [InlineData(12, false)]
    public void Elements_lie_in_one_another_twelve_deep_at_most(int around, bool isTaken)
    {
        var root = """{ "element": "recovery", "id": "leaf", "label": "Leaf", "source": "page", "atLeastMonths": 24 }""";
        for (var i = 0; i < around; i++)
        {
            root = $$"""{ "element": "all", "id": "around-{{i}}", "label": "Around", "source": "page", "of": [ {{root}} ] }""";
        }

        Assert.Equal(isTaken, RequirementSetReader.Read(Spoil("root", root)).Refusal is null);
    }

    [Theory]
    [InlineData(149, true)] // and the element around them
    [InlineData(150, false)]
    public void A_document_has_a_hundred_and_fifty_elements_at_most(int within, bool isTaken)
    {
        var of = string.Join(',', Enumerable.Range(0, within).Select(i => $$"""{ "element": "exam", "id": "exam-{{i}}", "label": "Exam", "source": "page", "exam": "X" }"""));
        var root = $$"""{ "element": "any", "id": "any", "label": "Any", "source": "page", "of": [ {{of}} ] }""";
        Assert.Equal(isTaken, RequirementSetReader.Read(Spoil("root", root)).Refusal is null);
    }

    [Theory]
    [InlineData("Two\\nlines")]
    [InlineData("Turned\\u202eround")]
    public void A_public_title_is_one_line_that_reads_forward(string title) =>
        Assert.Contains(RequirementSetReader.Read(Spoil("publicTitle", $"\"{title}\"")).Refusal!.Fields!["document"], problem => problem.Contains("one line", StringComparison.Ordinal));

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{ "board": "a", "board": "b" }""")] // which of the two?
    public void What_is_no_document_is_refused(string text) => Assert.Contains("document", RequirementSetReader.Read(text).Refusal!.Fields!.Keys);

    private static string Spoil(string where, string? what)
    {
        var document = JsonNode.Parse(Sound)!;
        var steps = where.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.');
        var parent = steps[..^1].Aggregate(document, (node, step) => int.TryParse(step, out var i) ? node[i]! : node[step]!);
        if (int.TryParse(steps[^1], out var item))
        {
            parent[item] = JsonNode.Parse(what!);
        }
        else if (what is null)
        {
            Assert.True(parent.AsObject().Remove(steps[^1]), $"There is nothing at {where}.");
        }
        else
        {
            parent[steps[^1]] = JsonNode.Parse(what);
        }

        return document.ToJsonString();
    }
}
