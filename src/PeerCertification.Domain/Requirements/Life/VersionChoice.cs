namespace PeerCertification.Domain.Requirements.Life;

/// <summary>Which version of a credential type's rules an application is judged by.</summary>
/// <param name="Version">Null where none covers it.</param>
/// <param name="ExceptionId">The exception that named it, or null where its own interval did.</param>
public sealed record VersionChoice(int? Version, string? ExceptionId)
{
    /// <summary>
    /// The highest version whose own deciding day is inside its interval; or the one that an exception of that version names, where it applies and
    /// there is such a version. Exceptions are followed once, so that two versions cannot send an application back and forth.
    /// </summary>
    public static VersionChoice For(IReadOnlyCollection<RequirementSet> versions, DecidingDays days, Func<Requirement, bool> holds, bool isFirstPeriod = true)
    {
        ArgumentNullException.ThrowIfNull(versions);
        ArgumentNullException.ThrowIfNull(days);
        var inForce = versions.Where(set => days.Of(set.DecidingDate) is { } day && set.IsInEffectOn(day)).MaxBy(set => set.Version);
        var sends = inForce?.Life.ExceptionsFor(days, holds, isFirstPeriod).FirstOrDefault(e => e.UseVersion is { } other && versions.Any(set => set.Version == other));
        return sends is null ? new VersionChoice(inForce?.Version, null) : new VersionChoice(sends.UseVersion, sends.Id);
    }
}
