using PeerCertification.Domain.Requirements.Elements;

namespace PeerCertification.Domain.Requirements.Allocation;

/// <summary>What one sum makes of one entry: how much of it may count, how much does, and why the rest does not.</summary>
internal sealed class SumRow(FileEntry entry, int parts)
{
    internal FileEntry Entry { get; } = entry;

    internal List<RefusedEntry> Refusals { get; } = [];

    /// <summary>What may count of the entry at all.</summary>
    internal int Available { get; set; }

    /// <summary>What may count here, in what its minutes are worth here.</summary>
    internal int Usable { get; set; }

    /// <summary>What each part of the entry is worth here; 0 where it is not asked.</summary>
    internal int[] Worth { get; } = new int[entry.Parts.Length];

    /// <summary>What of the entry counted toward other sums of the group.</summary>
    internal int Elsewhere { get; set; }

    /// <summary>What counted of each part of the entry.</summary>
    internal int[] Counted { get; } = new int[entry.Parts.Length];

    /// <summary>What counted of each part of the entry toward each part of the sum; made when the sum has parts.</summary>
    internal int[,] Served { get; } = new int[entry.Parts.Length, parts];

    internal int CountedMinutes
    {
        get
        {
            var sum = 0;
            foreach (var counted in Counted)
            {
                sum += counted;
            }

            return sum;
        }
    }
}

/// <summary>The account of one sum, once its minutes are shared out.</summary>
internal sealed class SumAccount(MinutesSum sum, EvidenceFile file, List<SumRow> rows)
{
    internal MinutesSum Sum { get; } = sum;

    internal List<SumRow> Rows { get; } = rows;

    internal Finding ToFinding()
    {
        var have = 0;
        List<CountedEntry> counted = [];
        List<RefusedEntry> refused = [];
        foreach (var row in Rows)
        {
            var minutes = row.CountedMinutes;
            var elsewhere = Math.Min(row.Elsewhere, row.Usable - minutes);
            EntryStanding.Refuse(row.Entry, elsewhere, NotCounted.CountedElsewhere, row.Refusals, file.Words);
            EntryStanding.Refuse(row.Entry, row.Usable - minutes - elsewhere, NotCounted.OverTheCap, row.Refusals, file.Words);
            if (minutes > 0)
            {
                have += minutes;
                counted.Add(new CountedEntry(row.Entry.Fact.Id, minutes));
                row.Entry.CountToward(Sum.Id);
            }

            refused.AddRange(row.Refusals);
        }

        var of = new Finding[Sum.Parts.Count];
        for (var part = 0; part < of.Length; part++)
        {
            of[part] = FindingOf(part);
        }

        foreach (var row in Rows)
        {
            row.Entry.NoteMinutes(row.Counted, row.Available, row.Refusals);
        }

        var isMet = have >= Sum.Need && Array.TrueForAll(of, finding => finding.IsMet);
        return new Finding(Sum.Id, file.LabelOf(Sum), Sum.Source.Citation, isMet, have, Sum.Need, FindingUnit.Minutes, isMet ? null : Cure(have, of, refused), counted, refused, of);
    }

    private string Cure(int have, Finding[] of, List<RefusedEntry> refused)
    {
        var what = file.Words.Of(Sum.From[0].Kind);
        var missing = Sum.Need - have;
        if (missing <= 0)
        {
            return file.Words.Say("cure.parts");
        }

        // What is over a maximum cannot be cured by more of the same: the minimums inside say what else, or the maximums what not.
        if (Array.Find(of, finding => !finding.IsMet && finding.Need - finding.Have >= missing) is { } part)
        {
            return part.Cure!;
        }

        var full = refused.Exists(r => r.Code == NotCounted.OverTheCap) ? Sum.Parts.Where(IsFull).ToList() : [];
        return full.Count > 0
            ? file.Words.Say("cure.other_than", ("amount", file.Words.Duration(missing)), ("what", what), ("except", string.Join(", ", full.Select(LabelOf))))
            : WordsFor(missing, what, refused);
    }

