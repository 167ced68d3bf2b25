using PeerCertification.Domain.Requirements.Elements;

namespace PeerCertification.Domain.Requirements.Allocation;

/// <summary>
/// Shares out the minutes of a file within one sum, or among the sums of a group in which no minute counts twice. If the rules can be met at all,
/// they come out met; if not, what is missing from all minimums and sums together is the least possible, then the most minutes count, then what
/// stands first in the document is filled first, and older entries before younger ones.
///
/// Minutes that nothing tells apart are one heap. Where every heap has one place to go and no maximum is in the way, all of it goes there; else
/// an <see cref="IntegerProgramme"/> decides, whose variables are heaps times places.
/// </summary>
internal sealed class MinuteAllocation
{
    /// <summary>The parts that one sum can have, and the sums of one group together.</summary>
    internal const int MostParts = 60;

    private const int NoPart = -1;

    /// <summary>A place where minutes can count: a sum, and one of its minimums that share nothing, or none.</summary>
    private readonly record struct Place(int Sum, int Part);

    /// <summary>Minutes of one entry that nothing tells apart: parts of the entry, with what is asked of them.</summary>
    private sealed record Pile(int Entry, ulong Serves, ulong Sums)
    {
        internal required int[] Parts { get; set; }

        internal int Minutes { get; set; }

        internal bool IsConfined { get; set; }
    }

    /// <summary>Entries of one activity, of which one counts in a sum.</summary>
    private sealed record SameActivity(int Sum, int[] Entries);

    private sealed record Heap(ulong Serves, ulong Sums, List<Pile> Piles)
    {
        internal int Minutes { get; set; }

        internal List<(Place Place, int Minutes)> Given { get; } = [];
    }

    private static readonly int[][] OnePart = [[0], [1], [2], [3]];

    private readonly IReadOnlyList<MinutesSum> _sums;
    private readonly EvidenceFile _file;
    private readonly FileEntry[] _entries;
    private readonly SumRows[] _rows;
    private readonly int[] _firstBit;
    private readonly List<Pile> _piles = [];
    private readonly List<Heap> _heaps = [];
    private readonly List<SameActivity> _same = [];
    private bool _triedEveryWay = true;

    private MinuteAllocation(IReadOnlyList<MinutesSum> sums, EvidenceFile file)
    {
        (_sums, _file) = (sums, file);
        _firstBit = new int[sums.Count];
        for (var sum = 1; sum < sums.Count; sum++)
        {
            _firstBit[sum] = _firstBit[sum - 1] + sums[sum - 1].Parts.Count;
        }

        _entries = file.OfKinds(sums is [var only] ? only.From : [.. sums.SelectMany(s => s.From)]).ToArray();
        _rows = new SumRows[sums.Count];
        for (var sum = 0; sum < sums.Count; sum++)
        {
            _rows[sum] = SumRows.Open(sums[sum], _entries, file);
            CountOnce(sum);
        }
    }

    /// <summary>The account of each sum, in the order of the sums.</summary>
    internal static SumAccount[] Of(IReadOnlyList<MinutesSum> sums, EvidenceFile file)
    {
        var allocation = new MinuteAllocation(sums, file);
        if (sums is [{ Parts.Count: 0 }])
        {
            allocation.KeepTheLongest();
            allocation.CountEverything();
        }
        else
        {
            allocation.ShareOut();
            allocation.HandOut();
        }

        return Array.ConvertAll(allocation._rows, rows => new SumAccount(file, rows, allocation._triedEveryWay));
    }

    /// <summary>The kinds as bits.</summary>
    internal static int KindsOf(IReadOnlyList<MinutesFrom> from)
    {
        var kinds = 0;
        for (var i = 0; i < from.Count; i++)
        {
            kinds |= 1 << (int)from[i].Kind;
        }

        return kinds;
    }

