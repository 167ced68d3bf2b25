using PeerCertification.Domain.Evidence;

namespace PeerCertification.Domain.Requirements;

/// <summary>The evidence of one evaluation, in a fixed order, with the running account of what each entry was used for.</summary>
internal sealed class EvidenceFile
{
    private readonly FileEntry[] _entries;

    private readonly Dictionary<string, IReadOnlyDictionary<string, Allocation.SumAccount>> _allocations = new(StringComparer.Ordinal);
    private readonly RequirementSet _set;

    internal EvidenceFile(RequirementSet set, Facts facts, DateOnly on, Phrasebook words)
    {
        (_set, Facts, On, Words) = (set, facts, on, words);
        _entries = [.. facts.Evidence.Select(fact => new FileEntry(fact, set.Units))];
        // Oldest first, and never in the order in which storage happened to give them.
        Array.Sort(_entries, static (a, b) => a.On != b.On ? a.On.CompareTo(b.On) : a.Fact.Id.CompareTo(b.Fact.Id));
    }

    internal Facts Facts { get; }

    internal Phrasebook Words { get; }

    internal DateOnly On { get; }

    /// <summary>The credential type that is judged for.</summary>
    internal string CredentialType => _set.CredentialType;

    internal List<FileEntry> OfKinds(IEnumerable<EvidenceKind> kinds)
    {
        var wanted = 0;
        foreach (var kind in kinds)
        {
            wanted |= 1 << (int)kind;
        }

        return [.. _entries.Where(entry => (wanted & (1 << (int)entry.Kind)) != 0)];
    }

    internal List<FileEntry> OfKind(EvidenceKind kind)
    {
        var found = new List<FileEntry>(_entries.Length);
        foreach (var entry in _entries)
        {
            if (entry.Kind == kind)
            {
                found.Add(entry);
            }
        }

        return found;
    }

    /// <summary>How the minutes of a sum are shared out: on its own, or together with the other sums of its group.</summary>
    internal Allocation.SumAccount AccountOf(Elements.MinutesSum sum)
    {
        if (sum.Exclusive is not { } group)
        {
            return Allocation.MinuteAllocation.Of([sum], this)[sum.Id];
        }

        if (!_allocations.TryGetValue(group, out var accounts))
        {
            _allocations[group] = accounts = Allocation.MinuteAllocation.Of(_set.SumsOfGroup(group), this);
        }

        return accounts[sum.Id];
    }

    internal (DateOnly First, DateOnly Last) Days(Window window) => window.On(On, Facts.Days);

    /// <summary>How many minutes of the entry counted before where a rule says that they may not count again.</summary>
    internal int UsedBefore(FileEntry entry, IReadOnlyList<Elements.Unused> unused)
    {
        var used = 0L;
        foreach (var use in Facts.EarlierUses)
        {
            var where = use.CredentialType == CredentialType ? Elements.Unused.EarlierPeriod : Elements.Unused.OtherCredential;
            used += use.EvidenceId == entry.Fact.Id && unused.Contains(where) ? use.Minutes : 0;
        }

        return (int)Math.Clamp(used, 0, int.MaxValue);
    }

    internal string LabelOf(Requirement requirement) => requirement.Labels.TryGetValue(Words.Language, out var label) ? label : requirement.Label;

    internal IReadOnlyList<EntryUse> Uses() => Array.ConvertAll(_entries, entry => entry.Use(Words));
}

/// <summary>One entry as the requirements see it: its minutes told apart by topic, and what became of them so far.</summary>
internal sealed class FileEntry
{
    private readonly List<string> _countedToward = [];
    private readonly int[] _countedByPart;
    private IReadOnlyList<RefusedEntry>? _refusals;
    private RefusedEntry? _aside;
    private int _mostCounted = -1;
    private int _mostAvailable;

    internal FileEntry(EvidenceFact fact, IReadOnlyDictionary<string, int> units)
    {
        Fact = fact;
        Kind = fact.Detail.Kind;
        On = fact.Detail.On;
        Parts = fact.Detail switch
        {
            EvidenceDetail.Training training => [.. training.Topics.Select(t => new TopicPart(t.Topic, t.Also, LengthOf(t, units)))],
            EvidenceDetail.Practice practice => [new TopicPart(practice.Topic, [], Math.Max(0, practice.PracticeMinutes))],
            EvidenceDetail.Supervision supervision => [new TopicPart(supervision.Topic, [], Math.Max(0, supervision.SupervisionMinutes))],
            _ => [],
        };
        foreach (var part in Parts)
        {
            Claimed += part.Minutes;
        }

        _countedByPart = new int[Parts.Length];
    }

    internal EvidenceFact Fact { get; }

    internal EvidenceKind Kind { get; }

    internal DateOnly On { get; }

