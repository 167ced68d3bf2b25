using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PeerCertification.Domain.Requirements;

public enum ChangeKind { Added, Removed, Changed }

/// <summary>One member of an element, in words.</summary>
/// <param name="Member">What it is called, such as "at least" or "part of".</param>
/// <param name="Says">The change as one sentence.</param>
public sealed record MemberChange(string Member, string? Before, string? After, string Says);

/// <summary>What became of one element between two versions.</summary>
/// <param name="Id">The element's id, or <c>document</c> for what stands outside every element.</param>
/// <param name="Label">As the later version that has the element says it.</param>
/// <param name="Members">Of an added or removed element all it said.</param>
public sealed record ElementChange(string Id, ChangeKind Kind, string Label, IReadOnlyList<MemberChange> Members);

/// <summary>
/// The difference between two requirement-set documents, element by element. It knows no element of the language: an element is an object with an
/// id, wherever it stands, and what it says are its members. So it stays true when elements are added.
/// </summary>
public static partial class SetComparison
{
    /// <summary>What belongs to the document and to no element is told under this id.</summary>
    public const string Document = "document";

    private const string PartOf = "part of";

    /// <summary>An item of a list that is longer than this is told on its own.</summary>
    private const int LongText = 60;

    private sealed record Element(string Key, string Id, string Label, IReadOnlyDictionary<string, string> Members);

    /// <param name="before">A document that has been published.</param>
    /// <param name="after">Another, usually a later version of the same.</param>
    /// <returns>What is there only later or said otherwise, in the later document's order; then what is gone, in the earlier one's. Order within a document says nothing and is no difference.</returns>
    public static IReadOnlyList<ElementChange> Compare(string before, string after)
    {
        using var earlier = JsonDocument.Parse(before);
        using var later = JsonDocument.Parse(after);
        var was = Elements(earlier.RootElement);
        var now = Elements(later.RootElement);
        var (wasByKey, nowByKey) = (was.ToDictionary(e => e.Key, StringComparer.Ordinal), now.ToDictionary(e => e.Key, StringComparer.Ordinal));
        return
        [
            .. now.Select(e => wasByKey.TryGetValue(e.Key, out var old) ? Changed(old, e) : Whole(e, ChangeKind.Added)).OfType<ElementChange>(),
            .. was.Where(e => !nowByKey.ContainsKey(e.Key)).Select(e => Whole(e, ChangeKind.Removed)),
        ];
    }

    private static ElementChange? Changed(Element was, Element now)
    {
        var members = was.Members.Keys.Union(now.Members.Keys, StringComparer.Ordinal)
            .Select(path => (path, Before: was.Members.GetValueOrDefault(path), After: now.Members.GetValueOrDefault(path)))
            .Where(m => m.Before != m.After)
            .Select(m => Told(m.path, m.Before, m.After)).ToList();
        return members.Count == 0 ? null : new ElementChange(now.Id, ChangeKind.Changed, now.Label, members);
    }

    private static ElementChange Whole(Element element, ChangeKind kind) =>
        new(element.Id, kind, element.Label, [.. element.Members.Where(m => m.Key != "label").Select(m => kind == ChangeKind.Added ? Told(m.Key, null, m.Value) : Told(m.Key, m.Value, null))]);

    private static MemberChange Told(string path, string? before, string? after)
    {
        // Where a list's items are told one by one, the item stands behind the '=' of its path: it is the value, not a name.
        var member = NameOf(path.Split('=')[0]);
        var sentence = (before, after) switch
        {
            (null, _) => $"{member}: {after}.",
            (_, null) => $"{member}: {before} before, nothing now.",
            _ => $"{member}: {before} before, {after} now.",
        };
        return new MemberChange(member, before, after, char.ToUpperInvariant(sentence[0]) + sentence[1..].Replace("..", ".", StringComparison.Ordinal));
    }

    private static List<Element> Elements(JsonElement document)
    {
        var found = new List<Element>();
        Read(document, Document, parent: null, new Names(document), found);
        return [.. found.DistinctBy(e => e.Key)];
    }

    private static void Read(JsonElement json, string id, string? parent, Names names, List<Element> found)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        var inside = new List<(string Id, JsonElement Json)>();
        if (parent is not null)
        {
            members[PartOf] = parent;
        }

        foreach (var member in json.EnumerateObject().Where(m => !IsOfTheVersion(m.Name, parent)))
        {
            Flatten(member.Name, member.Value, names, members, inside);
        }

