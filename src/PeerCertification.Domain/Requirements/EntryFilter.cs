using System.Collections.Frozen;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements.Elements;
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

    /// <summary>What can be asked of an entry, and of which kinds. A topic is asked of a part of it.</summary>
    internal static readonly FrozenDictionary<string, EntryAttribute> Attributes = new Dictionary<string, EntryAttribute>
    {
        ["activity"] = new(detail => (detail as EvidenceDetail.Training)?.Title, [EvidenceKind.Training]),
        ["code"] = new(detail => detail switch { EvidenceDetail.Exam exam => exam.ExamCode, EvidenceDetail.SignedDocument signed => signed.DocumentCode, EvidenceDetail.Statement statement => statement.Code, _ => null }, [EvidenceKind.Exam, EvidenceKind.SignedDocument, EvidenceKind.Statement]),
        ["compensation"] = new(detail => (detail as EvidenceDetail.Practice)?.Compensation.ToString(), [EvidenceKind.Practice], Enum.GetNames<Compensation>()),
        ["domain"] = new(_ => null, [EvidenceKind.Practice], Enum.GetNames<SupportDomain>(), detail => detail is EvidenceDetail.Practice practice ? practice.Domains.Select(d => d.ToString()) : []),
        ["level"] = new(detail => (detail as EvidenceDetail.Education)?.Level.ToString(), [EvidenceKind.Education], Enum.GetNames<EducationLevel>()),
        ["modality"] = new(detail => detail switch { EvidenceDetail.Practice practice => practice.Modality.ToString(), EvidenceDetail.Supervision supervision => supervision.Modality.ToString(), _ => null }, [EvidenceKind.Practice, EvidenceKind.Supervision], Enum.GetNames<Modality>()),
        ["mode"] = new(detail => (detail as EvidenceDetail.Training)?.Mode.ToString(), [EvidenceKind.Training], Enum.GetNames<TrainingMode>()),
        ["outcome"] = new(detail => detail is EvidenceDetail.Exam exam ? exam.Passed ? "Passed" : "Failed" : null, [EvidenceKind.Exam], ["Passed", "Failed"]),
        ["population"] = new(detail => (detail as EvidenceDetail.Practice)?.Population, [EvidenceKind.Practice]),
        ["provider"] = new(detail => (detail as EvidenceDetail.Training)?.Provider, [EvidenceKind.Training]),
        ["relation"] = new(detail => (detail as EvidenceDetail.Reference)?.Relation, [EvidenceKind.Reference]),
        ["role"] = new(detail => detail switch { EvidenceDetail.Training training => training.Role.ToString(), EvidenceDetail.Practice practice => practice.Role.ToString(), _ => null }, [EvidenceKind.Training, EvidenceKind.Practice], [.. Enum.GetNames<CourseRole>(), .. Enum.GetNames<ServiceRole>()]),
        ["setting"] = new(detail => (detail as EvidenceDetail.Practice)?.Setting, [EvidenceKind.Practice]),
        ["tag"] = new(_ => null, Enum.GetValues<EvidenceKind>(), Several: detail => detail.Tags),
        ["version"] = new(detail => (detail as EvidenceDetail.SignedDocument)?.DocumentVersion, [EvidenceKind.SignedDocument]),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The numbers that can be asked of an entry. Days of a time that goes on are counted to the day of the check.</summary>
    internal static readonly FrozenDictionary<string, EntryNumber> Numbers = new Dictionary<string, EntryNumber>
    {
        ["days"] = new((detail, on) => detail is EvidenceDetail.Statement statement ? (statement.EndsOn ?? on).DayNumber - statement.StartsOn.DayNumber + 1 : null, EvidenceKind.Statement),
        ["knownMonths"] = new((detail, _) => (detail as EvidenceDetail.Reference)?.KnownMonths, EvidenceKind.Reference),
        ["percent"] = new((detail, _) => (detail as EvidenceDetail.Statement)?.Percent, EvidenceKind.Statement),
        ["score"] = new((detail, _) => (detail as EvidenceDetail.Exam)?.Score, EvidenceKind.Exam),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private const string Topic = "topic";

    internal bool AsksTopics => Is.Any(i => i.Attribute == Topic) || Except.Any(e => e.Attribute == Topic);

    /// <param name="kinds">The kinds of evidence that are looked at: what is asked must be said of one of them, or it would be no rule.</param>
    internal static EntryFilter Read(ElementReader element, params EvidenceKind[] kinds)
    {
        var filter = element.Part("where", ReadWhere) ?? Everything;
        if (element.OptionalTopics("topics") is { Count: > 0 } topics)
        {
            filter = filter with { Is = [.. filter.Is, new AttributeValues(Topic, topics)] };
        }

        foreach (var asked in filter.Is.Concat(filter.Except))
        {
            var isSaid = asked.Attribute == Topic ? kinds.Any(MinutesSum.HasMinutes) : kinds.Intersect(Attributes[asked.Attribute].Kinds).Any();
            Refuse(element, isSaid, asked.Attribute, kinds);
        }

        foreach (var number in filter.AtLeast)
        {
            Refuse(element, kinds.Contains(Numbers[number.Name].Kind), $"{number.Name}AtLeast", kinds);
        }

        return filter;
    }

    private static void Refuse(ElementReader element, bool isSaid, string what, EvidenceKind[] kinds)
    {
        if (!isSaid)
        {
            element.Wrong($"\"{what}\" is not said of {string.Join(" or ", kinds)}.");
        }
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
        foreach (var (name, attribute) in Attributes.OrderBy(a => a.Key, StringComparer.Ordinal))
        {
            if (where.OptionalTexts(name) is not { Count: > 0 } values)
            {
                continue;
            }

            found.Add(new AttributeValues(name, values));
            foreach (var value in values.Where(value => attribute.Values is { } known && !known.Contains(value, StringComparer.OrdinalIgnoreCase)))
            {
                where.Wrong($"There is no {name} \"{value}\"; there are {string.Join(", ", attribute.Values!)}.");
            }
        }

        return where.OptionalTopics(Topic) is { Count: > 0 } topics ? [.. found, new AttributeValues(Topic, topics)] : found;
    }

    private sealed record Values(IReadOnlyList<AttributeValues> Of);

    /// <summary>Whether the entry as a whole is meant; topics are not looked at.</summary>
    internal bool Takes(EvidenceDetail detail, DateOnly on)
    {
        if ((From is not null || Until is not null) && (detail.On < From || detail.On > Until))
        {
            return false;
        }

        for (var i = 0; i < Is.Count; i++)
        {
            if (!Is[i].IsTopic && !Is[i].IsSaidOf(detail))
            {
                return false;
            }
        }

        for (var i = 0; i < AtLeast.Count; i++)
        {
            if (!(Numbers[AtLeast[i].Name].Of(detail, on) >= AtLeast[i].Least))
            {
                return false;
            }
        }

        for (var i = 0; i < Except.Count; i++)
        {
            if (!Except[i].IsTopic && Except[i].IsSaidOf(detail))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a part of the entry is about what is asked.</summary>
    internal bool TakesTopic(in TopicPart part)
    {
        for (var i = 0; i < Is.Count; i++)
        {
            if (Is[i].IsTopic && !part.IsAbout(Is[i].Values))
            {
                return false;
            }
        }

        for (var i = 0; i < Except.Count; i++)
        {
            if (Except[i].IsTopic && part.IsAbout(Except[i].Values))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a word is one of several; capital and small letters are the same.</summary>
    internal static bool IsAmong(IReadOnlyList<string> words, string word)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>Something that entries of certain kinds say in words: in one, or in several.</summary>
/// <param name="One">The word, or null where the entry says none.</param>
/// <param name="Values">The words there are, or null where they are free.</param>
/// <param name="Several">All words, where there can be more than one.</param>
internal sealed record EntryAttribute(Func<EvidenceDetail, string?> One, EvidenceKind[] Kinds, string[]? Values = null, Func<EvidenceDetail, IEnumerable<string>>? Several = null);

/// <summary>Something that entries of one kind say in a number.</summary>
internal sealed record EntryNumber(Func<EvidenceDetail, DateOnly, int?> Of, EvidenceKind Kind);

/// <summary>An attribute of an entry and the values that are meant; capital and small letters are the same.</summary>
public sealed record AttributeValues(string Attribute, IReadOnlyList<string> Values)
{
    private readonly EntryAttribute? _said = EntryFilter.Attributes.GetValueOrDefault(Attribute);

    internal bool IsTopic => _said is null;

    internal bool IsSaidOf(EvidenceDetail detail) =>
        _said!.Several is { } several
            ? several(detail).Any(word => EntryFilter.IsAmong(Values, word))
            : _said.One(detail) is { } word && EntryFilter.IsAmong(Values, word);
}

/// <summary>A number of an entry and what it must reach.</summary>
public sealed record NumberFloor(string Name, int Least);
