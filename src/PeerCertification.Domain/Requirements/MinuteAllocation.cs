using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements.Elements;

namespace PeerCertification.Domain.Requirements;

/// <summary>
/// Shares out the minutes of a file within one sum. No minute counts twice. Where a board or an attester took only part of an entry without saying
/// of which topics, the part is given to the topics so that as many minimums as possible are met.
/// </summary>
internal sealed class MinuteAllocation
{
    private sealed class Row(FileEntry entry)
    {
        internal FileEntry Entry { get; } = entry;

        internal List<RefusedEntry> Refusals { get; } = [];

        internal int Available { get; set; }

        /// <summary>What may count here: available, and of the topics asked.</summary>
        internal int Usable { get; set; }

        internal bool CountsToShare { get; init; }

        internal int[] Counted { get; } = new int[entry.Parts.Length];

        internal int CountedMinutes { get; set; }
    }

    private readonly MinutesSum _sum;
    private readonly EvidenceFile _file;
    private readonly DateOnly[] _floorStarts;
    private readonly List<Row> _rows;
    private readonly int _inShare;
    private readonly int _mostOtherwise;

    internal MinuteAllocation(MinutesSum sum, EvidenceFile file)
    {
        (_sum, _file) = (sum, file);
        _floorStarts = [.. sum.Floors.Select(floor => WindowStart(floor.WithinMonths))];
        _rows = file.OfKind(sum.Kind).ConvertAll(Open);
        foreach (var row in _rows)
        {
            _inShare += row.CountsToShare ? row.Usable : 0;
        }

        _mostOtherwise = sum.Share?.MostOtherwise(sum.Need, _inShare) ?? int.MaxValue;
        if (sum.Floors.Count > 0)
        {
            FillFloors();
        }

        FillTheRest();
    }

    internal Finding ToFinding()
    {
        var have = 0;
        List<CountedEntry> counted = [];
        List<RefusedEntry> refused = [];
        var floors = new FloorFinding[_sum.Floors.Count];
        for (var floor = 0; floor < floors.Length; floor++)
        {
            floors[floor] = new FloorFinding(_sum.Floors[floor], _floorStarts[floor]);
        }

        foreach (var row in _rows)
        {
            have += row.CountedMinutes;
            if (row.CountedMinutes > 0)
            {
                counted.Add(new CountedEntry(row.Entry.Fact.Id, row.CountedMinutes));
                row.Entry.CountToward(_sum.Id);
            }

            refused.AddRange(row.Refusals);
            foreach (var floor in floors)
            {
                floor.Add(row.Entry, row.Counted, row.Refusals);
            }

            row.Entry.NoteMinutes(row.Counted, row.Available, row.Refusals);
        }

        var of = Array.ConvertAll(floors, floor => floor.ToFinding(_sum));
        var open = of.Count(finding => !finding.IsMet);
        var isMet = have >= _sum.Need && open == 0;
        return new Finding(_sum.Id, _sum.Label, _sum.Source.Citation, isMet, have, _sum.Need, FindingUnit.Minutes, isMet ? null : Cure(have, refused), counted, refused, of);
    }

    private DateOnly WindowStart(int? months) => months is { } length ? CalendarMonths.WindowStart(_file.On, length) : DateOnly.MinValue;

    private Row Open(FileEntry entry)
    {
        var row = new Row(entry) { CountsToShare = _sum.Share?.Has(entry.Fact.Detail) ?? false };
        row.Available = EntryStanding.Available(entry, _file.Facts.Basis, _file.On, WindowStart(_sum.WithinMonths), _sum.Attested, row.Refusals);
        var asked = 0;
        foreach (var part in entry.Parts)
        {
            asked += _sum.Asks(part.Topic) ? part.Minutes : 0;
        }

        row.Usable = Math.Min(row.Available, asked);
        EntryStanding.Refuse(entry, row.Available - row.Usable, NotCounted.TopicNotAsked, row.Refusals);
        return row;
    }

    /// <summary>
    /// Source -> (through one gate, where only so many minutes may be done otherwise) -> entries -> minimums -> sink: the most that can flow is the most
    /// that can be met.
    /// </summary>
    private void FillFloors()
    {
        const int source = 0, sink = 1, otherwise = 2, firstFloor = 3;
        var firstRow = firstFloor + _sum.Floors.Count;
        var parts = _rows.Sum(static row => row.Counted.Length);
        var flow = new MaximumFlow(firstRow + _rows.Count, 1 + _sum.Floors.Count + _rows.Count + parts);
        flow.Connect(source, otherwise, _mostOtherwise);
        var channels = new List<(Row Row, int Part, int Channel)>(parts);
        for (var i = 0; i < _rows.Count; i++)
        {
            var row = _rows[i];
            flow.Connect(row.CountsToShare ? source : otherwise, firstRow + i, row.Usable);
            for (var part = 0; part < row.Counted.Length; part++)
            {
                if (FloorOf(row.Entry, part) is { } floor)
                {
                    channels.Add((row, part, flow.Connect(firstRow + i, firstFloor + floor, row.Entry.Parts[part].Minutes)));
                }
            }
        }

        // One minimum after the other, each as far as it goes: what one has, the next can reroute but not take. Where not all can be met, the
        // document's order decides, and not chance.
        for (var floor = 0; floor < _sum.Floors.Count; floor++)
        {
            flow.Connect(firstFloor + floor, sink, _sum.Floors[floor].Need);
            flow.Run(source, sink);
        }

        foreach (var (row, part, channel) in channels)
        {
            row.Counted[part] = flow.Moved(channel);
            row.CountedMinutes += row.Counted[part];
        }
    }

