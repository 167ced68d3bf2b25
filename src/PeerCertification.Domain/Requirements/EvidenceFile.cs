using System.Runtime.InteropServices;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Domain.Requirements;

/// <summary>The evidence of one evaluation, with the running account of what each entry was used for.</summary>
internal sealed class EvidenceFile
{
    private readonly FileEntry[] _entries;
    private readonly EntryAccount[] _accounts;
    private readonly UsePath _unused = new(null, "");
    private readonly RequirementSet _set;
    private readonly bool _nothingUsedBefore;
    private Dictionary<string, Allocation.SumAccount[]>? _allocations;

    internal EvidenceFile(RequirementSet set, FileContents contents, DateOnly on, Phrasebook words, IReadOnlyList<Waiver> excepted, Outlook outlook)
    {
        (_set, Facts, On, Words, Excepted, Outlook) = (set, contents.Facts, on, words, excepted, outlook);
        _nothingUsedBefore = Facts.EarlierUses.Count == 0;
        _entries = contents.DependsOnTheSet ? Array.ConvertAll(contents.Entries, entry => entry.In(set)) : contents.Entries;
        _accounts = new EntryAccount[_entries.Length];
    }

    internal Facts Facts { get; }

    internal Phrasebook Words { get; }

    internal DateOnly On { get; }

    /// <summary>What the rules themselves let this person off.</summary>
    internal IReadOnlyList<Waiver> Excepted { get; }

    internal Outlook Outlook { get; }

    /// <summary>The credential type that is judged for.</summary>
    internal string CredentialType => _set.CredentialType;

    /// <summary>Whether money came in for this credential. Where a payment does not name one, it did.</summary>
    internal bool IsForThis(Payment payment) => payment.CredentialType is null || (payment.CredentialType == _set.CredentialType && payment.Board == _set.Board);

    /// <summary>The entries of several kinds, the oldest first.</summary>
    internal ReadOnlySpan<FileEntry> OfKinds(IReadOnlyList<Elements.MinutesFrom> from)
    {
        var wanted = Allocation.MinuteAllocation.KindsOf(from);
        if (wanted == 1 << (int)from[0].Kind)
        {
            return OfKind(from[0].Kind);
        }

        var found = Array.FindAll(_entries, entry => (wanted & (1 << (int)entry.Kind)) != 0);
        Array.Sort(found, static (a, b) => a.Place.CompareTo(b.Place));
        return found;
    }

    /// <summary>The entries of a kind, the oldest first.</summary>
    internal ReadOnlySpan<FileEntry> OfKind(EvidenceKind kind)
    {
        var first = 0;
        while (first < _entries.Length && _entries[first].Kind != kind)
        {
            first++;
        }

        var end = first;
        while (end < _entries.Length && _entries[end].Kind == kind)
        {
            end++;
        }

        return _entries.AsSpan(first, end - first);
    }

    /// <summary>How the minutes of a sum are shared out: on its own, or together with the other sums of its group.</summary>
    internal Allocation.SumAccount AccountOf(Elements.MinutesSum sum)
    {
        if (sum.Exclusive is not { } group)
        {
            return Allocation.MinuteAllocation.Of([sum], this)[0];
        }

        _allocations ??= new Dictionary<string, Allocation.SumAccount[]>(StringComparer.Ordinal);
        if (!_allocations.TryGetValue(group, out var accounts))
        {
            _allocations[group] = accounts = Allocation.MinuteAllocation.Of(_set.SumsOfGroup(group), this);
        }

        return Array.Find(accounts, account => account.Sum.Id == sum.Id)!;
    }

    /// <summary>In a renewal, no window and one as long as a period are both the period that is renewed.</summary>
    internal (DateOnly First, DateOnly Last) Days(Window window) =>
        Facts.Renewal is { } renewed && (window == Window.Always || (!renewed.IsReinstatement && window == Window.Always with { Months = _set.Life.Period?.Length.Months }))
            ? (renewed.StartsOn, On)
            : window.On(On, Facts.Days);

    /// <summary>How many minutes of the entry counted before where a rule says that they may not count again.</summary>
    internal int UsedBefore(FileEntry entry, IReadOnlyList<Elements.Unused> unused)
    {
        if (_nothingUsedBefore || unused.Count == 0)
        {
            return 0;
        }

        var used = 0L;
        foreach (var use in Facts.EarlierUses)
        {
            var where = use.CredentialType == CredentialType && (use.Board ?? _set.Board) == _set.Board ? Elements.Unused.EarlierPeriod : Elements.Unused.OtherCredential;
            used += use.EvidenceId == entry.Fact.Id && unused.Contains(where) ? use.Minutes : 0;
        }

        return (int)Math.Clamp(used, 0, int.MaxValue);
    }

    internal string LabelOf(Requirement requirement) => requirement.Labels.TryGetValue(Words.Language, out var label) ? label : requirement.Label;

    internal void CountToward(FileEntry entry, string requirementId)
    {
        ref var account = ref _accounts[entry.Index];
        account.Path = (account.Path ?? _unused).Then(requirementId);
    }

