namespace PeerCertification.Domain.Requirements.Publication;

/// <summary>A published version of a credential type's rules, and since when the registry knows it.</summary>
/// <param name="Rules">With the interval that the version was left with, which may end earlier than its document says.</param>
public sealed record TitledVersion(RequirementSet Rules, DateTime PublishedAtUtc);

/// <summary>
/// What a credential is called in public on a day, as known at an instant: the title that the version in force on that day gives, dated titles
/// included. A new title needs no new credential.
/// </summary>
public static class PublicTitles
{
    /// <summary>The title on a day. Between versions the one before goes on; before the first, the first holds.</summary>
    /// <param name="firstTitle">The title that the credential type was set up with, where nothing was published yet at that instant.</param>
    public static string On(DateOnly day, DateTime knownAtUtc, IReadOnlyCollection<TitledVersion> published, string firstTitle)
    {
        var known = Known(knownAtUtc, published).ToList();
        var rules = InForce(day, known)
            ?? known.Where(set => set.EffectiveFrom <= day).MaxBy(set => set.Version)
            ?? known.MinBy(set => set.Version);
        return rules?.Life.TitleOn(day, rules.PublicTitle) ?? firstTitle;
    }

    /// <summary>The version in force on a day, as known at an instant; null where none is.</summary>
    public static RequirementSet? RulesOn(DateOnly day, DateTime knownAtUtc, IReadOnlyCollection<TitledVersion> published) => InForce(day, Known(knownAtUtc, published));

    private static IEnumerable<RequirementSet> Known(DateTime knownAtUtc, IReadOnlyCollection<TitledVersion> published) =>
        published.Where(version => version.PublishedAtUtc <= knownAtUtc).Select(version => version.Rules);

    private static RequirementSet? InForce(DateOnly day, IEnumerable<RequirementSet> known) => known.Where(set => set.IsInEffectOn(day)).MaxBy(set => set.Version);
}
