using System.Globalization;
using System.Runtime.CompilerServices;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Domain.Requirements;

/// <summary>
/// The sentences that findings speak, in one language. English stands here; another language is a list of the same keys, given as data. Values
/// stand in braces: <c>{amount}</c>. What is counted has two forms, for one and for every other number.
/// </summary>
public sealed class Phrasebook(string language, IReadOnlyDictionary<string, string> phrases)
{
    private readonly Dictionary<string, string> _reasons = NotCounted.Meanings.Keys.ToDictionary(
        code => code,
        code => phrases.TryGetValue($"not_counted.{code}", out var phrase) ? phrase : Phrases.English[$"not_counted.{code}"],
        StringComparer.Ordinal);

    public static Phrasebook English { get; } = new("en", Phrases.English);

    /// <summary>Every key that a language must have.</summary>
    public static IEnumerable<string> Keys => Phrases.English.Keys;

    /// <summary>Two letters, such as <c>en</c>.</summary>
    public string Language { get; } = language;

    /// <summary>The phrase of a key, with the values still in braces.</summary>
    public string Text(string key) => phrases.TryGetValue(key, out var phrase) ? phrase : Phrases.English[key];

    internal string Say(string key, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var text = Text(key);
        if (values.Length == 0)
        {
            return text;
        }

        var said = new DefaultInterpolatedStringHandler(text.Length, values.Length, CultureInfo.InvariantCulture, stackalloc char[256]);
        var left = text.AsSpan();
        while (left.IndexOf('{') is >= 0 and var open && left[open..].IndexOf('}') is >= 0 and var length)
        {
            said.AppendFormatted(left[..open]);
            said.AppendFormatted(ValueOf(left.Slice(open, length + 1), values));
            left = left[(open + length + 1)..];
        }

        said.AppendFormatted(left);
        return said.ToStringAndClear();
    }

    /// <summary>The value that stands in the braces; the braces themselves where there is none.</summary>
    private static ReadOnlySpan<char> ValueOf(ReadOnlySpan<char> braces, ReadOnlySpan<(string Name, string Value)> values)
    {
        foreach (var (name, value) in values)
        {
            if (braces[1..^1].SequenceEqual(name))
            {
                return value;
            }
        }

        return braces;
    }

    /// <summary>Such as "3 hours 20 minutes", "1 hour" or "45 minutes".</summary>
    internal string Duration(int minutes) => (minutes / 60, minutes % 60) switch
    {
        (0, var rest) => Amount(rest, "minute"),
        (var hours, 0) => Amount(hours, "hour"),
        var (hours, rest) => $"{Amount(hours, "hour")} {Amount(rest, "minute")}",
    };

    /// <summary>Such as "1 month" or "3 months".</summary>
    internal string Amount(int number, string thing) => Say($"{thing}.{(number == 1 ? "one" : "many")}", ("n", number.ToString(CultureInfo.InvariantCulture)));

    internal string Day(DateOnly day) => Say("day", ("month", Say($"month.{day.Month}")), ("day", day.Day.ToString(CultureInfo.InvariantCulture)), ("year", day.Year.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Such as "$45.00".</summary>
    internal string Money(int cents) => Say("money", ("dollars", (cents / 100).ToString(CultureInfo.InvariantCulture)), ("cents", (cents % 100).ToString("00", CultureInfo.InvariantCulture)));

    internal string Of(EvidenceKind kind) => Say($"kind.{kind}");

    internal string Reason(string code) => _reasons[code];
}
