using PeerCertification.Domain.Evidence;

namespace PeerCertification.Domain.Requirements;

/// <summary>
/// A file made ready to be judged by several requirement sets: in a fixed order, and with everything of an entry worked out that no set changes.
/// It is only read once it is made, and so may be judged by several threads at once.
/// </summary>
public sealed class FileContents
{
    private FileContents(Facts facts, FileEntry[] entries) =>
        (Facts, Entries, DependsOnTheSet) = (facts, entries, Array.Exists(entries, entry => entry.DependsOnTheSet));

    internal Facts Facts { get; }

    /// <summary>By kind, and within a kind the oldest first, never in the order in which storage happened to give them.</summary>
    internal FileEntry[] Entries { get; }

    /// <summary>Whether an entry says different things to different sets: in credits that rules translate, or approved by some boards.</summary>
    internal bool DependsOnTheSet { get; }

    /// <summary>Work in proportion to n log n for n entries.</summary>
    public static FileContents Of(Facts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var entries = new FileEntry[facts.Evidence.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = new FileEntry(facts.Evidence[i], facts.Renewal);
        }

        Array.Sort(entries, static (a, b) => Older(a, b));
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i].Place = i;
        }

        Array.Sort(entries, static (a, b) => a.Kind != b.Kind ? a.Kind.CompareTo(b.Kind) : a.Place.CompareTo(b.Place));
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i].Index = i;
        }

        return new FileContents(facts, entries);
    }

    private static int Older(FileEntry a, FileEntry b) => a.On != b.On ? a.On.CompareTo(b.On) : a.Fact.Id.CompareTo(b.Fact.Id);
}

/// <summary>What one entry says, whatever set it is judged by.</summary>
internal sealed class FileEntry
{
    private static readonly Dictionary<string, int> NoUnits = [];
    private CountedEntry? _lastCounted;
    private RefusedEntry[] _lastRefused = [];

    private readonly RenewedPeriod? _renewed;

    internal FileEntry(EvidenceFact fact, RenewedPeriod? renewed)
        : this(fact, NoUnits, renewed)
    {
    }

    private FileEntry(EvidenceFact fact, IReadOnlyDictionary<string, int> units, RenewedPeriod? renewed)
    {
        _renewed = renewed;
        Fact = fact;
        Kind = fact.Detail.Kind;
        On = fact.Detail.On;
        Activity = EarlierUse.ActivityOf(fact);
        DependsOnTheSet = fact.Detail is EvidenceDetail.Training training && (training.Posted is not null || training.Topics.Any(topic => topic.Credits is not null));
        (Parts, Claimed) = Measure(units);
        if (renewed is not null && Parts.Length > 0)
        {
            (Carried, Spent) = (MinutesIn(renewed.Carried), On < renewed.StartsOn ? 0 : MinutesIn(renewed.Spent));
            IsTooLate = On > renewed.HoursUntilOn;
        }
    }

    internal EvidenceFact Fact { get; }

    internal bool DependsOnTheSet { get; }

    internal EvidenceKind Kind { get; }

    internal DateOnly On { get; }

    /// <summary>Minutes of it that the period before left over and that may count in the one that is renewed.</summary>
    internal int Carried { get; }

    /// <summary>Minutes of it that counted for the period before.</summary>
    internal int Spent { get; }

    /// <summary>Whether its minutes were earned after the last day for hours of the period that is renewed.</summary>
    internal bool IsTooLate { get; }

    internal bool LiesIn((DateOnly First, DateOnly Last) days) => On <= days.Last && (On >= days.First || (Carried > 0 && days.First == _renewed?.StartsOn));

    private int MinutesIn(IReadOnlyList<EntryMinutes> list) => list.Where(entry => entry.EvidenceId == Fact.Id).Sum(entry => entry.Minutes);

    /// <summary>By what the same activity is known again.</summary>
    internal string Activity { get; }

    /// <summary>Where the entry stands among all of the file, the oldest first.</summary>
    internal int Place { get; set; }

    /// <summary>Where it stands among the entries by kind.</summary>
    internal int Index { get; set; }

    internal TopicPart[] Parts { get; }

    internal int Claimed { get; }

    /// <summary>The same entry as one board's set sees it, with its credits as long as the set's units say.</summary>
    internal FileEntry In(RequirementSet set) => DependsOnTheSet ? new FileEntry(Fact with { Detail = Fact.Detail.AsSeenBy(set.Board) }, set.Units, _renewed) { Place = Place, Index = Index } : this;

    /// <summary>So much of it, as findings list it. Where sets count the same of an entry, it is the same record.</summary>
    internal CountedEntry Counted(int amount) => _lastCounted is { } last && last.Amount == amount ? last : _lastCounted = new CountedEntry(Fact.Id, amount);

    /// <summary>A refusal of it, alone in a list. Sets often refuse the same of an entry for the same reason: then it is the same list again.</summary>
    internal RefusedEntry[] Refused(int amount, string code, Phrasebook words)
    {
        var last = _lastRefused;
        if (last is [var same] && same.Amount == amount && ReferenceEquals(same.Code, code) && ReferenceEquals(same.Reason, words.Reason(code)))
        {
            return last;
        }

        return _lastRefused = [NotCounted.Of(Fact, amount, code, words)];
    }

    private (TopicPart[] Parts, int Claimed) Measure(IReadOnlyDictionary<string, int> units)
    {
        TopicPart[] parts = Fact.Detail switch
        {
            EvidenceDetail.Training training => [.. training.Topics.Select(t => new TopicPart(t.Topic, t.Also, LengthOf(t, units)))],
            EvidenceDetail.Practice practice => [new TopicPart(practice.Topic, [], Math.Max(0, practice.PracticeMinutes))],
            EvidenceDetail.Supervision supervision => [new TopicPart(supervision.Topic, [], Math.Max(0, supervision.SupervisionMinutes))],
            _ => [],
        };
        var claimed = 0;
        foreach (var part in parts)
        {
            claimed += part.Minutes;
        }

        return (parts, claimed);
    }

    /// <summary>The minutes of a part: what its credits are worth where the rules know the credit, and else what was claimed.</summary>
    private static int LengthOf(TopicMinutes topic, IReadOnlyDictionary<string, int> units) =>
        topic.Credits is { } credits && units.TryGetValue(credits.Unit, out var minutes)
            ? (int)Math.Clamp((long)credits.Hundredths * minutes / 100, 0, int.MaxValue)
            : Math.Max(0, topic.Minutes);
}

/// <summary>The minutes of an entry under one topic, or under none.</summary>
internal readonly record struct TopicPart(string? Topic, IReadOnlyList<string> Also, int Minutes)
{
    internal bool IsAbout(IReadOnlyList<string> topics)
    {
        if (Topic is not null && EntryFilter.IsAmong(topics, Topic))
        {
            return true;
        }

        for (var i = 0; i < Also.Count; i++)
        {
            if (EntryFilter.IsAmong(topics, Also[i]))
            {
                return true;
            }
        }

        return false;
    }
}
