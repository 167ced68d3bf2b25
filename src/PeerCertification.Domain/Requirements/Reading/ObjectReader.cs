using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PeerCertification.Domain.Requirements.Reading;

/// <summary>
/// Reads one JSON object member by member. What is missing or malformed becomes a problem and a harmless value, so that reading goes on and finds the
/// next problem too; the document as a whole is refused in the end. Members that nobody read are problems.
/// </summary>
internal partial class ObjectReader
{
    private readonly JsonElement _object;
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    internal ObjectReader(JsonElement json, string path, DocumentProblems problems)
        : this(json, path, path, problems)
    {
    }

    /// <param name="name">What problems of this object are listed under: an element's id where it has one.</param>
    private protected ObjectReader(JsonElement json, string path, string name, DocumentProblems problems)
    {
        (_object, Path, Name, Problems) = (json, path, name, problems);
        if (json.ValueKind != JsonValueKind.Object)
        {
            Wrong("It must be an object.");
        }
    }

    /// <summary>The largest number of things that a document may ask for.</summary>
    internal const int Most = 10_000;

    /// <summary>A hundred years.</summary>
    internal const int MostMonths = 1_200;

    private const string AmountShape = "an amount of time with its unit, such as \"60h\", \"45m\" or \"1h30m\"";

    private const int MostMinutes = 60 * 100_000;

    /// <summary>Where in the document the object stands.</summary>
    internal string Path { get; }

    protected string Name { get; }

    protected DocumentProblems Problems { get; }

    internal void Wrong(string problem) => Problems.Add(Name, problem);

    /// <summary>To be called when everything that is known has been read.</summary>
    internal void RefuseUnknownMembers()
    {
        if (_object.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in _object.EnumerateObject().Where(member => !_read.Contains(member.Name)))
            {
                Wrong($"\"{member.Name}\" is not a member that is known here.");
            }
        }
    }

    internal string Text(string name) => OptionalText(name) ?? Missing(name, "a text", "");

    internal string? OptionalText(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(value.GetString())
            ? value.GetString()
            : Malformed<string?>(name, "a text", "");
    }

    internal string Text(string name, Regex shape, string says)
    {
        var text = Text(name);
        return text.Length == 0 || shape.IsMatch(text) ? text : Malformed(name, says, "");
    }

    internal bool Flag(string name) => Find(name) switch
    {
        null or { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.True } => true,
        _ => Malformed(name, "true or false", false),
    };

    internal int Whole(string name, int least, int most) => OptionalWhole(name, least, most) ?? Missing(name, "a whole number", least);

    internal int? OptionalWhole(string name, int least, int most)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most
            ? number
            : Malformed<int?>(name, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"), least);
    }

    internal DateOnly Day(string name) => OptionalDay(name) ?? Missing(name, "a day", DateOnly.MinValue);

    internal DateOnly? OptionalDay(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : Malformed<DateOnly?>(name, "a day such as 2018-01-31", DateOnly.MinValue);
    }

    /// <summary>An amount of time with its unit, so that nobody takes hours for minutes: <c>60h</c>, <c>45m</c>, <c>1h30m</c>.</summary>
    /// <param name="hour">How many minutes the document's hour has.</param>
    internal int? OptionalMinutes(string name, int hour)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String && AmountOfTime().Match(value.GetString()!) is { Success: true } match
            && Number(match.Groups["hours"]) * hour + Number(match.Groups["minutes"]) is > 0 and <= MostMinutes and var minutes
            ? minutes
            : Malformed(name, AmountShape, 1);
    }

    internal int Minutes(string name, int hour) => OptionalMinutes(name, hour) ?? Missing(name, AmountShape, 1);

    internal TEnum Choice<TEnum>(string name) where TEnum : struct, Enum =>
        Find(name) is { } value ? ChoiceOf<TEnum>(name, value) : Missing<TEnum>(name, OneOf<TEnum>(), default);

    internal TEnum? OptionalChoice<TEnum>(string name) where TEnum : struct, Enum => Find(name) is { } value ? ChoiceOf<TEnum>(name, value) : null;

    internal IReadOnlyList<TEnum> OptionalChoices<TEnum>(string name) where TEnum : struct, Enum =>
        [.. Items(name, required: false).Select(item => ChoiceOf<TEnum>(name, item)).Distinct()];

    internal IReadOnlyList<TEnum> Choices<TEnum>(string name) where TEnum : struct, Enum =>
        [.. Items(name, required: true).Select(item => ChoiceOf<TEnum>(name, item)).Distinct()];

    internal IReadOnlyList<string> OptionalTexts(string name) =>
        [.. Items(name, required: false).Select(item => item.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(item.GetString()) ? item.GetString()! : Malformed(name, "a list of texts", ""))];

    internal ObjectReader Object(string name) => new(Find(name) ?? Missing(name, "an object", default(JsonElement)), $"{Path}.{name}", Problems);

    /// <summary>The members of an object whose names the author chooses.</summary>
    internal IEnumerable<(string Key, JsonElement Value)> Entries()
    {
        if (_object.ValueKind != JsonValueKind.Object)
        {
            yield break;
        }

        foreach (var member in _object.EnumerateObject())
        {
            _read.Add(member.Name);
            yield return (member.Name, member.Value);
        }
    }

    protected internal JsonElement? Find(string name)
    {
        _read.Add(name);
        return _object.ValueKind == JsonValueKind.Object && _object.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    protected IReadOnlyList<JsonElement> Items(string name, bool required)
    {
        if (Find(name) is not { } value)
        {
            return required ? Missing<IReadOnlyList<JsonElement>>(name, "a list", []) : [];
        }

        return value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 ? [.. value.EnumerateArray()] : Malformed<IReadOnlyList<JsonElement>>(name, "a list with something in it", []);
    }

    private protected T Missing<T>(string name, string shape, T harmless)
    {
        if (_object.ValueKind == JsonValueKind.Object)
        {
            Wrong($"\"{name}\" is missing; it must be {shape}.");
        }

        return harmless;
    }

    private T Malformed<T>(string name, string shape, T harmless)
    {
        Wrong($"\"{name}\" must be {shape}.");
        return harmless;
    }

    private TEnum ChoiceOf<TEnum>(string name, JsonElement value) where TEnum : struct, Enum =>
        value.ValueKind == JsonValueKind.String && Enum.GetNames<TEnum>().Contains(value.GetString(), StringComparer.Ordinal)
            ? Enum.Parse<TEnum>(value.GetString()!)
            : Malformed<TEnum>(name, OneOf<TEnum>(), default);

    private static string OneOf<TEnum>() where TEnum : struct, Enum => $"one of {string.Join(", ", Enum.GetNames<TEnum>())}";

    private static int Number(Group digits) => digits.Success ? int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex("^(?=.)((?<hours>[0-9]{1,6})h)?((?<minutes>[0-9]{1,6})m)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex AmountOfTime();
}
