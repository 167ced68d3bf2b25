using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Elements;

namespace PeerCertification.Domain.Tests.Requirements;

/// <summary>
/// The least evidence that meets a requirement set, made from its tree alone. Of alternatives the first are taken. Everything in it is needed,
/// and knows the findings that fail without it.
/// </summary>
internal sealed class MeetingFile
{
    private const string ACourse = "A course";

    private readonly DateOnly _day;
    private readonly List<Piece> _pieces = [];
    private readonly bool _owing;
    private bool _isCondition;
    private int _ids;

    /// <param name="owing">Whether the conditions of conditional requirements are met, so that what they ask is owed.</param>
    /// <param name="day">The day of its evidence; a month ago where it is left out.</param>
    internal MeetingFile(RequirementSet set, bool owing, DateOnly? day = null)
    {
        _day = day ?? Entries.Today.AddDays(-30);
        _owing = owing;
        BirthDate = Birth([.. Taken(set.Root).OfType<Age>()]);
        RecoverySince = Taken(set.Root).OfType<RecoveryTime>().Select(r => Entries.Today.AddMonths(-r.AtLeastMonths)).DefaultIfEmpty().Min() is var since && since == default ? null : since;

        // Conditions come first, and what asks for a narrower sort before the rest: their entries also serve what takes any sort. Sums of several kinds and ratios look at what the others made.
        foreach (var (requirement, path, isCondition) in Leaves(set.Root, []).OrderBy(leaf => !leaf.IsCondition).ThenBy(leaf => leaf.Requirement is Ratio ? 2 : leaf.Requirement is MinutesSum { From.Count: > 1 } ? 1 : 0).ThenByDescending(leaf => leaf.Requirement is EntriesCounted counted ? counted.Where.Is.Count + counted.Where.AtLeast.Count : 9).ToList())
        {
            _isCondition = isCondition;
            Build(requirement, [.. path, requirement.Id]);
        }
    }

    /// <summary>One piece of evidence and the ids of the findings that fail when it is taken out.</summary>
    internal sealed record Piece(EvidenceFact? Entry, HeldCredential? Held, Payment? Payment, HashSet<string> Fails, bool IsCondition);

    internal IReadOnlyList<Piece> Pieces => _pieces;

    internal DateOnly? BirthDate { get; private set; }

    internal DateOnly? RecoverySince { get; }

    internal HashSet<string> FailWithoutBirthDate { get; } = [];

    internal HashSet<string> FailWithoutRecovery { get; } = [];

    internal Facts Facts => FactsOf(_pieces);

    internal Facts Without(Piece piece) => FactsOf(_pieces.Where(p => p != piece));

    /// <summary>The file with one minute less in one entry.</summary>
    internal Facts Shortened(Piece piece) =>
        FactsOf(_pieces.Select(p => p == piece ? p with { Entry = p.Entry! with { State = EvidenceState.PartlyAccepted, AcceptedMinutes = p.Entry.AcceptedMinutes - 1 } } : p));

    /// <summary>A requirement and all that are below it.</summary>
    internal static IEnumerable<Requirement> Tree(Requirement requirement) => (requirement switch
    {
        Combination combination => combination.Of,
        Conditional conditional => new[] { conditional.Condition, conditional.Then, conditional.Otherwise }.OfType<Requirement>(),
        _ => [],
    }).SelectMany(Tree).Prepend(requirement);

    /// <summary>An entry that stands in the way of an absence.</summary>
    internal static EvidenceFact InTheWayOf(Absence absence) => Fact(9_999, Detail(absence.Kind, absence.Where, [], 0, Entries.Today.AddDays(-30)));

    private Facts FactsOf(IEnumerable<Piece> pieces)
    {
        var kept = pieces.ToList();
        return new Facts(FactBasis.Accepted, [.. kept.Select(p => p.Entry).OfType<EvidenceFact>()], RecoverySince, BirthDate)
        {
            Held = [.. kept.Select(p => p.Held).OfType<HeldCredential>()],
            Payments = [.. kept.Select(p => p.Payment).OfType<Payment>()],
        };
    }

