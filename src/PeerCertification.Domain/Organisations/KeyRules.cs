namespace PeerCertification.Domain.Organisations;

/// <summary>What a key of an organisation opens.</summary>
public enum KeyScope
{
    /// <summary>Ask about one credential, and take receipts.</summary>
    Verify,

    /// <summary>Verify rosters, and keep saved ones.</summary>
    Rosters,

    /// <summary>Read what has changed.</summary>
    Changes,
}

/// <summary>How long a key of an organisation is good, and how it is followed by another.</summary>
public static class KeyRules
{
    /// <summary>The longest life of a key, in days: a year, and a month in which to change it.</summary>
    public const int MostDays = 400;

    /// <summary>How long a key may go on beside the one that follows it, in hours: a week.</summary>
    public const int MostOverlapHours = 168;

    /// <summary>How many keys of one organisation may be good at once.</summary>
    public const int MostKeys = 20;

    /// <summary>Whether a key that was issued, and ended or not, is good at an instant.</summary>
    /// <param name="expiresAtUtc">The first instant at which it is not.</param>
    public static bool IsGood(DateTime expiresAtUtc, DateTime? revokedAtUtc, DateTime nowUtc) => revokedAtUtc is null && nowUtc < expiresAtUtc;

    /// <summary>A key that is good is followed by one other; a key that is not, by none: issue another one.</summary>
    /// <returns>Null where it may be followed, or <c>api_key.ended</c> or <c>api_key.already_rotated</c>.</returns>
    public static Refusal? RefuseRotating(bool isGood, bool isFollowed) =>
        isFollowed ? new Refusal("api_key.already_rotated", "Another key follows this one already; rotate that one.")
        : !isGood ? new Refusal("api_key.ended", "This key has run out or was revoked; issue another one.")
        : null;

    /// <summary>When a key ends that is followed by another: after the overlap, and never later than before.</summary>
    /// <param name="overlapHours">0 to <see cref="MostOverlapHours"/>; 0 ends it at once.</param>
    public static DateTime EndAfterRotation(DateTime expiresAtUtc, DateTime nowUtc, int overlapHours)
    {
        var ends = nowUtc.AddHours(overlapHours);
        return ends < expiresAtUtc ? ends : expiresAtUtc;
    }
}
