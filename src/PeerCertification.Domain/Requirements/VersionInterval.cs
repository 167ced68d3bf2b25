namespace PeerCertification.Domain.Requirements;

/// <summary>When one version of a credential type's rules takes new applications. Both days are inside; without a last day it is open-ended.</summary>
public sealed record VersionInterval(int Number, DateOnly EffectiveFrom, DateOnly? EffectiveUntil)
{
    public bool Covers(DateOnly day) => EffectiveFrom <= day && (EffectiveUntil is not { } last || day <= last);

    /// <summary>The version that an application received on the day is judged by: the highest of those that cover it, or null where none does.</summary>
    public static VersionInterval? InForce(IEnumerable<VersionInterval> published, DateOnly receivedOn) =>
        published.Where(v => v.Covers(receivedOn)).MaxBy(v => v.Number);
}
