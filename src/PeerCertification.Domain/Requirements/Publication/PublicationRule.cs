using System.Globalization;

namespace PeerCertification.Domain.Requirements.Publication;

/// <summary>What a new version is measured against.</summary>
/// <param name="Published">The intervals of the versions that are published already.</param>
/// <param name="Today">At the board.</param>
public sealed record PublicationTarget(string Board, string CredentialType, string NumberPrefix, IReadOnlyCollection<VersionInterval> Published, DateOnly Today)
{
    /// <summary>The published versions of the board's other credentials that have not ended.</summary>
    public IReadOnlyCollection<PublishedVersion> Others { get; init; } = [];

    /// <summary>Codes of what other boards award: where a document names no board, theirs will do.</summary>
    public IReadOnlyCollection<string> AwardedElsewhere { get; init; } = [];
}

/// <summary>A published version; its days are those that it was left with, which may be fewer than its document says.</summary>
public sealed record PublishedVersion(VersionInterval Interval, RequirementSet Set);

/// <summary>A version that may be published, and the earlier ones that end with it, each with its new last day.</summary>
public sealed record PlannedVersion(RequirementSet Set, IReadOnlyList<VersionInterval> Ends);

/// <summary>Whether a document may become the next version of a credential type's rules. On any day one version at most decides.</summary>
public static class PublicationRule
{
    /// <summary>Reads a document as rules of the target, whichever version and day it names.</summary>
    /// <returns>The set, or a refusal: <c>requirement_set.beyond_bounds</c>, <c>requirement_set.invalid</c>, <c>requirement_set.does_not_fit</c>.</returns>
    public static Outcome<RequirementSet> Read(string document, PublicationTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (DocumentBounds.Refuse(document) is { } beyond)
        {
            return beyond;
        }

        var read = RequirementSetReader.Read(document);
        return read.Refusal is null && (RefuseMisfit(read.Value, target) ?? RefuseOutOfReach(read.Value)) is { } unfit ? unfit : read;
    }

    /// <returns>What publishing would do, or a refusal: those of <see cref="Read"/>, and <c>requirement_set.number_not_next</c>, <c>requirement_set.effective_in_past</c>, <c>requirement_set.days_shared</c>, <c>requirement_set.circular</c>.</returns>
    public static Outcome<PlannedVersion> Plan(string document, PublicationTarget target)
    {
        var read = Read(document, target);
        return (read.Refusal ?? RefusePlace(read.Value, target) ?? NeededCredentials.RefuseCircle(read.Value, target)) is { } refusal ? refusal : new PlannedVersion(read.Value, Ends(read.Value, target.Published));
    }

    /// <summary>What one administrator proposes, another publishes.</summary>
    /// <returns>Null, or a refusal: <c>requirement_set.needs_second_person</c>.</returns>
    public static Refusal? RefuseConfirming(Guid proposedBy, Guid confirmedBy) => proposedBy == confirmedBy
        ? new Refusal("requirement_set.needs_second_person", "You proposed this version; another administrator of the board must publish it.")
        : null;

    private static Refusal? RefuseMisfit(RequirementSet set, PublicationTarget target)
    {
        string?[] problems =
        [
            Differs("board", set.Board, target.Board),
            Differs("credentialType", set.CredentialType, target.CredentialType),
            Differs("numberPrefix", set.NumberPrefix, target.NumberPrefix),
        ];
        return problems.OfType<string>().ToArray() is { Length: > 0 } found ? Of("requirement_set.does_not_fit", found) : null;
    }

    /// <summary>Who applies for the first time has no credential yet: what is counted from its days could never be met, or never be missed.</summary>
    private static Refusal? RefuseOutOfReach(RequirementSet set)
    {
        var found = (from requirement in RequirementSet.All(set.Root)
                     let day = requirement.CountedFrom.Where(anchor => anchor > Anchor.Decision).Cast<Anchor?>().FirstOrDefault()
                     where day is not null
                     select (requirement.Id, Problem: $"It is counted from the day of {day}, which a first application does not have; there are {Anchor.Receipt}, {Anchor.Submission} and {Anchor.Decision}."))
            .ToDictionary(of => of.Id, of => new[] { of.Problem });
        return found.Count == 0 ? null : new Refusal(RequirementSetReader.Invalid, "What is asked at first is counted from days that only a credential has.", found);
    }

    private static string? Differs(string member, string says, string must) => says == must ? null : $"\"{member}\" says \"{says}\"; here it must be \"{must}\".";

    private static Refusal? RefusePlace(RequirementSet set, PublicationTarget target)
    {
        var next = target.Published.Select(v => v.Number).DefaultIfEmpty(0).Max() + 1;
        if (set.Version != next)
        {
            return Of("requirement_set.number_not_next", Inv($"\"version\" says {set.Version}; the next version is {next}."));
        }

        if (set.EffectiveFrom < target.Today)
        {
            return Of("requirement_set.effective_in_past", Inv($"\"effectiveFrom\" says {set.EffectiveFrom:yyyy-MM-dd}; at the board it is {target.Today:yyyy-MM-dd} today, and rules begin no earlier than that."));
        }

        return target.Published.FirstOrDefault(v => v.EffectiveFrom >= set.EffectiveFrom) is { } other
            ? Of("requirement_set.days_shared", Inv($"\"effectiveFrom\" says {set.EffectiveFrom:yyyy-MM-dd}; version {other.Number} begins on {other.EffectiveFrom:yyyy-MM-dd}, and both would be in force on one day."))
            : null;
    }

    private static IReadOnlyList<VersionInterval> Ends(RequirementSet set, IReadOnlyCollection<VersionInterval> published)
    {
        var last = set.EffectiveFrom.AddDays(-1);
        return [.. published.Where(v => v.EffectiveUntil is not { } until || until > last).OrderBy(v => v.Number).Select(v => v with { EffectiveUntil = last })];
    }

    private static Refusal Of(string code, params string[] problems) => new(code, string.Join(' ', problems), new Dictionary<string, string[]> { ["document"] = problems });

    private static string Inv(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