    private void ShareOut()
    {
        MakeHeaps(settled: false);
        if (NothingToDecide())
        {
            GiveEachItsOnePlace();
        }
        else if (!Decide())
        {
            // More than the programme works through: the longest entry of each activity, what was accepted of an entry given to its topics in order,
            // and what is left to decide as well as it can be decided then.
            _triedEveryWay = false;
            KeepTheLongest();
            MakeHeaps(settled: true);
            if (!Decide())
            {
                GiveInOrder();
            }
        }
    }

    /// <summary>What counted before and may count once ever is out; of several entries of one activity, one is chosen later.</summary>
    private void CountOnce(int sum)
    {
        var (rule, rows) = (_sums[sum], _rows[sum].Rows);
        if (rule.OncePer == OncePer.Entry)
        {
            return;
        }

        foreach (var same in Enumerable.Range(0, rows.Length).Where(entry => rows[entry].Usable > 0).GroupBy(entry => rows[entry].Entry.Activity, StringComparer.Ordinal).ToList())
        {
            var group = new SameActivity(sum, [.. same]);
            if (rule.OncePer == OncePer.Ever && _file.Facts.EarlierUses.Any(use => use.Activity == same.Key))
            {
                Drop(group, keep: null);
            }
            else if (group.Entries.Length > 1)
            {
                _same.Add(group);
            }
        }
    }

    /// <summary>Leaves one entry of an activity, or none, and says of the others why they do not count.</summary>
    private void Drop(SameActivity same, int? keep)
    {
        foreach (var entry in same.Entries.Where(entry => entry != keep))
        {
            ref var row = ref _rows[same.Sum].Rows[entry];
            row.Refuse(row.Usable, NotCounted.SameActivity, _file.Words);
            row.Usable = 0;
        }
    }

    /// <summary>The entry with the most to count, the oldest where they are alike.</summary>
    private int Longest(SameActivity same) => same.Entries.MaxBy(entry => _rows[same.Sum].Rows[entry].Usable);

    private void KeepTheLongest()
    {
        foreach (var same in _same)
        {
            Drop(same, Longest(same));
        }

        _same.Clear();
    }

    private void CountEverything()
    {
        var rows = _rows[0];
        for (var entry = 0; entry < _entries.Length; entry++)
        {
            var rest = rows.Rows[entry].Usable;
            var counted = rows.CountedOf(entry);
            var worth = rows.WorthOf(entry);
            for (var part = 0; part < counted.Length && rest > 0; part++)
            {
                counted[part] = Math.Min(rest, worth[part]);
                rest -= counted[part];
            }
        }
    }

    private void MakeHeaps(bool settled)
    {
        _heaps.Clear();
        _piles.Clear();
        var byWhat = new Dictionary<(ulong, ulong), Heap>();
        for (var entry = 0; entry < _entries.Length; entry++)
        {
            var first = _piles.Count;
            MakePiles(entry);
            if (settled)
            {
                Settle(entry, first);
            }

            for (var i = first; i < _piles.Count; i++)
            {
                var pile = _piles[i];
                if (pile.IsConfined || !byWhat.TryGetValue((pile.Serves, pile.Sums), out var heap))
                {
                    heap = new Heap(pile.Serves, pile.Sums, []);
                    _heaps.Add(heap);
                    if (!pile.IsConfined)
                    {
                        byWhat[(pile.Serves, pile.Sums)] = heap;
                    }
                }

                heap.Piles.Add(pile);
                heap.Minutes += pile.Minutes;
            }
        }
    }