    /// <summary>The requirements that the file is made to meet, with those above them.</summary>
    private IEnumerable<(Requirement Requirement, string[] Path, bool IsCondition)> Leaves(Requirement requirement, string[] path) => requirement switch
    {
        Combination combination => combination.Of.Take(combination.Need).SelectMany(of => Leaves(of, [.. path, combination.Id])),
        Conditional conditional when _owing => [.. Leaves(conditional.Condition, path).Select(leaf => leaf with { IsCondition = true }), .. Leaves(conditional.Then, [.. path, conditional.Id])],
        Conditional { Otherwise: { } otherwise } conditional => Leaves(otherwise, [.. path, conditional.Id]),
        Conditional => [],
        _ => [(requirement, path, false)],
    };

    private IEnumerable<Requirement> Taken(Requirement root) => Leaves(root, []).Select(leaf => leaf.Requirement);

    private void Build(Requirement requirement, HashSet<string> fails)
    {
        switch (requirement)
        {
            case MinutesSum sum:
                BuildSum(sum, fails);
                break;
            case EntriesCounted counted:
                BuildCounted(counted, fails);
                break;
            case EducationReached education:
                Add(new EvidenceDetail.Education(education.Level, "A school", new DateOnly(2001, 6, 1)), fails);
                break;
            case ExamPassed exam:
                Add(new EvidenceDetail.Exam(exam.ExamCode, _day, Passed: true, null), fails);
                break;
            case DocumentSigned signed:
                Add(new EvidenceDetail.SignedDocument(signed.DocumentCode, signed.DocumentVersion, _day), fails);
                break;
            case TimeCovered time:
                BuildTime(time, fails);
                break;
            case Cadence cadence:
                BuildCadence(cadence, fails);
                break;
            case Ratio ratio:
                var basis = _pieces.Where(p => p.Entry?.Detail.Kind == ratio.Per).Sum(p => p.Entry!.Detail.Minutes);
                Add(Detail(ratio.Kind, ratio.Where, [], (int)((((long)basis * ratio.AtLeast) + ratio.ForEach - 1) / ratio.ForEach), _day), fails);
                break;
            case CredentialHeld held:
                for (var i = 0; i < held.Need; i++)
                {
                    _pieces.Add(new Piece(null, Held(held), null, fails, _isCondition));
                }

                break;
            case FeePaid fee:
                _pieces.Add(new Piece(null, null, new Payment(fee.For, fee.Cents, _day), fails, _isCondition));
                break;
            case Age { AtStatement: { } statement } age:
                Add(new EvidenceDetail.Statement(statement, BirthDate!.Value.AddYears(age.AtLeast ?? 1), null, null), fails);
                FailWithoutBirthDate.UnionWith(fails);
                break;
            case Age:
                FailWithoutBirthDate.UnionWith(_isCondition ? [] : fails);
                break;
            case RecoveryTime:
                FailWithoutRecovery.UnionWith(fails);
                break;
            case Absence:
                break;
            default:
                throw new NotSupportedException($"No evidence is made up for {requirement.GetType().Name}.");
        }
    }

    /// <summary>The sum laid out in a row: minimums one after the other, shared ones over them; cut where one begins or ends.</summary>
    private void BuildSum(MinutesSum sum, HashSet<string> fails)
    {
        List<(int From, int To, MinutesPart Part)> laid = [];
        var end = 0;
        foreach (var there in _pieces.Where(p => sum.From.Skip(1).Any(from => from.Kind != sum.From[0].Kind && from.Kind == p.Entry?.Detail.Kind)))
        {
            end += there.Entry!.Detail.Minutes;
            there.Fails.UnionWith(fails);
        }

        var begin = end;
        foreach (var part in sum.Parts.Where(p => p is { AtLeast: > 0, Shared: false }))
        {
            laid.Add((end, end += part.AtLeast, part));
        }

        laid.AddRange(sum.Parts.Where(p => p is { AtLeast: > 0, Shared: true }).Select(p => (0, p.AtLeast, p)));
        int[] cuts = [.. laid.SelectMany(l => new[] { l.From, l.To }).Append(begin).Append(sum.Need).Distinct().Order()];
        foreach (var (from, to) in cuts.Zip(cuts.Skip(1)))
        {
            var over = laid.Where(l => l.From <= from && to <= l.To).Select(l => l.Part).ToArray();
            Add(Detail(sum.From[0].Kind, sum.From[0].Where, over, to - from, _day, FreeTopic(sum, over, to - from)), [.. fails, .. over.Select(p => p.Id)]);
        }
    }