    internal int Claimed { get; }

    internal TopicPart[] Parts { get; }

    /// <summary>The minutes of a part: what its credits are worth where the rules know the credit, and else what was claimed.</summary>
    private static int LengthOf(TopicMinutes topic, IReadOnlyDictionary<string, int> units) =>
        topic.Credits is { } credits && units.TryGetValue(credits.Unit, out var minutes)
            ? (int)Math.Clamp((long)credits.Hundredths * minutes / 100, 0, int.MaxValue)
            : Math.Max(0, topic.Minutes);

    /// <summary>By what the same activity is known again.</summary>
    internal string Activity => Fact.Detail is EvidenceDetail.Training training ? $"{training.Provider.Trim()}|{training.Title.Trim()}".ToUpperInvariant() : Fact.Id.ToString();

    internal void CountToward(string requirementId) => _countedToward.Add(requirementId);

    /// <summary>Notes how one requirement used the entry's minutes. Two requirements may share a minute; it is still one minute of the entry.</summary>
    internal void NoteMinutes(ReadOnlySpan<int> countedByPart, int available, IReadOnlyList<RefusedEntry> refusals)
    {
        var counted = 0;
        for (var part = 0; part < countedByPart.Length; part++)
        {
            _countedByPart[part] = Math.Max(_countedByPart[part], countedByPart[part]);
            counted += countedByPart[part];
        }

        _mostAvailable = Math.Max(_mostAvailable, available);
        KeepRefusalsOfTheBestUse(counted, refusals);
    }

    /// <summary>Notes whether one requirement took an entry that has no length.</summary>
    internal void NoteEntry(RefusedEntry? refusal) => KeepRefusalsOfTheBestUse(refusal is null ? 1 : 0, refusal is null ? [] : [refusal]);

    /// <summary>Notes how much of the entry one requirement took that does not tell which minutes of it, but only which are meant.</summary>
    internal void Note(int counted, IReadOnlyList<RefusedEntry> refusals, EntryFilter where)
    {
        if (Parts.Length == 0)
        {
            NoteEntry(counted > 0 || refusals.Count == 0 ? null : refusals[0]);
            return;
        }

        var byPart = new int[Parts.Length];
        var left = counted;
        for (var part = 0; part < byPart.Length; part++)
        {
            byPart[part] = where.TakesTopic(Parts[part]) ? Math.Min(left, Parts[part].Minutes) : 0;
            left -= byPart[part];
        }

        NoteMinutes(byPart, counted, refusals);
    }

    /// <summary>Notes why the entry is nothing to a requirement that would rather not see any: told where no other requirement asks for it.</summary>
    internal void NoteAside(RefusedEntry refusal) => _aside ??= refusal;

    private void KeepRefusalsOfTheBestUse(int counted, IReadOnlyList<RefusedEntry> refusals)
    {
        if (counted > _mostCounted)
        {
            (_mostCounted, _refusals) = (counted, refusals);
        }
    }

    internal EntryUse Use(Phrasebook words)
    {
        // Where a board accepted part of an entry without saying which topics, each requirement reads it in the applicant's favour;
        // together they still use no more than what there is.
        var counted = Math.Min(_countedByPart.Sum(), _mostAvailable);
        if (_refusals is null)
        {
            return new EntryUse(Fact.Id, Claimed, 0, _countedToward, [_aside ?? NotCounted.Of(Fact, Parts.Length == 0 ? 1 : Claimed, NotCounted.KindNotAsked, words)]);
        }

        return new EntryUse(Fact.Id, Claimed, counted, _countedToward, Parts.Length == 0 ? _refusals : UpTo(Claimed - counted, _refusals));
    }

    /// <summary>What one requirement refused and another counted is not refused: the reasons cover exactly the minutes that are left.</summary>
    private static IReadOnlyList<RefusedEntry> UpTo(int minutes, IReadOnlyList<RefusedEntry> refusals)
    {
        if (minutes == 0)
        {
            return [];
        }

        var kept = new List<RefusedEntry>(refusals.Count);
        foreach (var refusal in refusals)
        {
            var amount = Math.Min(refusal.Amount, minutes);
            if (amount > 0)
            {
                kept.Add(amount == refusal.Amount ? refusal : refusal with { Amount = amount });
                minutes -= amount;
            }
        }

        return kept;
    }
}

/// <summary>The minutes of an entry under one topic, or under none.</summary>
internal readonly record struct TopicPart(string? Topic, IReadOnlyList<string> Also, int Minutes)
{
    internal bool IsAbout(IReadOnlyList<string> topics)
    {
        if (Topic is not null && topics.Contains(Topic, StringComparer.OrdinalIgnoreCase))
        {
            return true;
        }

        foreach (var also in Also)
        {
            if (topics.Contains(also, StringComparer.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
