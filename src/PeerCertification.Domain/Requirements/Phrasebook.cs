using System.Globalization;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Domain.Requirements;

/// <summary>
/// The sentences that findings speak, in one language. English stands here; another language is a list of the same keys, given as data. Values
/// stand in braces: <c>{amount}</c>. What is counted has two forms, for one and for every other number.
/// </summary>
public sealed class Phrasebook(string language, IReadOnlyDictionary<string, string> phrases)
{
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
        foreach (var (name, value) in values)
        {
            text = text.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        }

        return text;
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

    internal string Reason(string code) => Say($"not_counted.{code}");
}
