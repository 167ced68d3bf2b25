using PeerCertification.Domain.Requirements.Elements;

namespace PeerCertification.Domain.Requirements.Allocation;

/// <summary>What one sum makes of one entry: how much of it may count, and why the rest does not.</summary>
internal struct SumRow(FileEntry entry, bool isOfKind)
{
    internal FileEntry Entry { get; } = entry;

    /// <summary>Whether the sum counts entries of this kind at all; a row of another kind only keeps its place in a group of sums.</summary>
    internal bool IsOfKind { get; } = isOfKind;

    internal RefusedEntry[] Refusals = [];

    /// <summary>What may count of the entry at all.</summary>
    internal int Available;

    /// <summary>What may count here, in what its minutes are worth here.</summary>
    internal int Usable;

    /// <summary>What of the entry counted toward other sums of the group.</summary>
    internal int Elsewhere;

    internal int Refuse(int minutes, string code, Phrasebook words)
    {
        EntryStanding.Refuse(Entry, minutes, code, ref Refusals, words);
        return minutes;
    }
}

/// <summary>A sum with a row for each entry. The parts of all entries stand in few arrays, one after the other: a file has many entries, and most have one part.</summary>
internal sealed class SumRows
{
    private readonly int[] _firstPart;
    private readonly int[] _worth;
    private readonly int[] _counted;
    private readonly int[] _served;
    private readonly ulong[] _meant;
    private readonly (DateOnly First, DateOnly Last)[] _days;
    private readonly bool[] _takes;

    private SumRows(MinutesSum sum, SumRow[] rows, int[] firstPart, EvidenceFile file)
    {
        (Sum, Rows, _firstPart) = (sum, rows, firstPart);
        var (parts, asked) = (firstPart[^1], sum.Parts.Count);
        (_worth, _counted, _takes) = (new int[parts], new int[parts], new bool[sum.From.Count]);
        (_served, _meant, _days) = asked == 0 ? ([], [], []) : (new int[parts * asked], new ulong[parts], new (DateOnly, DateOnly)[asked]);
        for (var part = 0; part < asked; part++)
        {
            _days[part] = file.Days(sum.Parts[part].Window);
        }
    }

    internal MinutesSum Sum { get; }

    internal SumRow[] Rows { get; }

    /// <summary>What may count of each entry in the sum, before its parts are looked at; each minute that may not has its reason.</summary>
    internal static SumRows Open(MinutesSum sum, FileEntry[] entries, EvidenceFile file)
    {
        var (rows, firstPart, kinds) = (new SumRow[entries.Length], new int[entries.Length + 1], MinuteAllocation.KindsOf(sum.From));
        for (var i = 0; i < entries.Length; i++)
        {
            rows[i] = new SumRow(entries[i], (kinds & (1 << (int)entries[i].Kind)) != 0);
            firstPart[i + 1] = firstPart[i] + entries[i].Parts.Length;
        }

        var opened = new SumRows(sum, rows, firstPart, file);
        var days = file.Days(sum.Window);
        for (var i = 0; i < entries.Length; i++)
        {
            if (rows[i].IsOfKind)
            {
                opened.Open(i, days, file);
            }
        }

        return opened;
    }

    /// <summary>What each part of the entry is worth here; 0 where it is not asked.</summary>
    internal Span<int> WorthOf(int entry) => _worth.AsSpan(_firstPart[entry], _firstPart[entry + 1] - _firstPart[entry]);

    /// <summary>What counted of each part of the entry.</summary>
    internal Span<int> CountedOf(int entry) => _counted.AsSpan(_firstPart[entry], _firstPart[entry + 1] - _firstPart[entry]);

    /// <summary>What counted of a part of the entry toward each part of the sum.</summary>
    internal Span<int> ServedOf(int entry, int part) => _served.AsSpan((_firstPart[entry] + part) * Sum.Parts.Count, Sum.Parts.Count);

    internal int MinutesOf(int entry)
    {
        var sum = 0;
        foreach (var counted in CountedOf(entry))
        {
            sum += counted;
        }

        return sum;
    }

