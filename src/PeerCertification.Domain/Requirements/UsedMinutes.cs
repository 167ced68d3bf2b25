namespace PeerCertification.Domain.Requirements;

/// <summary>
/// How many minutes of each entry a decision needed. A sum counts all that there is; what is over its need was not needed, and stays good for
/// another period. Set free first are minutes from after the period, then the latest of it; those that could not go on anyway are used up first.
/// </summary>
public static class UsedMinutes
{
    /// <summary>By the id of the entry; entries of which nothing was needed are left out.</summary>
    public static IReadOnlyDictionary<Guid, int> In(Facts facts, Evaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(evaluation);
        var entries = facts.Evidence.ToDictionary(fact => fact.Id);
        var used = new Dictionary<Guid, int>();
        foreach (var finding in All(evaluation.Root).Where(finding => finding.Unit == FindingUnit.Minutes))
        {
            var over = Math.Max(0, finding.Have - finding.Need);
            foreach (var counted in finding.Counted.OrderByDescending(counted => Freedom(entries[counted.EvidenceId], facts.Renewal)).ThenByDescending(counted => entries[counted.EvidenceId].Detail.On))
            {
                var free = Math.Min(over, counted.Amount);
                over -= free;
                if (counted.Amount > free)
                {
                    used[counted.EvidenceId] = Math.Max(used.GetValueOrDefault(counted.EvidenceId), counted.Amount - free);
                }
            }
        }

        return used;
    }

    private static int Freedom(EvidenceFact fact, RenewedPeriod? renewed) => fact.Detail.On switch
    {
        _ when renewed is null => 0,
        var on when on > renewed.EndsOn => 2,
        var on when on < renewed.StartsOn || on >= renewed.ExtensionFromOn => 0,
        _ => 1,
    };

    private static IEnumerable<Finding> All(Finding finding) => finding.Of.SelectMany(All).Prepend(finding);
}