    /// <summary>Whether as much of a sort counted as its maximum allows.</summary>
    private bool IsFull(MinutesPart rule)
    {
        if (rule.AtMost is not { } most)
        {
            return false;
        }

        var counted = 0;
        foreach (var row in Rows)
        {
            for (var i = 0; i < row.Counted.Length; i++)
            {
                counted += IsMeant(rule, row, i) ? row.Counted[i] : 0;
            }
        }

        return counted >= most;
    }

    private bool IsMeant(MinutesPart rule, SumRow row, int part) =>
        rule.Where.TakesTopic(row.Entry.Parts[part]) && (rule.Kind is not { } kind || kind == row.Entry.Kind) && rule.Where.Takes(row.Entry.Fact.Detail, file.On);

    /// <summary>What is there and only waits for somebody else is not asked for again.</summary>
    private string WordsFor(int missing, string what, List<RefusedEntry> refused)
    {
        var amount = file.Words.Duration(missing);
        if (SumOf(refused, NotCounted.NotYetAccepted) >= missing)
        {
            return file.Words.Say("cure.wait_for_board", ("what", what));
        }

        return SumOf(refused, NotCounted.NotAttested) >= missing
            ? file.Words.Say("cure.confirm_minutes", ("amount", amount), ("what", what))
            : file.Words.Say("cure.add_minutes", ("amount", amount), ("what", what));
    }

    private static int SumOf(List<RefusedEntry> refused, string code)
    {
        var sum = 0;
        foreach (var refusal in refused)
        {
            sum += refusal.Code == code ? refusal.Amount : 0;
        }

        return sum;
    }

    private string LabelOf(MinutesPart part) => part.Labels.TryGetValue(file.Words.Language, out var label) ? label : part.Label;

    /// <summary>What of each entry served one part of the sum: a narrower look at the same account.</summary>
    private Finding FindingOf(int part)
    {
        var rule = Sum.Parts[part];
        var have = 0;
        List<CountedEntry> counted = [];
        List<RefusedEntry> refused = [];
        foreach (var row in Rows)
        {
            var (offered, served) = (0, 0);
            for (var i = 0; i < row.Counted.Length; i++)
            {
                if (IsMeant(rule, row, i))
                {
                    offered += row.Entry.Parts[i].Minutes;
                    served += row.Served[i, part];
                }
            }

            if (served > 0)
            {
                have += served;
                counted.Add(new CountedEntry(row.Entry.Fact.Id, served));
                row.Entry.CountToward(rule.Id);
            }

            if (rule.Unused.Count > 0 && file.UsedBefore(row.Entry, rule.Unused) > 0)
            {
                EntryStanding.Refuse(row.Entry, offered, NotCounted.UsedBefore, refused, file.Words);
                continue;
            }

            var (first, last) = file.Days(rule.Window);
            if (row.Entry.On < first || row.Entry.On > last)
            {
                EntryStanding.Refuse(row.Entry, offered, row.Entry.On > file.On ? NotCounted.AfterTheDay : NotCounted.OutsideWindow, refused, file.Words);
            }
            else
            {
                RefuseAsTheSumDid(offered - served, row.Refusals, refused);
            }
        }

        var isMet = have >= rule.AtLeast;
        var label = LabelOf(rule);
        var cure = isMet ? null : WordsFor(rule.AtLeast - have, file.Words.Say("for_part", ("what", file.Words.Of(rule.Kind ?? Sum.From[0].Kind)), ("label", label)), refused);
        return new Finding(rule.Id, label, rule.Source.Citation, isMet, have, rule.AtLeast, FindingUnit.Minutes, cure, counted, refused, []);
    }

    private static void RefuseAsTheSumDid(int minutes, List<RefusedEntry> refusals, List<RefusedEntry> refused)
    {
        foreach (var refusal in refusals)
        {
            var amount = refusal.Code is NotCounted.TopicNotAsked or NotCounted.OtherSort ? 0 : Math.Min(refusal.Amount, minutes);
            minutes -= amount;
            if (amount > 0)
            {
                refused.Add(amount == refusal.Amount ? refusal : refusal with { Amount = amount });
            }
        }
    }
}