    /// <summary>Whether a part of the sum means a part of the entry, whenever it was.</summary>
    internal bool IsMeant(int entry, int part, int rule) => (_meant[_firstPart[entry] + part] & (1UL << rule)) != 0;

    /// <summary>First and last day of a part of the sum.</summary>
    internal (DateOnly First, DateOnly Last) DaysOf(int rule) => _days[rule];

    /// <summary>The parts of the sum that a part of the entry can serve, as bits.</summary>
    internal ulong Served(int entry, int part, EvidenceFile file)
    {
        var serves = _days.Length == 0 ? 0UL : _meant[_firstPart[entry] + part];
        for (var rule = 0; rule < _days.Length; rule++)
        {
            var of = Rows[entry].Entry;
            if (!of.LiesIn(_days[rule]) || file.UsedBefore(of, Sum.Parts[rule].Unused) > 0)
            {
                serves &= ~(1UL << rule);
            }
        }

        return serves;
    }

    private void Open(int i, (DateOnly First, DateOnly Last) days, EvidenceFile file)
    {
        ref var row = ref Rows[i];
        var (entry, words) = (row.Entry, file.Words);
        row.Available = EntryStanding.Available(entry, file, days, Sum.Attested, ref row.Refusals);
        row.Available -= row.Refuse(Math.Min(row.Available, file.UsedBefore(entry, Sum.Unused)), NotCounted.UsedBefore, words);
        if (entry.Claimed < Sum.EachAtLeast)
        {
            row.Available -= row.Refuse(row.Available, NotCounted.TooShort, words);
        }

        var (asked, worth, most, isOfSort) = Weigh(entry, WorthOf(i), file.On);
        var usable = Math.Min(row.Available, asked);
        row.Refuse(row.Available - usable, isOfSort ? NotCounted.TopicNotAsked : NotCounted.OtherSort, words);
        row.Usable = (int)Math.Min(worth, (long)usable * most / 100);
        row.Refuse(usable - row.Usable, NotCounted.CountsInPart, words);
        for (var rule = 0; rule < Sum.Parts.Count; rule++)
        {
            FindMeant(entry, i, rule, file.On);
        }
    }

    /// <summary>Each part of the entry by the first sort that takes it: how many minutes are asked, what they are worth, and the highest worth of one in percent.</summary>
    private (int Asked, long Worth, int Most, bool IsOfSort) Weigh(FileEntry entry, Span<int> worthOfParts, DateOnly on)
    {
        var (asked, worth, most, isOfSort) = (0, 0L, 0, false);
        var from = Sum.From;
        for (var sort = 0; sort < from.Count; sort++)
        {
            _takes[sort] = from[sort].Kind == entry.Kind && from[sort].Where.Takes(entry.Fact.Detail, on);
            isOfSort |= _takes[sort];
        }

        for (var part = 0; part < entry.Parts.Length && isOfSort; part++)
        {
            for (var sort = 0; sort < from.Count; sort++)
            {
                if (_takes[sort] && from[sort].Where.TakesTopic(entry.Parts[part]))
                {
                    asked += entry.Parts[part].Minutes;
                    worthOfParts[part] = (int)((long)entry.Parts[part].Minutes * from[sort].WorthPercent / 100);
                    worth += worthOfParts[part];
                    most = Math.Max(most, from[sort].WorthPercent);
                    break;
                }
            }
        }

        return (asked, worth, most, isOfSort);
    }

    private void FindMeant(FileEntry entry, int i, int rule, DateOnly on)
    {
        var asked = Sum.Parts[rule];
        if ((asked.Kind is { } kind && kind != entry.Kind) || !asked.Where.Takes(entry.Fact.Detail, on))
        {
            return;
        }

        for (var part = 0; part < entry.Parts.Length; part++)
        {
            if (asked.Where.TakesTopic(entry.Parts[part]))
            {
                _meant[_firstPart[i] + part] |= 1UL << rule;
            }
        }
    }
}