        found.Add(new Element(parent is null ? "" : id, id, members.GetValueOrDefault("label") ?? members.GetValueOrDefault("publicTitle") ?? id, members));
        foreach (var (below, element) in inside)
        {
            Read(element, below, parent is null ? "the whole" : id, names, found);
        }
    }

    /// <summary>Every version has another number, and an element's id is what it is found by.</summary>
    private static bool IsOfTheVersion(string member, string? parent) => parent is null ? member == "version" : member == "id";

    private static void Flatten(string path, JsonElement value, Names names, Dictionary<string, string> members, List<(string Id, JsonElement Json)> inside)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when value.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String:
                inside.Add((id.GetString()!, value));
                break;
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    Flatten($"{path}.{member.Name}", member.Value, names, members, inside);
                }

                break;
            case JsonValueKind.Array:
                FlattenList(path, value, names, members, inside);
                break;
            case JsonValueKind.Null:
                break;
            default:
                members[path] = Words(path, value, names);
                break;
        }
    }

    private static void FlattenList(string path, JsonElement list, Names names, Dictionary<string, string> members, List<(string Id, JsonElement Json)> inside)
    {
        var number = 0;
        var words = new List<string>();
        foreach (var item in list.EnumerateArray())
        {
            number++;
            if (item.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            {
                Flatten(string.Create(CultureInfo.InvariantCulture, $"{path}.{number}"), item, names, members, inside);
            }
            else
            {
                words.Add(Words(path, item, names));
            }
        }

        if (words.Exists(w => w.Length > LongText))
        {
            words.ForEach(w => members[$"{path}={w}"] = w);
        }
        else if (words.Count > 0)
        {
            members[path] = string.Join(", ", words.Order(StringComparer.Ordinal));
        }
    }

    private static string Words(string path, JsonElement value, Names names)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.True => "yes",
            JsonValueKind.False => "no",
            JsonValueKind.String => value.GetString()!,
            _ => value.GetRawText(),
        };
        return names.Find(path, text)
            ?? (UnitOf(path) is { } unit && value.TryGetWhole(out var number) ? unit == "percent" ? $"{text}%" : Phrasebook.English.Amount(number, unit[..^1])
            : AmountOfTime().Match(text) is { Success: true } amount ? Phrasebook.English.Duration(Number(amount.Groups["hours"]) * 60 + Number(amount.Groups["minutes"]))
            : Joined().IsMatch(text) ? Humps().Replace(text, " $0").TrimStart().ToLowerInvariant()
            : text);
    }

    /// <summary>Such as "share, at least" for <c>share.atLeastPercent</c>: the unit goes to the number.</summary>
    private static string NameOf(string path)
    {
        var words = string.Join(", ", path.Split('.').Select(part => Humps().Replace(part, " $0").ToLowerInvariant().Trim()));
        return UnitOf(path) is { } unit && words.Length > unit.Length ? words[..^unit.Length].TrimEnd(' ', ',') : words;
    }

    private static string? UnitOf(string path) =>
        ((string[])["minutes", "hours", "days", "months", "years", "percent"]).FirstOrDefault(unit => path.EndsWith(unit, StringComparison.OrdinalIgnoreCase));

    private static bool TryGetWhole(this JsonElement value, out int number)
    {
        number = 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out number);
    }

    private static int Number(Group digits) => digits.Success ? int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex("^(?=.)((?<hours>[0-9]{1,6})h)?((?<minutes>[0-9]{1,6})m)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex AmountOfTime();

    /// <summary>A name of a choice that is made of several words, such as LiveOnline.</summary>
    [GeneratedRegex("^([A-Z][a-z]+){2,}$", RegexOptions.ExplicitCapture)]
    private static partial Regex Joined();

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Humps();

    /// <summary>What the document calls its topics and its sources.</summary>
    private sealed class Names(JsonElement document)
    {
        private readonly Dictionary<string, string> _topics = Read(document, "topics", label => label);
        private readonly Dictionary<string, string> _sources = Read(document, "sources", source => source.ValueKind == JsonValueKind.Object && source.TryGetProperty("title", out var title) ? title : default);

        internal string? Find(string path, string code)
        {
            var member = path[(path.LastIndexOf('.') + 1)..];
            return member == "source" ? _sources.GetValueOrDefault(code) : member.StartsWith("topic", StringComparison.Ordinal) ? _topics.GetValueOrDefault(code) : null;
        }

        private static Dictionary<string, string> Read(JsonElement document, string member, Func<JsonElement, JsonElement> text) =>
            document.TryGetProperty(member, out var list) && list.ValueKind == JsonValueKind.Object
                ? list.EnumerateObject().Where(m => text(m.Value).ValueKind == JsonValueKind.String).ToDictionary(m => m.Name, m => text(m.Value).GetString()!, StringComparer.Ordinal)
                : [];
    }
}