    private void MakePiles(int entry)
    {
        var first = _piles.Count;
        for (var part = 0; part < _entries[entry].Parts.Length; part++)
        {
            var (serves, sums, minutes) = (0UL, 0UL, 0);
            for (var sum = 0; sum < _sums.Count; sum++)
            {
                if (_rows[sum].Rows[entry].Usable > 0 && _rows[sum].WorthOf(entry)[part] is > 0 and var worth)
                {
                    sums |= 1UL << sum;
                    serves |= _rows[sum].Served(entry, part, _file) << _firstBit[sum];
                    minutes = Math.Max(minutes, worth);
                }
            }

            if (sums == 0)
            {
                continue;
            }

            var pile = first;
            while (pile < _piles.Count && (_piles[pile].Serves != serves || _piles[pile].Sums != sums))
            {
                pile++;
            }

            if (pile == _piles.Count)
            {
                _piles.Add(new Pile(entry, serves, sums) { Parts = part < OnePart.Length ? OnePart[part] : [part], Minutes = minutes });
            }
            else
            {
                _piles[pile].Parts = [.. _piles[pile].Parts, part];
                _piles[pile].Minutes += minutes;
            }
        }

        Confine(entry, first);
    }

    /// <summary>Where less of an entry may count than its piles hold together, the piles are looked at one by one.</summary>
    private void Confine(int entry, int first)
    {
        var confined = _same.Count > 0 && IsOneOfSeveral(entry);
        if (_piles.Count == first + 1 && _sums.Count == 1)
        {
            _piles[first].Minutes = Math.Min(_piles[first].Minutes, _rows[0].Rows[entry].Usable);
            _piles[first].IsConfined = confined;
            return;
        }

        for (var sum = 0; sum < _sums.Count; sum++)
        {
            var held = 0;
            for (var i = first; i < _piles.Count; i++)
            {
                held += (_piles[i].Sums & (1UL << sum)) != 0 ? _piles[i].Minutes : 0;
            }

            confined |= held > _rows[sum].Rows[entry].Usable;
        }

        for (var i = first; i < _piles.Count; i++)
        {
            _piles[i].IsConfined = confined;
        }
    }

    /// <summary>Gives what may count of an entry to its piles in order, so that they need not be looked at together any more.</summary>
    private void Settle(int entry, int first)
    {
        var left = Array.ConvertAll(_rows, rows => rows.Rows[entry].Usable);
        for (var i = first; i < _piles.Count; i++)
        {
            var pile = _piles[i];
            for (var sum = 0; sum < left.Length; sum++)
            {
                pile.Minutes = (pile.Sums & (1UL << sum)) != 0 ? Math.Min(pile.Minutes, left[sum]) : pile.Minutes;
            }

            for (var sum = 0; sum < left.Length; sum++)
            {
                left[sum] -= (pile.Sums & (1UL << sum)) != 0 ? pile.Minutes : 0;
            }

            pile.IsConfined = false;
        }
    }

    private bool IsOneOfSeveral(int entry) => _same.Exists(same => same.Entries.Contains(entry));

    private bool Serves(ulong serves, int sum, int part) => (serves & (1UL << (_firstBit[sum] + part))) != 0;

    /// <summary>Every minimum of its own that a heap can serve is a place; where there is none, the sum itself is.</summary>
    private IEnumerable<Place> Places(Heap heap)
    {
        for (var sum = 0; sum < _sums.Count; sum++)
        {
            if ((heap.Sums & (1UL << sum)) == 0)
            {
                continue;
            }

            var any = false;
            for (var part = 0; part < _sums[sum].Parts.Count; part++)
            {
                if (IsPlace(_sums[sum].Parts[part]) && Serves(heap.Serves, sum, part))
                {
                    any = true;
                    yield return new Place(sum, part);
                }
            }

            if (!any)
            {
                yield return new Place(sum, NoPart);
            }
        }
    }

    private static bool IsPlace(MinutesPart part) => part is { AtLeast: > 0, Shared: false };

    private bool NothingToDecide() =>
        _heaps.TrueForAll(heap => !heap.Piles[0].IsConfined && Places(heap).Count() == 1)
        && !Parts().Any(p => p.Rule.AtMost is { } most && _heaps.Where(heap => Serves(heap.Serves, p.Sum, p.Part)).Sum(heap => (long)heap.Minutes) > most);

