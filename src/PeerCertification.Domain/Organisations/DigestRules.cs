namespace PeerCertification.Domain.Organisations;

/// <summary>How often a member of an organisation is told by message that something changed.</summary>
public enum DigestEvery { None, Daily, Weekly }

/// <summary>When the digests of members are due.</summary>
public static class DigestRules
{
    /// <summary>The first day after one on which a digest is due: the next day, the next Monday, or none.</summary>
    public static DateOnly? NextAfter(DateOnly day, DigestEvery every) => every switch
    {
        DigestEvery.None => null,
        DigestEvery.Daily => day.AddDays(1),
        DigestEvery.Weekly => day.AddDays(7 - (((int)day.DayOfWeek + 6) % 7)),
        _ => throw new ArgumentOutOfRangeException(nameof(every), every, "No day follows from this choice."),
    };
}
