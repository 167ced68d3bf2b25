namespace PeerCertification.Domain.Credentials;

/// <summary>
/// One lead time on one day. A period that ends by <paramref name="ReachedUntilOn"/> has reached it; one that ends before
/// <paramref name="NearestFromOn"/> has reached a shorter one too. All days are inside.
/// </summary>
public sealed record ExpiryLead(int Days, DateOnly NearestFromOn, DateOnly ReachedUntilOn);

/// <summary>What a board's lead times, such as 90, 60, 30 and 7 days, mean on a day.</summary>
public static class ExpiryLeads
{
    /// <summary>
    /// The lead times, shortest first, each with the last days that it looks at. A period is flagged for every lead time that it has reached,
    /// so that a missed day is made good; its holder is told of the shortest only, so that nobody gets four notices at once.
    /// </summary>
    public static IReadOnlyList<ExpiryLead> On(DateOnly day, IEnumerable<int> leadDays)
    {
        var leads = new List<ExpiryLead>();
        foreach (var days in leadDays.Distinct().Order())
        {
            var from = leads.Count == 0 ? day : leads[^1].ReachedUntilOn.AddDays(1);
            leads.Add(new ExpiryLead(days, from, day.AddDays(days)));
        }

        return leads;
    }
}
