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
    public static string On(DateOnly day, DateTime knownAtUtc, IReadOnlyList<TitledVersion> published, string firstTitle) =>
        (RulesOn(day, knownAtUtc, published) ?? Nearest(day, knownAtUtc, published)) is { } rules ? rules.Life.TitleOn(day, rules.PublicTitle) : firstTitle;

    /// <summary>The version in force on a day, as known at an instant; null where none is. By hand, since every public answer asks.</summary>
    public static RequirementSet? RulesOn(DateOnly day, DateTime knownAtUtc, IReadOnlyList<TitledVersion> published)
    {
        ArgumentNullException.ThrowIfNull(published);
        RequirementSet? inForce = null;
        for (var i = 0; i < published.Count; i++)
        {
            var rules = published[i].Rules;
            inForce = published[i].PublishedAtUtc <= knownAtUtc && rules.IsInEffectOn(day) && rules.Version > (inForce?.Version ?? 0) ? rules : inForce;
        }

        return inForce;
    }

    private static RequirementSet? Nearest(DateOnly day, DateTime knownAtUtc, IReadOnlyList<TitledVersion> published)
    {
        var known = published.Where(version => version.PublishedAtUtc <= knownAtUtc).Select(version => version.Rules).ToList();
        return known.Where(set => set.EffectiveFrom <= day).MaxBy(set => set.Version) ?? known.MinBy(set => set.Version);
    }
}
