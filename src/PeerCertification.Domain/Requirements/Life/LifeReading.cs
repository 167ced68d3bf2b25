using System.Text.Json;
using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements.Life;

/// <summary>Reads sections, lists and trees that stand outside the root, with the ids, sources and problems of the whole document.</summary>
internal static class LifeReading
{
    internal static T? Section<T>(this ObjectReader owner, string name, DocumentContext context, Func<ElementReader, T> read) where T : class =>
        owner.Find(name) is { } json ? Close(new ElementReader(json, $"{owner.Path}.{name}", context), read) : null;

    internal static T Section<T>(this ObjectReader owner, string name, DocumentContext context, Func<ElementReader, T> read, T harmless) where T : class
    {
        if (owner.Find(name) is null)
        {
            owner.Wrong($"\"{name}\" is missing; it must be an object.");
        }

        return owner.Section(name, context, read) ?? harmless;
    }

    /// <summary>A part that must be there; its problems are listed under the element that it is part of.</summary>
    internal static T Part<T>(this ElementReader element, string name, Func<ElementReader, T> read, T harmless) where T : class
    {
        if (element.Find(name) is null)
        {
            element.Wrong($"\"{name}\" is missing; it must be an object.");
        }

        return element.Part(name, read) ?? harmless;
    }

    internal static IReadOnlyList<T> List<T>(this ObjectReader owner, string name, DocumentContext context, Func<ElementReader, T> read) =>
        [.. Items(owner, name).Select((json, i) => Close(new ElementReader(json, $"{owner.Path}.{name}[{i}]", context), read))];

    /// <summary>A requirement tree of its own, or null where there is none.</summary>
    internal static Requirement? OptionalTree(this ObjectReader owner, string name, DocumentContext context) =>
        owner.Find(name) is { } json ? ElementReader.Read(new ElementReader(json, $"{owner.Path}.{name}", context)) : null;

    /// <summary>A requirement tree of its own; null only in a document that is refused.</summary>
    internal static Requirement Tree(this ObjectReader owner, string name, DocumentContext context)
    {
        if (owner.Find(name) is null)
        {
            owner.Wrong($"\"{name}\" is missing; it must be an element.");
        }

        return owner.OptionalTree(name, context)!;
    }

    internal static TEnum OptionalChoice<TEnum>(this ObjectReader owner, string name, TEnum otherwise) where TEnum : struct, Enum =>
        owner.Find(name) is null ? otherwise : owner.Choice<TEnum>(name);

    /// <summary>Texts that must all be in a list; each that is not is a problem.</summary>
    internal static IReadOnlyList<string> OptionalKnown(this ObjectReader owner, string name, Func<string, bool> isKnown, string what)
    {
        var texts = owner.OptionalTexts(name);
        foreach (var text in texts.Where(text => text.Length > 0 && !isKnown(text)))
        {
            owner.Wrong($"\"{name}\" names \"{text}\", which is not {what}.");
        }

        return texts;
    }

    /// <summary>The plain labels of codes that the author chooses, such as the document's own events.</summary>
    internal static IReadOnlyDictionary<string, string> Labels(this ObjectReader owner, string name, DocumentContext context)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        if (owner.Find(name) is { } json)
        {
            var list = new ObjectReader(json, $"{owner.Path}.{name}", context.Problems);
            foreach (var (code, _) in list.Entries())
            {
                labels[code] = list.Text(code);
            }
        }

        return labels;
    }

    /// <summary>A list that holds from each of its days until the next begins must begin later each time.</summary>
    internal static void RefuseUnlessLaterEachTime(this ObjectReader owner, string name, IEnumerable<DateOnly> days)
    {
        var before = (DateOnly?)null;
        foreach (var day in days)
        {
            if (day <= before)
            {
                owner.Wrong($"\"{name}\" is not in order: each entry must begin on a later day than the one before.");
            }

            before = day;
        }
    }

    private static IEnumerable<JsonElement> Items(ObjectReader owner, string name)
    {
        if (owner.Find(name) is not { } json)
        {
            return [];
        }

        if (json.ValueKind == JsonValueKind.Array && json.GetArrayLength() > 0)
        {
            return json.EnumerateArray();
        }

        owner.Wrong($"\"{name}\" must be a list with something in it.");
        return [];
    }

    private static T Close<T>(ElementReader element, Func<ElementReader, T> read)
    {
        var value = read(element);
        element.RefuseUnknownMembers();
        return value;
    }
}
