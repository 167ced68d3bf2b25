using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;
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
    internal static readonly FrozenDictionary<string, Func<ElementReader, Requirement>> Elements = new Dictionary<string, Func<ElementReader, Requirement>>
    {
        ["all"] = Combination.ReadAll,
        ["any"] = Combination.ReadAny,
        ["atLeast"] = Combination.ReadAtLeast,
        ["count"] = EntriesCounted.Read,
        ["education"] = EducationReached.Read,
        ["exam"] = ExamPassed.Read,
        ["minutes"] = MinutesSum.Read,
        ["recovery"] = RecoveryTime.Read,
        ["signedDocument"] = DocumentSigned.Read,
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
        var context = new DocumentContext(problems, topics, sources);
        var root = document.Find("root") is { } tree ? ElementReader.Read(new ElementReader(tree, "root", context)) : null;
        if (root is null && !problems.Any)
        {
            document.Wrong("\"root\" is missing; it must be an element.");
        }

        var life = CredentialLife.Read(document, context);
        var set = new RequirementSet(
            document.Text("board"),
            document.Text("credentialType"),
            document.Text("publicTitle"),
            document.Text("numberPrefix", Prefix(), "2 to 12 capital letters or digits"),
            document.Whole("version", 1, ObjectReader.Most),
            document.Day("effectiveFrom"),
            document.OptionalDay("effectiveUntil"),
            document.Choice<DecidingDate>("decidingDate"),
            life.Period.Length,
            topics,
            sources,
            document.OptionalTexts("notes"),
            root!)
        { Life = life };
        document.RefuseUnknownMembers();
        if (set.EffectiveUntil < set.EffectiveFrom)
        {
            document.Wrong("\"effectiveUntil\" is before \"effectiveFrom\".");
        }

        return set;
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
            sources[key] = new RequirementSource(key, source.Text("title"), source.OptionalText("address"), source.Text("date"), source.OptionalText("note"));
            source.RefuseUnknownMembers();
        }

        return sources;
    }

    [GeneratedRegex("^[A-Z0-9]{2,12}$")]
    private static partial Regex Prefix();
}
