using PeerCertification.Domain.Evidence;

namespace PeerCertification.Domain.Requirements;

/// <summary>The evidence of one evaluation, in a fixed order, with the running account of what each entry was used for.</summary>
internal sealed class EvidenceFile
{
    private readonly FileEntry[] _entries;

    internal EvidenceFile(Facts facts, DateOnly on)
    {
        (Facts, On) = (facts, on);
        _entries = [.. facts.Evidence.Select(fact => new FileEntry(fact))];
        // Oldest first, and never in the order in which storage happened to give them.
        Array.Sort(_entries, static (a, b) => a.On != b.On ? a.On.CompareTo(b.On) : a.Fact.Id.CompareTo(b.Fact.Id));
    }

    internal Facts Facts { get; }

    internal DateOnly On { get; }

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

    internal IReadOnlyList<EntryUse> Uses() => Array.ConvertAll(_entries, static entry => entry.Use());
}

/// <summary>One entry as the requirements see it: its minutes told apart by topic, and what became of them so far.</summary>
internal sealed class FileEntry
{
    private readonly List<string> _countedToward = [];
    private readonly int[] _countedByPart;
    private IReadOnlyList<RefusedEntry>? _refusals;
    private int _mostCounted = -1;
    private int _mostAvailable;

    internal FileEntry(EvidenceFact fact)
    {
        Fact = fact;
        Kind = fact.Detail.Kind;
        On = fact.Detail.On;
        Parts = fact.Detail switch
        {
            EvidenceDetail.Training training => [.. training.Topics.Select(t => new TopicPart(t.Topic, Math.Max(0, t.Minutes)))],
            EvidenceDetail.Practice practice => [new TopicPart(practice.Topic, Math.Max(0, practice.PracticeMinutes))],
            EvidenceDetail.Supervision supervision => [new TopicPart(supervision.Topic, Math.Max(0, supervision.SupervisionMinutes))],
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

    private void KeepRefusalsOfTheBestUse(int counted, IReadOnlyList<RefusedEntry> refusals)
    {
        if (counted > _mostCounted)
        {
            (_mostCounted, _refusals) = (counted, refusals);
        }
    }

    internal EntryUse Use()
    {
        // Where a board accepted part of an entry without saying which topics, each requirement reads it in the applicant's favour;
        // together they still use no more than what there is.
        var counted = Math.Min(_countedByPart.Sum(), _mostAvailable);
        if (_refusals is null)
        {
            return new EntryUse(Fact.Id, Claimed, 0, _countedToward, [NotCounted.Of(Fact, Parts.Length == 0 ? 1 : Claimed, NotCounted.KindNotAsked)]);
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
internal readonly record struct TopicPart(string? Topic, int Minutes);