    private int? FloorOf(FileEntry entry, int part)
    {
        for (var floor = 0; floor < _floorStarts.Length; floor++)
        {
            if (_sum.Floors[floor].Asks(entry.Parts[part].Topic))
            {
                return entry.On >= _floorStarts[floor] ? floor : null;
            }
        }

        return null;
    }

    /// <summary>What no minimum took still counts toward the sum, oldest entry first.</summary>
    private void FillTheRest()
    {
        var otherwise = _mostOtherwise;
        foreach (var row in _rows)
        {
            otherwise -= row.CountsToShare ? 0 : row.CountedMinutes;
        }

        foreach (var row in _rows)
        {
            var rest = row.Usable - row.CountedMinutes;
            if (!row.CountsToShare)
            {
                var room = Math.Min(rest, otherwise);
                otherwise -= room;
                EntryStanding.Refuse(row.Entry, rest - room, NotCounted.OverTheCap, row.Refusals);
                rest = room;
            }

            row.CountedMinutes += rest;
            for (var part = 0; part < row.Counted.Length && rest > 0; part++)
            {
                if (_sum.Asks(row.Entry.Parts[part].Topic))
                {
                    var taken = Math.Min(rest, row.Entry.Parts[part].Minutes - row.Counted[part]);
                    row.Counted[part] += taken;
                    rest -= taken;
                }
            }
        }
    }

    private string Cure(int have, List<RefusedEntry> refused)
    {
        var missing = _sum.Need - have;
        if (missing <= 0)
        {
            return "Meet the minimums inside it that are still open.";
        }

        if (_sum.Share is { } share && share.LeastOf(_sum.Need) - _inShare is > 0 and var inShare && refused.Exists(r => r.Code == NotCounted.OverTheCap))
        {
            return $"Add {Wording.Duration(inShare)} of {Wording.Of(_sum.Kind)} {string.Join(" or ", share.Modes.Select(Wording.Of))}.";
        }

        return WordsFor(missing, Wording.Of(_sum.Kind), refused);
    }

    /// <summary>What is there and only waits for somebody else is not asked for again.</summary>
    internal static string WordsFor(int missing, string what, List<RefusedEntry> refused)
    {
        if (Sum(refused, NotCounted.NotYetAccepted) >= missing)
        {
            return $"Nothing to do: wait for the board to judge the {what} that you sent.";
        }

        return Sum(refused, NotCounted.NotAttested) >= missing
            ? $"Ask for {Wording.Duration(missing)} more of your {what} to be confirmed."
            : $"Add {Wording.Duration(missing)} of {what}.";
    }

    private static int Sum(List<RefusedEntry> refused, string code)
    {
        var sum = 0;
        foreach (var refusal in refused)
        {
            sum += refusal.Code == code ? refusal.Amount : 0;
        }

        return sum;
    }

    /// <summary>What of each entry served one minimum: a narrower look at the same allocation.</summary>
    private sealed class FloorFinding(TopicFloor floor, DateOnly windowStart)
    {
        private readonly List<CountedEntry> _counted = [];
        private readonly List<RefusedEntry> _refused = [];
        private int _have;

        internal void Add(FileEntry entry, int[] countedInSum, List<RefusedEntry> refusalsInSum)
        {
            var (offered, counted) = (0, 0);
            for (var part = 0; part < countedInSum.Length; part++)
            {
                if (floor.Asks(entry.Parts[part].Topic))
                {
                    offered += entry.Parts[part].Minutes;
                    counted += entry.On >= windowStart ? countedInSum[part] : 0;
                }
            }

            if (counted > 0)
            {
                _have += counted;
                _counted.Add(new CountedEntry(entry.Fact.Id, counted));
                entry.CountToward(floor.Id);
            }

            if (entry.On < windowStart)
            {
                EntryStanding.Refuse(entry, offered, NotCounted.OutsideWindow, _refused);
            }
            else
            {
                RefuseAsTheSumDid(offered - counted, refusalsInSum);
            }
        }

        private void RefuseAsTheSumDid(int minutes, List<RefusedEntry> refusals)
        {
            foreach (var refusal in refusals)
            {
                var amount = refusal.Code == NotCounted.TopicNotAsked ? 0 : Math.Min(refusal.Amount, minutes);
                minutes -= amount;
                if (amount > 0)
                {
                    _refused.Add(amount == refusal.Amount ? refusal : refusal with { Amount = amount });
                }
            }
        }

        internal Finding ToFinding(MinutesSum sum)
        {
            var isMet = _have >= floor.Need;
            var cure = isMet ? null : WordsFor(floor.Need - _have, $"{Wording.Of(sum.Kind)} for \"{floor.Label}\"", _refused);
            return new Finding(floor.Id, floor.Label, floor.Source.Citation, isMet, _have, floor.Need, FindingUnit.Minutes, cure, _counted, _refused, []);
        }
    }
}