    /// <summary>A topic that the sum takes, that serves no minimum, and of which there may be so much.</summary>
    private static string? FreeTopic(MinutesSum sum, MinutesPart[] over, int minutes)
    {
        var topics = TopicsOf(sum.From[0].Where);
        var own = over.Select(p => TopicsOf(p.Where)).Where(of => of.Count > 0).Aggregate((List<string>?)null, (all, of) => all is null ? of : [.. all.Intersect(of)]) ?? [];
        return own.Count > 0 ? own.Find(topic => !sum.Parts.Any(p => !over.Contains(p) && TopicsOf(p.Where).Contains(topic))) ?? own[0]
            : topics.Count == 0 ? null
            : topics.Find(topic => !sum.Parts.Any(p => TopicsOf(p.Where).Contains(topic) && (p.AtLeast > 0 || p.AtMost < minutes))) ?? throw new NotSupportedException($"{sum.Id}: every topic serves a minimum.");
    }

    private static List<string> TopicsOf(EntryFilter where) => [.. where.Is.Where(i => i.Attribute == "topic").SelectMany(i => i.Values)];

    private void BuildCounted(EntriesCounted counted, HashSet<string> fails)
    {
        var there = _pieces.Where(p => p.Entry is { } entry && entry.Detail.Kind == counted.Kind && IsMeant(entry.Detail, counted.Where)).Take(counted.Need).ToList();
        foreach (var piece in there)
        {
            piece.Fails.UnionWith(fails);
        }

        for (var i = there.Count; i < counted.Need; i++)
        {
            Add(Detail(counted.Kind, counted.Where, [], 0, _day), [.. fails]);
        }
    }

    /// <summary>Whether an entry without a length is of the sort that a filter asks for.</summary>
    private static bool IsMeant(EvidenceDetail detail, EntryFilter where)
    {
        bool Has(AttributeValues asked) => asked.Values.Intersect(asked.Attribute switch
        {
            "tag" => detail.Tags,
            "code" => [detail switch { EvidenceDetail.Exam exam => exam.ExamCode, EvidenceDetail.SignedDocument signed => signed.DocumentCode, EvidenceDetail.Statement statement => statement.Code, _ => "" }],
            "outcome" => [detail is EvidenceDetail.Exam { Passed: true } ? "Passed" : "Failed"],
            "relation" => [(detail as EvidenceDetail.Reference)?.Relation ?? ""],
            var other => throw new NotSupportedException($"Nobody has said what \"{other}\" is of an entry without a length."),
        }).Any();
        int? NumberOf(string name) => detail switch
        {
            EvidenceDetail.Exam exam when name == "score" => exam.Score,
            EvidenceDetail.Reference reference when name == "knownMonths" => reference.KnownMonths,
            EvidenceDetail.Statement statement when name == "percent" => statement.Percent,
            _ => null,
        };

        return where.Is.All(Has) && !where.Except.Any(Has) && where.AtLeast.All(floor => NumberOf(floor.Name) >= floor.Least) && !(detail.On < where.From) && !(detail.On > where.Until);
    }

    private void BuildTime(TimeCovered time, HashSet<string> fails)
    {
        if (time.Measure == TimeMeasure.Reach)
        {
            // Two minutes of what the sum took lie at the ends of the time; taking either out fails the sum too.
            var last = _day.AddDays(20);
            var taken = _pieces.FindIndex(p => p.Entry?.Detail is EvidenceDetail.Practice { PracticeMinutes: > 2 });
            var (practice, sum) = ((EvidenceDetail.Practice)_pieces[taken].Entry!.Detail, _pieces[taken].Fails);
            _pieces[taken] = _pieces[taken] with { Entry = Fact(++_ids, practice with { PracticeMinutes = practice.PracticeMinutes - 2 }) };
            Add(practice with { PracticeMinutes = 1, Day = last.AddMonths(-time.AtLeastMonths) }, [.. fails, .. sum]);
            Add(practice with { PracticeMinutes = 1, Day = last }, [.. fails, .. sum]);
        }
        else
        {
            Add(Detail(time.Kind, time.Where, [], 0, Entries.Today.AddMonths(-time.AtLeastMonths)), fails);
        }
    }

    private void BuildCadence(Cadence cadence, HashSet<string> fails)
    {
        var months = cadence.Each switch { Span.Month => 1, Span.Quarter => 3, Span.HalfYear => 6, _ => 12 };
        for (var span = 0; span < cadence.Spans; span++)
        {
            Add(Detail(cadence.Kind, cadence.Where, [], cadence.Need, Entries.Today.AddMonths(-months * span).AddDays(-5)), fails);
        }
    }

