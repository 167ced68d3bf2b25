using System.Text.Json.Nodes;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Elements;

namespace PeerCertification.Domain.Tests.Requirements;

/// <summary>Small requirement sets, and the one finding of a set that is a single requirement.</summary>
internal static class Rules
{
    internal static readonly RequirementSource Source = new("test", "A test", null, "undated", null);

    internal static RequirementSet Set(Requirement root) =>
        new("ncc-ap", "TEST", "Test", "TEST", 1, new DateOnly(2020, 1, 1), null, DecidingDate.Receipt, new PeriodRule(24), new Dictionary<string, string>(), new Dictionary<string, RequirementSource>(), [], root);

    /// <summary>The sound document of the reader's tests with another root, and with members of its own where given.</summary>
    internal static Outcome<RequirementSet> Read(string root, string members = "{}")
    {
        var document = JsonNode.Parse(RequirementSetReaderTests.Sound)!.AsObject();
        document["root"] = JsonNode.Parse(root);
        foreach (var (name, value) in JsonNode.Parse(members)!.AsObject())
        {
            document[name] = value?.DeepClone();
        }

        return RequirementSetReader.Read(document.ToJsonString());
    }

    /// <summary>One element in JSON, with the members that every element has.</summary>
    internal static string Element(string name, string members, string id = "it") =>
        $$"""{ "element": "{{name}}", "id": "{{id}}", "label": "It", "source": "page", {{members}} }""";

    internal static Requirement ReadElement(string name, string members) => Read(Element(name, members)) is { Refusal: null } read ? read.Value.Root : throw new Xunit.Sdk.XunitException(Read(Element(name, members)).Refusal!.Reason);

    /// <summary>The one problem for which an element is refused.</summary>
    internal static string Problem(string name, string members) => Assert.Single(Assert.Single(Read(Element(name, members)).Refusal!.Fields!).Value);

    internal static Evaluation Evaluate(Requirement root, Facts facts, DateOnly? on = null) => RequirementEvaluator.Evaluate(Set(root), facts, on ?? Entries.Today);

    internal static Finding Judge(Requirement root, Facts facts, DateOnly? on = null) => Evaluate(root, facts, on).Root;

    internal static MinutesSum Minutes(EvidenceKind kind, int need, bool attested = false, int? withinMonths = null, string[]? topics = null, MinutesPart[]? parts = null, string id = "sum", OncePer oncePer = OncePer.Entry, Unused[]? unused = null, string? exclusive = null, int eachAtLeast = 0) =>
        new(id, "A sum", Source, [new MinutesFrom(kind, topics is null ? EntryFilter.Everything : Topics(topics), 100)], need, attested, Within(withinMonths), eachAtLeast, oncePer, unused ?? [], exclusive, parts ?? []);

    internal static MinutesPart Floor(string topic, int need, int? withinMonths = null, int? atMost = null, bool shared = false, Unused[]? unused = null) =>
        new($"floor-{topic}", $"Some {topic}", Source, need, atMost, null, Topics(topic), Within(withinMonths), shared, unused ?? []);

    /// <summary>At most so many minutes that are done in one of these modes.</summary>
    internal static MinutesPart Cap(int most, params TrainingMode[] modes) =>
        new($"cap-{string.Join('-', modes.Select(m => m.ToString().ToLowerInvariant()))}", $"Done {string.Join(" or ", modes)}", Source, 0, most, null, Where("mode", [.. modes.Select(m => m.ToString())]), Window.Always, false, []);

    internal static EntryFilter Topics(params string[] topics) => Where("topic", topics);

    internal static EntryFilter Where(string attribute, params string[] values) => EntryFilter.Everything with { Is = [new AttributeValues(attribute, values)] };

    internal static Window Within(int? months) => months is null ? Window.Always : Window.Always with { Months = months };

    internal static Combination AtLeast(int need, params Requirement[] of) => new("tree", "A tree", Source, need, of);

    internal static RecoveryTime Recovery(int months, string id = "recovery") => new(id, "Recovery", Source, months);
}
