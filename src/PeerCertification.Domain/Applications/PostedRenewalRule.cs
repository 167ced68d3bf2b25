using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Domain.Applications;

/// <summary>Which days papers of a renewal that came by post can bear.</summary>
public static class PostedRenewalRule
{
    /// <summary>How many days after they arrived papers can be completed by handing the renewal in; after that they count for nothing.</summary>
    public const int DaysToHandIn = 60;

    /// <summary>Whether papers still count for a renewal that is handed in on a day.</summary>
    public static bool StillCount(RenewalFiling filing, DateOnly handedInOn)
    {
        ArgumentNullException.ThrowIfNull(filing);
        return handedInOn <= filing.ReceivedOn.PlusDays(DaysToHandIn);
    }

    /// <summary><c>renewal.posted_days</c> where they cannot have been posted and have arrived so, or null.</summary>
    /// <param name="filing">When they arrived, and their postmark where it can be read.</param>
    /// <param name="period">The period that they are to renew.</param>
    /// <param name="today">At the board.</param>
    public static Refusal? Refuse(RenewalFiling filing, Period period, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(filing);
        ArgumentNullException.ThrowIfNull(period);
        return filing.ReceivedOn > today ? Wrong("Papers cannot have arrived on a day that is still to come.")
            : !StillCount(filing, today) ? Wrong($"Papers count for {DaysToHandIn} days from their arrival; these arrived before that.")
            : filing.PostmarkedOn > filing.ReceivedOn ? Wrong("A postmark cannot be later than the arrival.")
            : (filing.PostmarkedOn ?? filing.ReceivedOn) < period.StartsOn ? Wrong($"Papers from before {period.StartsOn:yyyy-MM-dd} are not about the period that is renewed now.")
            : null;
    }

    private static Refusal Wrong(string reason) => new("renewal.posted_days", reason);
}
