using PeerCertification.Domain.Evidence;

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
        _ when entry.On < days.First || entry.On > days.Last => NotCounted.OutsideWindow,
        EvidenceState.Claimed or EvidenceState.Attested => basis == FactBasis.Claimed ? null : NotCounted.NotYetAccepted,
        EvidenceState.Accepted or EvidenceState.PartlyAccepted => null,
        var unknown => throw new ArgumentOutOfRangeException(nameof(entry), unknown, "No rule says whether an entry in this state counts."),
    };

    /// <summary>How many minutes may count, each minute that may not with its reason. What counts and what is refused add up to what was claimed.</summary>
    internal static int Available(FileEntry entry, EvidenceFile file, (DateOnly First, DateOnly Last) days, bool attested, List<RefusedEntry> refusals)
    {
        var basis = file.Facts.Basis;
        if (Bar(entry, basis, file.On, days) is { } bar)
        {
            Refuse(entry, entry.Claimed, bar, refusals, file.Words);
            return 0;
        }

        var available = entry.Claimed;
        var judged = entry.Fact.State is EvidenceState.Accepted or EvidenceState.PartlyAccepted;
        if (attested && basis == FactBasis.Accepted && entry.Fact.AttestedMinutes is null)
        {
            Refuse(entry, available, NotCounted.NotAttested, refusals, file.Words);
            return 0;
        }

        // An attester's word holds until a board has judged the entry, and afterwards where the rule asks for it.
        if (entry.Fact.AttestedMinutes is { } confirmed && (attested || !judged))
        {
            available = Reduce(entry, available, confirmed, confirmed == 0 ? NotCounted.DeclinedByAttester : NotCounted.CorrectedByAttester, refusals, file.Words);
        }

        return judged
            ? Reduce(entry, available, entry.Fact.AcceptedMinutes ?? 0, entry.Fact.AcceptedMinutes is null ? NotCounted.NotYetAccepted : NotCounted.PartlyAccepted, refusals, file.Words)
            : available;
    }

    private static int Reduce(FileEntry entry, int available, int to, string code, List<RefusedEntry> refusals, Phrasebook words)
    {
        var left = Math.Clamp(to, 0, available);
        Refuse(entry, available - left, code, refusals, words);
        return left;
    }

    internal static void Refuse(FileEntry entry, int amount, string code, List<RefusedEntry> refusals, Phrasebook words)
    {
        if (amount > 0)
        {
            refusals.Add(NotCounted.Of(entry.Fact, amount, code, words));
        }
    }
}
