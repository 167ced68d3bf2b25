using PeerCertification.Domain.Requirements.Elements;

namespace PeerCertification.Domain.Requirements.Allocation;

/// <summary>The account of one sum, once its minutes are shared out.</summary>
/// <param name="triedEveryWay">False where the file is beyond the bounds of the search, so that more might count another way.</param>
internal sealed class SumAccount(EvidenceFile file, SumRows rows, bool triedEveryWay)
{
    internal MinutesSum Sum => rows.Sum;

    internal Finding ToFinding()
    {
        var have = 0;
        var counted = new List<CountedEntry>(rows.Rows.Length);
        List<RefusedEntry> refused = [];
        for (var i = 0; i < rows.Rows.Length; i++)
        {
            ref var row = ref rows.Rows[i];
            if (!row.IsOfKind)
            {
                continue;
            }

            var minutes = rows.MinutesOf(i);
            var elsewhere = Math.Min(row.Elsewhere, row.Usable - minutes);
            row.Refuse(elsewhere, NotCounted.CountedElsewhere, file.Words);
            row.Refuse(row.Usable - minutes - elsewhere, NotCounted.OverTheCap, file.Words);
            if (minutes > 0)
            {
                have += minutes;
                counted.Add(row.Entry.Counted(minutes));
                file.CountToward(row.Entry, Sum.Id);
            }

            refused.AddRange(row.Refusals);
        }

        var of = new Finding[Sum.Parts.Count];
        for (var part = 0; part < of.Length; part++)
        {
            of[part] = FindingOf(part);
        }

        for (var i = 0; i < rows.Rows.Length; i++)
        {
            ref var row = ref rows.Rows[i];
            if (row.IsOfKind)
            {
                file.NoteMinutes(row.Entry, rows.CountedOf(i), row.Available, row.Refusals);
            }
        }

        var isMet = have >= Sum.Need && Array.TrueForAll(of, finding => finding.IsMet);
        var cure = isMet ? null : Cure(have, of, refused);
        return new Finding(Sum.Id, file.LabelOf(Sum), Sum.Source.Citation, isMet, have, Sum.Need, FindingUnit.Minutes, isMet || triedEveryWay ? cure : file.Words.Say("cure.not_every_way", ("cure", cure!)), counted, refused, of)
        {
            NotEveryWayTried = !triedEveryWay,
            CountsUntil = file.Outlook == Outlook.None || !isMet ? null : of.Aggregate(CountsUntil(have - Sum.Need, rows.MinutesOf, Window.Always), (last, part) => Window.Earlier(last, part.CountsUntil)),
        };
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

        var full = refused.Exists(r => r.Code == NotCounted.OverTheCap) ? Enumerable.Range(0, Sum.Parts.Count).Where(IsFull).Select(part => Sum.Parts[part]).ToList() : [];
        return full.Count > 0
            ? file.Words.Say("cure.other_than", ("amount", file.Words.Duration(missing)), ("what", what), ("except", string.Join(", ", full.Select(LabelOf))))
            : WordsFor(missing, what, refused);
    }

    /// <summary>Whether as much of a sort counted as its maximum allows.</summary>
    private bool IsFull(int part)
    {
        if (Sum.Parts[part].AtMost is not { } most)
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < rows.Rows.Length; i++)
        {
            var counted = rows.CountedOf(i);
            for (var p = 0; p < counted.Length; p++)
            {
                sum += rows.IsMeant(i, p, part) ? counted[p] : 0;
            }
        }

        return sum >= most;
    }

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
        var days = rows.DaysOf(part);
        for (var i = 0; i < rows.Rows.Length; i++)
        {
            ref var row = ref rows.Rows[i];
            var (offered, served) = (0, 0);
            for (var p = 0; p < row.Entry.Parts.Length; p++)
            {
                if (rows.IsMeant(i, p, part))
                {
                    offered += row.Entry.Parts[p].Minutes;
                    served += rows.ServedOf(i, p)[part];
                }
            }

            if (served > 0)
            {
                have += served;
                counted.Add(row.Entry.Counted(served));
                file.CountToward(row.Entry, rule.Id);
            }

            if (offered == 0)
            {
                continue;
            }

            if (file.UsedBefore(row.Entry, rule.Unused) > 0)
            {
                refused.Add(NotCounted.Of(row.Entry.Fact, offered, NotCounted.UsedBefore, file.Words));
            }
            else if (!row.Entry.LiesIn(days))
            {
                refused.Add(NotCounted.Of(row.Entry.Fact, offered, row.Entry.On > file.On ? NotCounted.AfterTheDay : NotCounted.OutsideWindow, file.Words));
            }
            else
            {
                RefuseAsTheSumDid(offered - served, row.Refusals, refused);
            }
        }

        var isMet = have >= rule.AtLeast;
        var label = LabelOf(rule);
        var cure = isMet ? null : WordsFor(rule.AtLeast - have, file.Words.Say("for_part", ("what", file.Words.Of(rule.Kind ?? Sum.From[0].Kind)), ("label", label)), refused);
        return new Finding(rule.Id, label, rule.Source.Citation, isMet, have, rule.AtLeast, FindingUnit.Minutes, cure, counted, refused, [])
        {
            CountsUntil = file.Outlook == Outlook.None || !isMet ? null : PartCountsUntil(part, have - rule.AtLeast),
        };
    }

    private DateOnly? PartCountsUntil(int part, int spare) => CountsUntil(spare, row => ServedOf(row, part), Sum.Parts[part].Window);

    private int ServedOf(int row, int part)
    {
        var sum = 0;
        for (var p = 0; p < rows.Rows[row].Entry.Parts.Length; p++)
        {
            sum += rows.ServedOf(row, p)[part];
        }

        return sum;
    }

    /// <summary>The last day on which the windows of the sum, and of a part of it, have not left behind more than there is to spare.</summary>
    private DateOnly? CountsUntil(int spare, Func<int, int> minutesOf, Window narrower)
    {
        var leaving = Enumerable.Range(0, rows.Rows.Length)
            .Select(row => (Last: Window.Earlier(Sum.Window.LastCheckWith(rows.Rows[row].Entry.On, file.Facts.Days), narrower.LastCheckWith(rows.Rows[row].Entry.On, file.Facts.Days)), Minutes: minutesOf(row)))
            .Where(entry => entry is { Last: not null, Minutes: > 0 })
            .OrderBy(entry => entry.Last);
        foreach (var (last, minutes) in leaving)
        {
            spare -= minutes;
            if (spare < 0)
            {
                return last;
            }
        }

        return null;
    }

    private static void RefuseAsTheSumDid(int minutes, RefusedEntry[] refusals, List<RefusedEntry> refused)
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