    private void GiveEachItsOnePlace()
    {
        foreach (var heap in _heaps)
        {
            heap.Given.Add((Places(heap).Single(), heap.Minutes));
        }
    }

    private IEnumerable<(int Sum, int Part, MinutesPart Rule)> Parts()
    {
        for (var sum = 0; sum < _sums.Count; sum++)
        {
            for (var part = 0; part < _sums[sum].Parts.Count; part++)
            {
                yield return (sum, part, _sums[sum].Parts[part]);
            }
        }
    }

    /// <summary>False where no way was found within the bounds of the programme.</summary>
    private bool Decide()
    {
        List<(int Heap, Place Place)> choices = [];
        for (var heap = 0; heap < _heaps.Count; heap++)
        {
            foreach (var place in Places(_heaps[heap]))
            {
                choices.Add((heap, place));
            }
        }

        // Not even written down where the first look at it would be most of the work.
        var rows = _heaps.Count + _entries.Length + _same.Sum(same => same.Entries.Length);
        if ((long)rows * (choices.Count + rows) > IntegerProgramme.MostWork / 20)
        {
            return false;
        }

        var minimums = Parts().Where(p => p.Rule.AtLeast > 0).ToList();
        var (met, aims) = (choices.Count, 2 + minimums.Count);
        var once = choices.Count + minimums.Count + _sums.Count;
        var programme = new IntegerProgramme(once + _same.Sum(same => same.Entries.Length), aims);

        (int, int)[] Terms(Func<(int Heap, Place Place), bool> of) => [.. choices.Select((choice, i) => (choice, i)).Where(c => of(c.choice)).Select(c => (c.i, 1))];

        for (var heap = 0; heap < _heaps.Count; heap++)
        {
            programme.Limit(_heaps[heap].Minutes, Terms(c => c.Heap == heap));
        }

        foreach (var confined in _heaps.Select((heap, i) => (heap, i)).Where(h => h.heap.Piles[0].IsConfined).GroupBy(h => h.heap.Piles[0].Entry))
        {
            var heaps = confined.Select(h => h.i).ToHashSet();
            for (var sum = 0; sum < _sums.Count; sum++)
            {
                programme.Limit(_rows[sum].Rows[confined.Key].Usable, Terms(c => heaps.Contains(c.Heap) && c.Place.Sum == sum));
            }

            if (_sums.Count > 1)
            {
                programme.Limit(_rows.Max(rows => rows.Rows[confined.Key].Usable), Terms(c => heaps.Contains(c.Heap)));
            }
        }

        foreach (var (sum, part, rule) in Parts())
        {
            if (rule.AtMost is { } most)
            {
                programme.Limit(most, Terms(c => c.Place.Sum == sum && Serves(_heaps[c.Heap].Serves, sum, part)));
            }
        }

        // A variable for what is met of each minimum and each sum: no more than is asked, and no more than is there.
        for (var i = 0; i < minimums.Count; i++)
        {
            var (sum, part, rule) = minimums[i];
            programme.Limit(rule.AtLeast, (met + i, 1));
            programme.Limit(0, [(met + i, 1), .. Terms(c => c.Place.Sum == sum && (rule.Shared ? Serves(_heaps[c.Heap].Serves, sum, part) : c.Place.Part == part)).Select(t => (t.Item1, -1))]);
            programme.Prefer(0, met + i);
            programme.Prefer(2 + i, met + i);
        }

        for (var sum = 0; sum < _sums.Count; sum++)
        {
            var whole = met + minimums.Count + sum;
            programme.Limit(_sums[sum].Need, (whole, 1));
            programme.Limit(0, [(whole, 1), .. Terms(c => c.Place.Sum == sum).Select(t => (t.Item1, -1))]);
            programme.Prefer(0, whole);
        }

        for (var choice = 0; choice < choices.Count; choice++)
        {
            programme.Prefer(1, choice);
        }

        // A variable for each entry of an activity that counts once: 1 for the entry that is taken, 0 for the others, which then can give nothing.
        foreach (var same in _same)
        {
            programme.Limit(1, [.. same.Entries.Select((_, i) => (once + i, 1))]);
            for (var i = 0; i < same.Entries.Length; i++)
            {
                var entry = same.Entries[i];
                programme.Limit(0, [(once + i, -_rows[same.Sum].Rows[entry].Usable), .. Terms(c => c.Place.Sum == same.Sum && _heaps[c.Heap].Piles[0].IsConfined && _heaps[c.Heap].Piles[0].Entry == entry)]);
            }

            once += same.Entries.Length;
        }

        if (programme.Solve() is not { } amounts)
        {
            return false;
        }

        for (var choice = 0; choice < choices.Count; choice++)
        {
            if (amounts[choice] > 0)
            {
                _heaps[choices[choice].Heap].Given.Add((choices[choice].Place, amounts[choice]));
            }
        }

        foreach (var same in _same)
        {
            Drop(same, same.Entries.Cast<int?>().FirstOrDefault(entry => Gives(same.Sum, entry!.Value)) ?? Longest(same));
        }

        return true;
    }