    /// <summary>Notes how one requirement used the entry's minutes. Two requirements may share a minute; it is still one minute of the entry.</summary>
    internal void NoteMinutes(FileEntry entry, ReadOnlySpan<int> countedByPart, int available, RefusedEntry[] refusals)
    {
        ref var account = ref _accounts[entry.Index];
        var counted = 0;
        if (countedByPart.Length == 1)
        {
            counted = countedByPart[0];
        }
        else
        {
            account.CountedByPart ??= new int[countedByPart.Length];
            for (var part = 0; part < countedByPart.Length; part++)
            {
                account.CountedByPart[part] = Math.Max(account.CountedByPart[part], countedByPart[part]);
                counted += countedByPart[part];
            }
        }

        account.MostAvailable = Math.Max(account.MostAvailable, available);
        KeepRefusalsOfTheBestUse(ref account, counted, refusals);
    }

    /// <summary>Notes whether one requirement took an entry that has no length: with nothing refused of it.</summary>
    internal void NoteEntry(FileEntry entry, RefusedEntry[] refusals) => KeepRefusalsOfTheBestUse(ref _accounts[entry.Index], refusals.Length == 0 ? 1 : 0, refusals);

    /// <summary>Notes how much of the entry one requirement took that does not tell which minutes of it, but only which are meant.</summary>
    internal void Note(FileEntry entry, int counted, RefusedEntry[] refusals, EntryFilter where)
    {
        if (entry.Parts.Length == 0)
        {
            NoteEntry(entry, counted > 0 ? [] : refusals);
            return;
        }

        var byPart = new int[entry.Parts.Length];
        var left = counted;
        for (var part = 0; part < byPart.Length; part++)
        {
            byPart[part] = where.TakesTopic(entry.Parts[part]) ? Math.Min(left, entry.Parts[part].Minutes) : 0;
            left -= byPart[part];
        }

        NoteMinutes(entry, byPart, counted, refusals);
    }

    /// <summary>Notes why the entry is nothing to a requirement that would rather not see any: told where no other requirement asks for it.</summary>
    internal void NoteAside(FileEntry entry, RefusedEntry[] refusals) => _accounts[entry.Index].Refusals ??= refusals;

    private static void KeepRefusalsOfTheBestUse(ref EntryAccount account, int counted, RefusedEntry[] refusals)
    {
        if (counted > account.MostCounted || !account.IsAsked)
        {
            (account.MostCounted, account.Refusals, account.IsAsked) = (counted, refusals, true);
        }
    }

    internal IReadOnlyList<EntryUse> Uses()
    {
        var uses = new EntryUse[_entries.Length];
        foreach (var entry in _entries)
        {
            uses[entry.Place] = UseOf(entry, _accounts[entry.Index]);
        }

        return uses;
    }

    private EntryUse UseOf(FileEntry entry, in EntryAccount account)
    {
        var (id, toward) = (entry.Fact.Id, (account.Path ?? _unused).Requirements);
        if (!account.IsAsked)
        {
            return new EntryUse(id, entry.Claimed, 0, toward, account.Refusals ?? entry.Refused(entry.Parts.Length == 0 ? 1 : entry.Claimed, NotCounted.KindNotAsked, Words));
        }

        if (entry.Parts.Length == 0)
        {
            return new EntryUse(id, entry.Claimed, 0, toward, account.Refusals!);
        }

        // Where a board accepted part of an entry without saying which topics, each requirement reads it in the applicant's favour;
        // together they still use no more than what there is.
        var counted = Math.Min(account.CountedByPart?.Sum() ?? account.MostCounted, account.MostAvailable);
        return new EntryUse(id, entry.Claimed, counted, toward, UpTo(entry.Claimed - counted, account.Refusals!));
    }

    /// <summary>What one requirement refused and another counted is not refused: the reasons cover exactly the minutes that are left.</summary>
    private static RefusedEntry[] UpTo(int minutes, RefusedEntry[] refusals)
    {
        if (minutes == 0)
        {
            return [];
        }

        if (refusals is [var only] && only.Amount <= minutes)
        {
            return refusals;
        }

        var kept = new List<RefusedEntry>(refusals.Length);
        foreach (var refusal in refusals)
        {
            var amount = Math.Min(refusal.Amount, minutes);
            if (amount > 0)
            {
                kept.Add(amount == refusal.Amount ? refusal : refusal with { Amount = amount });
                minutes -= amount;
            }
        }

        return [.. kept];
    }
}

/// <summary>
/// What an entry counted toward, one requirement after the other. Entries that counted toward the same have the same path, so that the list of
/// it is made once.
/// </summary>
internal sealed class UsePath(UsePath? before, string requirementId)
{
    private readonly List<UsePath> _next = [];

    private string RequirementId { get; } = requirementId;

    internal string[] Requirements { get; } = before is null ? [] : [.. before.Requirements, requirementId];

    internal UsePath Then(string requirementId)
    {
        foreach (var next in CollectionsMarshal.AsSpan(_next))
        {
            if (ReferenceEquals(next.RequirementId, requirementId))
            {
                return next;
            }
        }

        var added = new UsePath(this, requirementId);
        _next.Add(added);
        return added;
    }
}

/// <summary>What became of one entry so far.</summary>
internal struct EntryAccount
{
    /// <summary>What it counted toward, or null where nothing.</summary>
    internal UsePath? Path;

    internal RefusedEntry[]? Refusals;

    /// <summary>Whether a requirement asked for it at all.</summary>
    internal bool IsAsked;

    /// <summary>The most that one requirement counted of it, and that one requirement could have counted.</summary>
    internal int MostCounted;

    internal int MostAvailable;

    /// <summary>The most that one requirement counted of each part, where there are several.</summary>
    internal int[]? CountedByPart;
}
