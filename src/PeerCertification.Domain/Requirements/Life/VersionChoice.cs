namespace PeerCertification.Domain.Requirements.Life;

/// <summary>Which version of a credential type's rules an application is judged by.</summary>
/// <param name="Version">Null where none covers it.</param>
/// <param name="ExceptionId">The exception that named it, or null where its own interval did.</param>
public sealed record VersionChoice(int? Version, string? ExceptionId)
{
    /// <summary>Whether anything but the day of receipt can tell the version, so that the file must be looked at.</summary>
    public static bool AsksTheFile(IEnumerable<RequirementSet> versions) =>
        versions.Any(set => set.DecidingDate != DecidingDate.Receipt || set.Life.Exceptions.Any(exception => exception.UseVersion is not null));

    /// <summary>The version for a first application with this file, on the day that it comes in.</summary>
    /// <param name="versions">All of one credential type.</param>
    public static VersionChoice For(IReadOnlyCollection<RequirementSet> versions, FileContents file, DateOnly receivedOn)
    {
        ArgumentNullException.ThrowIfNull(versions);
        ArgumentNullException.ThrowIfNull(file);
        if (versions.FirstOrDefault() is not { } any || !AsksTheFile(versions))
        {
            return For(versions, receivedOn);
        }

        var inForce = InForce(versions, DecidingDays.Of(file.Facts, any.Board, any.CredentialType, receivedOn));
        return Choose(versions, inForce, inForce is null ? [] : RequirementEvaluator.Applying(inForce, file, receivedOn));
    }

    /// <summary>The version where the day of receipt alone tells it.</summary>
    public static VersionChoice For(IReadOnlyCollection<RequirementSet> versions, DateOnly receivedOn) => For(versions, new DecidingDays(receivedOn), (_, _) => false);

    /// <summary>
    /// The highest version whose own deciding day is inside its interval; or the one that an exception of that version names, where it applies and
    /// there is such a version. Exceptions are followed once, so that two versions cannot send an application back and forth. Somebody who has no day
    /// of issue or lapse yet, because she never held the credential, is judged by the rules of the day of receipt.
    /// </summary>
    /// <param name="holds">Whether a requirement of the version in force, which comes first, is met: whom an exception is for is judged by the rules that hold it.</param>
    public static VersionChoice For(IReadOnlyCollection<RequirementSet> versions, DecidingDays days, Func<RequirementSet, Requirement, bool> holds, bool isFirstPeriod = true)
    {
        ArgumentNullException.ThrowIfNull(versions);
        ArgumentNullException.ThrowIfNull(days);
        var inForce = InForce(versions, days);
        return Choose(versions, inForce, inForce?.Life.ExceptionsFor(days, requirement => holds(inForce, requirement), isFirstPeriod) ?? []);
    }

    private static RequirementSet? InForce(IReadOnlyCollection<RequirementSet> versions, DecidingDays days) =>
        versions.Where(set => DayFor(set.DecidingDate, days) is { } day && set.IsInEffectOn(day)).MaxBy(set => set.Version);

    private static DateOnly? DayFor(DecidingDate which, DecidingDays days) =>
        days.Of(which) ?? (which is DecidingDate.Issue or DecidingDate.Lapse ? days.ReceivedOn : null);

    private static VersionChoice Choose(IReadOnlyCollection<RequirementSet> versions, RequirementSet? inForce, IEnumerable<RuleException> applying)
    {
        var sends = applying.FirstOrDefault(exception => exception.UseVersion is { } other && versions.Any(set => set.Version == other));
        return sends is null ? new VersionChoice(inForce?.Version, null) : new VersionChoice(sends.UseVersion, sends.Id);
    }
}
