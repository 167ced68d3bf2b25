using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements.Elements;

namespace PeerCertification.Domain.Requirements;

/// <summary>What of one entry may count at all on this day, before topics and shares are looked at.</summary>
internal static class EntryStanding
{
    /// <summary>The code that keeps the whole entry out, or null.</summary>
    internal static string? Bar(FileEntry entry, FactBasis basis, DateOnly on, (DateOnly First, DateOnly Last) days) => entry.Fact.State switch
    {
        EvidenceState.Superseded => NotCounted.Superseded,
        EvidenceState.Draft => NotCounted.StillADraft,
        EvidenceState.Rejected => NotCounted.Rejected,
        _ when entry.On > on => NotCounted.AfterTheDay,
        _ when entry.IsTooLate || !entry.LiesIn(days) => NotCounted.OutsideWindow,
        EvidenceState.Claimed or EvidenceState.Attested => basis == FactBasis.Claimed ? null : NotCounted.NotYetAccepted,
        EvidenceState.Accepted or EvidenceState.PartlyAccepted => null,
        var unknown => throw new ArgumentOutOfRangeException(nameof(entry), unknown, "No rule says whether an entry in this state counts."),
    };

    /// <summary>The code that keeps out an entry which cannot count in part: half an exam is none, and a declined entry, which stays Claimed with 0 minutes confirmed, is nothing.</summary>
    internal static string? BarOfWhole(FileEntry entry, FactBasis basis, DateOnly on, (DateOnly First, DateOnly Last) days) =>
        Bar(entry, basis, on, days) ?? entry.Fact switch
        {
            { State: EvidenceState.PartlyAccepted } => NotCounted.PartlyAccepted,
            { State: EvidenceState.Claimed, AttestedMinutes: 0 } => NotCounted.DeclinedByAttester,
            _ => null,
        };

    /// <summary>What counts of one entry under a filter: minutes where its kind has minutes, and else 1 or nothing. What does not has its reason.</summary>
    internal static int Counting(FileEntry entry, EvidenceFile file, EntryFilter where, (DateOnly First, DateOnly Last) days, ref RefusedEntry[] refusals)
    {
        var isTaken = where.Takes(entry.Fact.Detail, file.On);
        if (!MinutesSum.HasMinutes(entry.Kind))
        {
            var bar = BarOfWhole(entry, file.Facts.Basis, file.On, days) ?? (isTaken ? null : NotCounted.OtherSort);
            Refuse(entry, bar is null ? 0 : 1, bar ?? "", ref refusals, file.Words);
            return bar is null ? 1 : 0;
        }

        var (available, asked) = (Available(entry, file, days, attested: false, ref refusals), 0);
        foreach (var part in entry.Parts)
        {
            asked += isTaken && where.TakesTopic(part) ? part.Minutes : 0;
        }

        var counted = Math.Min(available, asked);
        Refuse(entry, available - counted, isTaken ? NotCounted.TopicNotAsked : NotCounted.OtherSort, ref refusals, file.Words);
        return counted;
    }

    /// <summary>How many minutes may count, each minute that may not with its reason. What counts and what is refused add up to what was claimed.</summary>
    internal static int Available(FileEntry entry, EvidenceFile file, (DateOnly First, DateOnly Last) days, bool attested, ref RefusedEntry[] refusals)
    {
        var basis = file.Facts.Basis;
        if (Bar(entry, basis, file.On, days) is { } bar)
        {
            Refuse(entry, entry.Claimed, bar, ref refusals, file.Words);
            return 0;
        }

        var available = entry.Claimed;
        var judged = entry.Fact.State is EvidenceState.Accepted or EvidenceState.PartlyAccepted;
        if (attested && basis == FactBasis.Accepted && entry.Fact.AttestedMinutes is null)
        {
            Refuse(entry, available, NotCounted.NotAttested, ref refusals, file.Words);
            return 0;
        }

        // An attester's word holds until a board has judged the entry, and afterwards where the rule asks for it.
        if (entry.Fact.AttestedMinutes is { } confirmed && (attested || !judged))
        {
            available = Reduce(entry, available, confirmed, confirmed == 0 ? NotCounted.DeclinedByAttester : NotCounted.CorrectedByAttester, ref refusals, file.Words);
        }

        if (judged)
        {
            available = Reduce(entry, available, entry.Fact.AcceptedMinutes ?? 0, entry.Fact.AcceptedMinutes is null ? NotCounted.NotYetAccepted : NotCounted.PartlyAccepted, ref refusals, file.Words);
        }

        available = Reduce(entry, available, available - entry.Spent, NotCounted.UsedBefore, ref refusals, file.Words);
        return entry.On < days.First ? Reduce(entry, available, entry.Carried, NotCounted.OverTheCap, ref refusals, file.Words) : available;
    }

    private static int Reduce(FileEntry entry, int available, int to, string code, ref RefusedEntry[] refusals, Phrasebook words)
    {
        var left = Math.Clamp(to, 0, available);
        Refuse(entry, available - left, code, ref refusals, words);
        return left;
    }

    internal static void Refuse(FileEntry entry, int amount, string code, ref RefusedEntry[] refusals, Phrasebook words)
    {
        if (amount > 0)
        {
            refusals = refusals.Length == 0 ? entry.Refused(amount, code, words) : [.. refusals, NotCounted.Of(entry.Fact, amount, code, words)];
        }
    }
}