    private bool Gives(int sum, int entry) => _heaps.Exists(heap => heap.Piles[0].IsConfined && heap.Piles[0].Entry == entry && heap.Given.Exists(given => given.Place.Sum == sum));

    /// <summary>
    /// The last resort, for files that are beyond the bounds of the programme: each heap goes to its first place with room, in order. No maximum is
    /// passed; there may be a better way.
    /// </summary>
    private void GiveInOrder()
    {
        var room = Parts().ToDictionary(p => (p.Sum, p.Part), p => p.Rule.AtMost ?? int.MaxValue);
        foreach (var heap in _heaps)
        {
            var place = Places(heap).First();
            var caps = Parts().Where(p => p.Sum == place.Sum && Serves(heap.Serves, p.Sum, p.Part)).Select(p => (p.Sum, p.Part)).ToList();
            var minutes = caps.Aggregate(heap.Minutes, (least, cap) => Math.Min(least, room[cap]));
            caps.ForEach(cap => room[cap] -= minutes);
            if (minutes > 0)
            {
                heap.Given.Add((place, minutes));
            }
        }
    }

    /// <summary>Gives the minutes of each heap back to its entries, the oldest first.</summary>
    private void HandOut()
    {
        foreach (var heap in _heaps)
        {
            var pile = 0;
            var left = heap.Piles[0].Minutes;
            foreach (var (place, given) in heap.Given)
            {
                var minutes = given;
                while (minutes > 0)
                {
                    if (left == 0)
                    {
                        left = heap.Piles[++pile].Minutes;
                        continue;
                    }

                    var some = Math.Min(minutes, left);
                    Count(heap.Piles[pile], place, some);
                    (minutes, left) = (minutes - some, left - some);
                }
            }
        }
    }

    private void Count(Pile pile, Place place, int minutes)
    {
        var rows = _rows[place.Sum];
        foreach (var part in pile.Parts)
        {
            var already = 0;
            foreach (var each in _rows)
            {
                already += each.CountedOf(pile.Entry)[part];
            }

            var some = Math.Min(minutes, rows.WorthOf(pile.Entry)[part] - already);
            if (some <= 0)
            {
                continue;
            }

            rows.CountedOf(pile.Entry)[part] += some;
            foreach (var other in _rows)
            {
                other.Rows[pile.Entry].Elsewhere += other == rows ? 0 : some;
            }

            var served = rows.ServedOf(pile.Entry, part);
            for (var i = 0; i < served.Length; i++)
            {
                if (i == place.Part || (!IsPlace(rows.Sum.Parts[i]) && Serves(pile.Serves, place.Sum, i)))
                {
                    served[i] += some;
                }
            }

            minutes -= some;
        }
    }
}
