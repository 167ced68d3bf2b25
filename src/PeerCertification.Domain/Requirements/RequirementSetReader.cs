using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;
using PeerCertification.Domain.Requirements.Allocation;
using PeerCertification.Domain.Requirements.Elements;
using PeerCertification.Domain.Requirements.Life;
using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements;

/// <summary>
/// Reads a requirement-set document. One that contradicts itself, or says something that the language does not know, is refused with every problem
/// listed under the id of its element. docs/rule-language.md describes the document.
/// </summary>
public static partial class RequirementSetReader
{
    internal const string Invalid = "requirement_set.invalid";

    /// <summary>The elements of the language, by the name that documents call them by.</summary>
    internal static readonly FrozenDictionary<string, Func<ElementReader, Requirement?>> Elements = new Dictionary<string, Func<ElementReader, Requirement?>>
    {
        ["absence"] = Absence.Read,
        ["age"] = Age.Read,
        ["all"] = Combination.ReadAll,
        ["any"] = Combination.ReadAny,
        ["atLeast"] = Combination.ReadAtLeast,
        ["cadence"] = Cadence.Read,
        ["count"] = EntriesCounted.Read,
        ["credential"] = CredentialHeld.Read,
        ["education"] = EducationReached.Read,
        ["exam"] = ExamPassed.Read,
        ["fee"] = FeePaid.Read,
        ["minutes"] = MinutesSum.Read,
        ["ratio"] = Ratio.Read,
        ["recovery"] = RecoveryTime.Read,
        ["signedDocument"] = DocumentSigned.Read,
        ["time"] = TimeCovered.Read,
        ["when"] = Conditional.Read,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The names of the language's elements, for the documents and the tests.</summary>
    public static IReadOnlyList<string> ElementNames => [.. Elements.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The set, or <c>requirement_set.invalid</c> with the problems by element id.</summary>
    public static Outcome<RequirementSet> Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var problems = new DocumentProblems();
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var set = Read(new ObjectReader(document.RootElement, "document", problems), problems);
            return problems.Any ? problems.ToRefusal() : set!;
        }
        catch (JsonException malformed)
        {
            problems.Add("document", $"It is not JSON: {malformed.Message}");
            return problems.ToRefusal();
        }
    }

    private static RequirementSet? Read(ObjectReader document, DocumentProblems problems)
    {
        var topics = ReadTopics(document.Object("topics"));
        var sources = ReadSources(document.Object("sources"), problems);
        var status = document.OptionalChoice<Openness>("status") ?? Openness.Open;
        var context = new DocumentContext(problems, topics, sources, document.OptionalMinutes("hour", 60) ?? 60);
        var root = document.Find("root") is { } tree ? ElementReader.Read(new ElementReader(tree, "root", context)) : null;
        if (root is null && !problems.Any)
        {
            document.Wrong("\"root\" is missing; it must be an element.");
        }

        var life = CredentialLife.Read(document, context, mayLackPeriod: status == Openness.Informational);
        var set = new RequirementSet(
            document.Text("board"),
            document.Text("credentialType"),
            document.Text("publicTitle", OneLine(), "one line of text"),
            document.Text("numberPrefix", Prefix(), "2 to 12 capital letters or digits"),
            document.Whole("version", 1, ObjectReader.Most),
            document.Day("effectiveFrom"),
            document.OptionalDay("effectiveUntil"),
            document.Choice<DecidingDate>("decidingDate"),
            life.Period?.Length,
            topics,
            sources,
            document.OptionalTexts("notes"),
            root!)
        {
            Status = status,
            Unknown = document.OptionalTexts("unknown"),
            Units = ReadUnits(document, context.Hour),
            Life = life,
        };
        document.RefuseUnknownMembers();
        if (root is not null)
        {
            CheckGroups(root, problems);
        }

        foreach (var asked in life.Renewal?.EveryTree ?? [])
        {
            CheckGroups(asked, problems);
        }

        if (set.EffectiveUntil < set.EffectiveFrom)
        {
            document.Wrong("\"effectiveUntil\" is before \"effectiveFrom\".");
        }

        return set;
    }

    /// <summary>How long one credit of a unit is: <c>{ "semesterCredit": "15h" }</c>.</summary>
    private static Dictionary<string, int> ReadUnits(ObjectReader document, int hour)
    {
        var units = new Dictionary<string, int>(StringComparer.Ordinal);
        if (document.Find("units") is not null)
        {
            var list = document.Object("units");
            foreach (var (unit, _) in list.Entries())
            {
                units[unit] = list.Minutes(unit, hour);
            }
        }

        return units;
    }

    /// <summary>A minute that counts once only is shared out among all sums of its group; among alternatives nobody could say to which it belongs.</summary>
    private static void CheckGroups(Requirement root, DocumentProblems problems)
    {
        foreach (var group in RequirementSet.All(root).OfType<MinutesSum>().Where(s => s.Exclusive is not null).GroupBy(s => s.Exclusive))
        {
            if (group.Sum(s => s.Parts.Count) > MinuteAllocation.MostParts || group.Count() > MinuteAllocation.MostParts)
            {
                problems.Add(group.First().Id, $"The group \"{group.Key}\" has too many parts; there can be {MinuteAllocation.MostParts}.");
            }
        }

        foreach (var choice in RequirementSet.All(root).Where(r => r is Conditional || (r is Combination c && c.Need < c.Of.Count)))
        {
            foreach (var sum in choice.Below.SelectMany(RequirementSet.All).OfType<MinutesSum>().Where(s => s.Exclusive is not null).Take(1))
            {
                problems.Add(sum.Id, "A sum of an exclusive group cannot stand among alternatives.");
            }
        }
    }

    private static Dictionary<string, string> ReadTopics(ObjectReader topics)
    {
        var labels = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (code, _) in topics.Entries())
        {
            if (!labels.TryAdd(code, topics.Text(code)))
            {
                topics.Wrong($"The topic \"{code}\" is there twice.");
            }
        }

        return labels;
    }

    private static Dictionary<string, RequirementSource> ReadSources(ObjectReader list, DocumentProblems problems)
    {
        var sources = new Dictionary<string, RequirementSource>(StringComparer.Ordinal);
        foreach (var (key, value) in list.Entries())
        {
            var source = new ObjectReader(value, $"{list.Path}.{key}", problems);
            sources[key] = new RequirementSource(key, source.Text("title"), source.OptionalText("address"), source.Text("date"), source.OptionalText("note")) { Confidence = source.OptionalText("confidence") };
            source.RefuseUnknownMembers();
        }

        return sources;
    }

    /// <summary>Neither line breaks nor characters that turn the direction of what follows.</summary>
    [GeneratedRegex(@"^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$")]
    private static partial Regex OneLine();

    [GeneratedRegex("^[A-Z0-9]{2,12}$")]
    private static partial Regex Prefix();
}
