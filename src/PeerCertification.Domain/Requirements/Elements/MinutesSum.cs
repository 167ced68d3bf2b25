using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements.Allocation;
using PeerCertification.Domain.Requirements.Life;
using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements.Elements;

/// <summary>A sum of minutes, with minimums and maximums of certain sorts inside it.</summary>
/// <param name="From">What counts, in the order in which an entry is looked up; what is in none of them does not count.</param>
/// <param name="Need">In minutes.</param>
/// <param name="Attested">Whether only minutes that somebody confirmed are good in the end.</param>
/// <param name="EachAtLeast">The shortest entry that counts, in minutes; 0 where there is no such rule.</param>
/// <param name="OncePer">How often the same activity counts.</param>
/// <param name="Unused">Minutes that counted before, and therefore do not count here.</param>
/// <param name="Exclusive">The group of sums in which a minute counts toward one sum only, or null where others may count it too.</param>
public sealed record MinutesSum(
    string Id,
    string Label,
    RequirementSource Source,
    IReadOnlyList<MinutesFrom> From,
    int Need,
    bool Attested,
    Window Window,
    int EachAtLeast,
    OncePer OncePer,
    IReadOnlyList<Unused> Unused,
    string? Exclusive,
    IReadOnlyList<MinutesPart> Parts) : Requirement(Id, Label, Source)
{
    internal static bool HasMinutes(EvidenceKind kind) => kind is EvidenceKind.Training or EvidenceKind.Practice or EvidenceKind.Supervision;

    internal static MinutesSum Read(ElementReader element)
    {
        MinutesFrom[] from = [MinutesFrom.Read(element), .. element.Parts("also", MinutesFrom.Read)];
        var need = element.Amount("atLeast");
        var sum = new MinutesSum(
            element.Id,
            element.Label,
            element.Source,
            from,
            need,
            element.Flag("attested"),
            Window.Read(element),
            element.OptionalAmount("eachAtLeast") ?? 0,
            element.OptionalChoice<OncePer>("oncePer") ?? OncePer.Entry,
            element.OptionalChoices<Unused>("unused"),
            element.OptionalText("exclusive"),
            element.Parts("parts", part => MinutesPart.Read(part, need, [.. from.Select(f => f.Kind)])));
        sum.Check(element);
        return sum;
    }

    private void Check(ElementReader element)
    {
        foreach (var kind in From.Select(f => f.Kind).Where(kind => !HasMinutes(kind)))
        {
            element.Wrong($"{kind} has no minutes: use the element that counts it.");
        }

        var asked = Parts.Where(part => !part.Shared).Sum(part => (long)part.AtLeast);
        if (asked > Need)
        {
            element.Wrong($"Its minimums ask for {Hours(asked)}, more than the {Hours(Need)} of the whole. Where a minute may serve two of them, say \"shared\": true.");
        }

        foreach (var part in Parts)
        {
            if (part.AtLeast > Need)
            {
                element.Wrong($"The part \"{part.Id}\" asks for more than the whole.");
            }

            if (part.AtMost < part.AtLeast)
            {
                element.Wrong($"The part \"{part.Id}\" allows at most less than it asks for at least.");
            }

            if (part.Window.Months > Window.Months)
            {
                element.Wrong($"The part \"{part.Id}\" looks back further than the whole does.");
            }

            var topics = From.SelectMany(f => f.Where.Is).Where(i => i.Attribute == "topic").ToList();
            if (part.AtLeast > 0 && From.Count == 1 && topics is [var whole] && part.Where.Is.Any(i => i.Attribute == "topic" && !i.Values.Intersect(whole.Values, StringComparer.OrdinalIgnoreCase).Any()))
            {
                element.Wrong($"The part \"{part.Id}\" asks for topics that the whole does not count.");
            }
        }

        if (Parts.Count > MinuteAllocation.MostParts)
        {
            element.Wrong($"It has {Parts.Count} parts; there can be {MinuteAllocation.MostParts}.");
        }
    }

    /// <summary>Continuing education is training; practice and supervision are owed in full.</summary>
    internal override Requirement Prorated(CeShare share) => From.Any(from => from.Kind == EvidenceKind.Training)
        ? this with { Need = share.Of(Need), Parts = [.. Parts.Select(part => part with { AtLeast = share.Of(part.AtLeast) })] }
        : this;

    private static string Hours(long minutes) => Phrasebook.English.Duration((int)Math.Min(int.MaxValue, minutes));

    internal override IEnumerable<Anchor> CountedFrom => Parts.SelectMany(part => part.Window.Anchors).Concat(Window.Anchors);

    private protected override Finding Judge(EvidenceFile file) => file.AccountOf(this).ToFinding();
}

/// <summary>How often the same activity counts: each entry of it, once within the window, or once for all time.</summary>
public enum OncePer { Entry, Window, Ever }

/// <summary>Where minutes counted before.</summary>
public enum Unused { OtherCredential, EarlierPeriod }

/// <summary>Entries whose minutes count, and what a minute of them is worth.</summary>
/// <param name="WorthPercent">1 to 100: 25 where a course that somebody taught counts for a quarter of its length.</param>
public sealed record MinutesFrom(EvidenceKind Kind, EntryFilter Where, int WorthPercent)
{
    internal static MinutesFrom Read(ElementReader element)
    {
        var kind = element.Choice<EvidenceKind>("kind");
        return new(kind, EntryFilter.Read(element, kind), element.OptionalWhole("worthPercent", 1, 100) ?? 100);
    }
}

/// <summary>A sort of minutes within a sum, of which there must be at least or may be at most so many.</summary>
/// <param name="AtLeast">In minutes; 0 where there is no minimum. A percentage is taken of what the sum asks, rounded up.</param>
/// <param name="AtMost">In minutes, or null where there is no maximum. A percentage is taken of what the sum asks, rounded down.</param>
/// <param name="Kind">The kind of evidence that is meant, or null for every kind that the sum counts.</param>
/// <param name="Window">A narrower time than that of the sum.</param>
/// <param name="Shared">Whether a minute that serves another minimum of the sum may serve this one too.</param>
/// <param name="Unused">Minutes that counted before, and do not count for this part.</param>
public sealed record MinutesPart(
    string Id,
    string Label,
    RequirementSource Source,
    int AtLeast,
    int? AtMost,
    EvidenceKind? Kind,
    EntryFilter Where,
    Window Window,
    bool Shared,
    IReadOnlyList<Unused> Unused)
{
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    internal static MinutesPart Read(ElementReader part, int whole, EvidenceKind[] kinds)
    {
        var least = part.OptionalAmount("atLeast") ?? (part.OptionalWhole("atLeastPercent", 1, 100) is { } percent ? (int)((((long)whole * percent) + 99) / 100) : 0);
        var most = part.OptionalAmount("atMost") ?? (part.OptionalWhole("atMostPercent", 1, 100) is { } share ? (int)((long)whole * share / 100) : null);
        if (least == 0 && most is null)
        {
            part.Wrong("A part says how much of it there must be at least, or may be at most.");
        }

        var kind = part.OptionalChoice<EvidenceKind>("kind");
        if (kind is { } one && !kinds.Contains(one))
        {
            part.Wrong($"The whole does not count {one}.");
        }

        return new(part.Id, part.Label, part.Source, least, most, kind, EntryFilter.Read(part, kind is { } only ? [only] : kinds), Window.Read(part), part.Flag("shared"), part.OptionalChoices<Unused>("unused")) { Labels = part.Labels };
    }
}
