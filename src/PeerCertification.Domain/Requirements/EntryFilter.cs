using System.Collections.Frozen;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements;

/// <summary>Which entries a rule looks at, by what is said of them: the member <c>where</c>.</summary>
/// <param name="Is">Each attribute must have one of the values.</param>
/// <param name="AtLeast">Each number must be said and reach this.</param>
/// <param name="Except">Entries that have one of these values are left out.</param>
/// <param name="From">The first day, or null: for a rule that changed on a day.</param>
/// <param name="Until">The last day, or null.</param>
public sealed record EntryFilter(
    IReadOnlyList<AttributeValues> Is,
    IReadOnlyList<NumberFloor> AtLeast,
    IReadOnlyList<AttributeValues> Except,
    DateOnly? From,
    DateOnly? Until)
{
    public static readonly EntryFilter Everything = new([], [], [], null, null);

    /// <summary>What can be asked of an entry. A topic is asked of a part of it.</summary>
    internal static readonly FrozenDictionary<string, Func<EvidenceDetail, IEnumerable<string?>>> Attributes = new Dictionary<string, Func<EvidenceDetail, IEnumerable<string?>>>
    {
        ["activity"] = detail => [(detail as EvidenceDetail.Training)?.Title],
        ["code"] = detail => [detail switch { EvidenceDetail.Exam exam => exam.ExamCode, EvidenceDetail.SignedDocument signed => signed.DocumentCode, EvidenceDetail.Statement statement => statement.Code, _ => null }],
        ["compensation"] = detail => [(detail as EvidenceDetail.Practice)?.Compensation.ToString()],
        ["domain"] = detail => detail is EvidenceDetail.Practice practice ? practice.Domains.Select(d => d.ToString()) : [],
        ["level"] = detail => [(detail as EvidenceDetail.Education)?.Level.ToString()],
        ["modality"] = detail => [detail switch { EvidenceDetail.Practice practice => practice.Modality.ToString(), EvidenceDetail.Supervision supervision => supervision.Modality.ToString(), _ => null }],
        ["mode"] = detail => [(detail as EvidenceDetail.Training)?.Mode.ToString()],
        ["outcome"] = detail => [detail is EvidenceDetail.Exam exam ? exam.Passed ? "Passed" : "Failed" : null],
        ["population"] = detail => [(detail as EvidenceDetail.Practice)?.Population],
        ["provider"] = detail => [(detail as EvidenceDetail.Training)?.Provider],
        ["relation"] = detail => [(detail as EvidenceDetail.Reference)?.Relation],
        ["role"] = detail => [detail switch { EvidenceDetail.Training training => training.Role.ToString(), EvidenceDetail.Practice practice => practice.Role.ToString(), _ => null }],
        ["setting"] = detail => [(detail as EvidenceDetail.Practice)?.Setting],
        ["tag"] = detail => detail.Tags,
        ["version"] = detail => [(detail as EvidenceDetail.SignedDocument)?.DocumentVersion],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The numbers that can be asked of an entry. Days of a time that goes on are counted to the day of the check.</summary>
    internal static readonly FrozenDictionary<string, Func<EvidenceDetail, DateOnly, int?>> Numbers = new Dictionary<string, Func<EvidenceDetail, DateOnly, int?>>
    {
        ["days"] = (detail, on) => detail is EvidenceDetail.Statement statement ? (statement.EndsOn ?? on).DayNumber - statement.StartsOn.DayNumber + 1 : null,
        ["knownMonths"] = (detail, _) => (detail as EvidenceDetail.Reference)?.KnownMonths,
        ["percent"] = (detail, _) => (detail as EvidenceDetail.Statement)?.Percent,
        ["score"] = (detail, _) => (detail as EvidenceDetail.Exam)?.Score,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private const string Topic = "topic";

    internal bool AsksTopics => Is.Any(i => i.Attribute == Topic) || Except.Any(e => e.Attribute == Topic);

    internal static EntryFilter Read(ElementReader element)
    {
        var filter = element.Part("where", ReadWhere) ?? Everything;
        var topics = element.OptionalTopics("topics");
        return topics.Count == 0 ? filter : filter with { Is = [.. filter.Is, new AttributeValues(Topic, topics)] };
    }

    private static EntryFilter ReadWhere(ElementReader where) => new(
        ReadValues(where),
        [.. Numbers.Keys.Order(StringComparer.Ordinal).Select(name => (name, value: where.OptionalWhole($"{name}AtLeast", 1, ObjectReader.Most))).Where(n => n.value is not null).Select(n => new NumberFloor(n.name, n.value!.Value))],
        where.Part("except", except => new Values(ReadValues(except)))?.Of ?? [],
        where.OptionalDay("from"),
        where.OptionalDay("until"));

    private static List<AttributeValues> ReadValues(ElementReader where)
    {
        List<AttributeValues> found = [];
        foreach (var name in Attributes.Keys.Order(StringComparer.Ordinal))
        {
            if (where.OptionalTexts(name) is { Count: > 0 } values)
            {
                found.Add(new AttributeValues(name, values));
            }
        }

        return where.OptionalTopics(Topic) is { Count: > 0 } topics ? [.. found, new AttributeValues(Topic, topics)] : found;
    }

    private sealed record Values(IReadOnlyList<AttributeValues> Of);

    /// <summary>Whether the entry as a whole is meant; topics are not looked at.</summary>
    internal bool Takes(EvidenceDetail detail, DateOnly on)
    {
        if (detail.On < From || detail.On > Until)
        {
            return false;
        }

        foreach (var wanted in Is)
        {
            if (wanted.Attribute != Topic && !wanted.HasOneOf(Attributes[wanted.Attribute](detail)))
            {
                return false;
            }
        }

        foreach (var number in AtLeast)
        {
            if (!(Numbers[number.Name](detail, on) >= number.Least))
            {
                return false;
            }
        }

        foreach (var unwanted in Except)
        {
            if (unwanted.Attribute != Topic && unwanted.HasOneOf(Attributes[unwanted.Attribute](detail)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a part of the entry is about what is asked.</summary>
    internal bool TakesTopic(in TopicPart part)
    {
        foreach (var wanted in Is)
        {
            if (wanted.Attribute == Topic && !part.IsAbout(wanted.Values))
            {
                return false;
            }
        }

        foreach (var unwanted in Except)
        {
            if (unwanted.Attribute == Topic && part.IsAbout(unwanted.Values))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>An attribute of an entry and the values that are meant; capital and small letters are the same.</summary>
public sealed record AttributeValues(string Attribute, IReadOnlyList<string> Values)
{
    internal bool HasOneOf(IEnumerable<string?> has)
    {
        foreach (var value in has)
        {
            if (value is not null && Values.Contains(value, StringComparer.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A number of an entry and what it must reach.</summary>
public sealed record NumberFloor(string Name, int Least);