    /// <summary>Every course is another one, so that none is the same activity as another.</summary>
    private void Add(EvidenceDetail detail, HashSet<string> fails)
    {
        _ids++;
        var own = detail is EvidenceDetail.Training { Title: ACourse } course ? course with { Title = $"{ACourse} {_ids}" } : detail;
        _pieces.Add(new Piece(Fact(_ids, own), null, null, fails, _isCondition));
    }

    private static EvidenceFact Fact(int id, EvidenceDetail detail) => new(Entries.Id(id), detail, EvidenceState.Accepted, detail.Minutes, detail.Minutes, HasDocument: true, null);

    /// <summary>An entry that a filter takes, and the filters of parts with it.</summary>
    private static EvidenceDetail Detail(EvidenceKind kind, EntryFilter where, MinutesPart[] parts, int minutes, DateOnly day, string? topic = null)
    {
        EntryFilter[] filters = [where, .. parts.Select(p => p.Where)];
        string? First(string attribute) => filters.SelectMany(f => f.Is).FirstOrDefault(i => i.Attribute == attribute)?.Values[0];
        TEnum Value<TEnum>(string attribute) where TEnum : struct, Enum =>
            First(attribute) is { } value ? Enum.Parse<TEnum>(value) : Enum.GetValues<TEnum>().First(v => !filters.SelectMany(f => f.Except).Any(e => e.Attribute == attribute && e.Values.Contains(v.ToString())));
        int? Number(string name) => filters.SelectMany(f => f.AtLeast).FirstOrDefault(n => n.Name == name)?.Least;

        day = where.Until < day ? where.Until.Value : where.From > day ? where.From.Value : day;
        topic ??= First("topic");
        EvidenceDetail detail = kind switch
        {
            EvidenceKind.Training => new EvidenceDetail.Training(First("activity") ?? ACourse, First("provider") ?? "A provider", day, day, Value<TrainingMode>("mode"), [new TopicMinutes(topic ?? "anything", minutes)]) { Role = Value<CourseRole>("role") },
            EvidenceKind.Practice => new EvidenceDetail.Practice(day, minutes, Value<ServiceRole>("role"), [Value<SupportDomain>("domain")], Value<Modality>("modality"), First("setting") ?? "A centre", First("population"), Value<Compensation>("compensation"), "Sam Reed", "sam@example.test") { Topic = topic },
            EvidenceKind.Supervision => new EvidenceDetail.Supervision(day, minutes, Value<Modality>("modality"), topic, "Sam Reed", "sam@example.test"),
            EvidenceKind.Exam => new EvidenceDetail.Exam(First("code") ?? "AN-EXAM", day, First("outcome") != "Failed", Number("score")),
            EvidenceKind.Reference => new EvidenceDetail.Reference("Kim Lee", "kim@example.test", First("relation") ?? "somebody", day) { KnownMonths = Number("knownMonths") },
            EvidenceKind.Education => new EvidenceDetail.Education(Value<EducationLevel>("level"), "A school", day),
            EvidenceKind.SignedDocument => new EvidenceDetail.SignedDocument(First("code") ?? "a-text", First("version") ?? "1", day),
            _ => new EvidenceDetail.Statement(First("code") ?? "something", Number("days") is { } days ? day.AddDays(-days) : day, null, Number("percent")),
        };
        return detail with { Tags = [.. filters.SelectMany(f => f.Is).Where(i => i.Attribute == "tag").Select(i => i.Values[0])] };
    }

    private static HeldCredential Held(CredentialHeld held) => new(
        held.Boards is [var board, ..] ? board : "elsewhere",
        held.Types is [var type, ..] ? type : "SOMETHING",
        held.States is [var state, ..] ? state : "US",
        held.Standings[0],
        Entries.Today.AddMonths(-held.AtLeastMonthsHeld),
        Entries.Today.AddDays(held.AtLeastDaysLeft ?? 0),
        [.. held.Tags.Take(1)]);

    /// <summary>Somebody just old enough for every rule on age today.</summary>
    private static DateOnly? Birth(Age[] ages) => ages.Length == 0 ? null : Entries.Today.AddYears(-ages.Where(a => a.AtStatement is null).Max(a => a.AtLeast ?? 1)).AddDays(-1);
}
