using System.Text.Json;
using System.Text.RegularExpressions;

namespace PeerCertification.Domain.Requirements.Reading;

/// <summary>Reads one element of the tree, or a part of one that has an id, a label and a source of its own.</summary>
internal sealed partial class ElementReader : ObjectReader
{
    private readonly DocumentContext _context;

    internal ElementReader(JsonElement json, string path, DocumentContext context)
        : base(json, path, IdOf(json) ?? path, context.Problems) => _context = context;

    internal string Id
    {
        get
        {
            var id = Text("id", IdShape(), "lower-case letters, digits and hyphens");
            if (id.Length > 0 && !_context.Ids.Add(id))
            {
                Wrong("Another element has the same id.");
            }

            if (_context.Ids.Count == DocumentContext.MostIds + 1)
            {
                Wrong($"A document has {DocumentContext.MostIds} elements and parts at most.");
            }

            return id;
        }
    }

    internal string Label => Text("label");

    internal RequirementSource Source
    {
        get
        {
            var key = Text("source");
            if (_context.Sources.TryGetValue(key, out var source))
            {
                return source;
            }

            if (key.Length > 0)
            {
                Wrong($"The source \"{key}\" is not in the document's list of sources.");
            }

            return new RequirementSource(key, key, null, "", null);
        }
    }

    /// <summary>The label in other languages: <c>{ "es": "…" }</c>.</summary>
    internal IReadOnlyDictionary<string, string> Labels
    {
        get
        {
            var labels = new Dictionary<string, string>(StringComparer.Ordinal);
            if (Find("labels") is { } member)
            {
                foreach (var (language, _) in new ObjectReader(member, Name, Problems) is var reader ? reader.Entries() : [])
                {
                    labels[language] = reader.Text(language);
                }
            }

            return labels;
        }
    }

    /// <summary>An amount of time in whole minutes; how long an hour is, the document says.</summary>
    internal int Amount(string name) => Minutes(name, _context.Hour);

    internal int? OptionalAmount(string name) => OptionalMinutes(name, _context.Hour);

    internal Requirement? Requirement(string name) => OptionalRequirement(name) ?? Missing<Requirement?>(name, "an element", null);

    internal Requirement? OptionalRequirement(string name) => Find(name) is { } value ? Read(new ElementReader(value, $"{Path}.{name}", _context)) : null;

    internal IReadOnlyList<string> Topics(string name) => Known(Items(name, required: true));

    internal IReadOnlyList<string> OptionalTopics(string name) => Known(Items(name, required: false));

    /// <summary>The elements below this one, each read by its own name.</summary>
    internal IReadOnlyList<Requirement> Requirements(string name) =>
        [.. Items(name, required: true).Select((item, i) => Read(new ElementReader(item, $"{Path}.{name}[{i}]", _context))).OfType<Requirement>()];

    /// <summary>A nested object without an id of its own; its problems are listed under this element.</summary>
    internal T? Part<T>(string name, Func<ElementReader, T> read) where T : class => Find(name) is { } value ? Close(new ElementReader(value, Name, _context), read) : null;

    internal IReadOnlyList<T> Parts<T>(string name, Func<ElementReader, T> read) =>
        [.. Items(name, required: false).Select((item, i) => Close(new ElementReader(item, $"{Name}.{name}[{i}]", _context), read))];

    /// <summary>The requirement, or null where the element's name is not known.</summary>
    internal static Requirement? Read(ElementReader element)
    {
        if (element._context.Depth == DocumentContext.MostDepth)
        {
            element.Wrong($"Elements lie in one another {DocumentContext.MostDepth} deep at most; nobody could follow more.");
            return null;
        }

        element._context.Depth++;
        var read = ReadOne(element);
        element._context.Depth--;
        return read;
    }

    private static Requirement? ReadOne(ElementReader element)
    {
        var name = element.Text("element");
        if (RequirementSetReader.Elements.TryGetValue(name, out var read))
        {
            var (labels, waivable) = (element.Labels, element.Flag("waivable"));
            return Close(element, read) is { } requirement ? requirement with { Labels = labels, Waivable = waivable } : null;
        }

        if (name.Length > 0)
        {
            element.Wrong($"There is no element \"{name}\"; there are {string.Join(", ", RequirementSetReader.Elements.Keys.Order(StringComparer.Ordinal))}.");
        }

        return null;
    }

    private static T Close<T>(ElementReader element, Func<ElementReader, T> read)
    {
        var value = read(element);
        element.RefuseUnknownMembers();
        return value;
    }

    private static string? IdOf(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String && IdShape().IsMatch(id.GetString()!)
            ? id.GetString()
            : null;

    private List<string> Known(IReadOnlyList<JsonElement> items)
    {
        var topics = new List<string>(items.Count);
        foreach (var item in items)
        {
            if (item.ValueKind == JsonValueKind.String && _context.Topics.ContainsKey(item.GetString()!))
            {
                topics.Add(item.GetString()!);
            }
            else
            {
                Wrong($"The topic {item.GetRawText()} is not in the document's list of topics.");
            }
        }

        return topics;
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex IdShape();
}

/// <summary>What every element of one document shares.</summary>
internal sealed record DocumentContext(DocumentProblems Problems, IReadOnlyDictionary<string, string> Topics, IReadOnlyDictionary<string, RequirementSource> Sources, int Hour)
{
    /// <summary>How deep elements lie in one another at most; findings, which lie as deep, are written and read again.</summary>
    internal const int MostDepth = 12;

    /// <summary>How many elements and parts there are at most: every file is judged by each of them.</summary>
    internal const int MostIds = 150;

    internal HashSet<string> Ids { get; } = new(StringComparer.Ordinal);

    internal int Depth { get; set; }
}
