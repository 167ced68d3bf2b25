using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements.Elements;

/// <summary>A sum of minutes of one kind of evidence, with topic minimums inside it and a share that must be done in certain ways.</summary>
/// <param name="Need">In minutes.</param>
/// <param name="Topics">The topics that count, or empty where every topic does.</param>
/// <param name="Attested">Whether only minutes that somebody confirmed are good in the end.</param>
/// <param name="WithinMonths">How far back from the day of the check entries may lie, or null without limit.</param>
/// <param name="Share">The part of the sum that must be done in certain ways, or null.</param>
/// <param name="Floors">Minimums within the sum. No topic is in two of them.</param>
public sealed record MinutesSum(
    string Id,
    string Label,
    RequirementSource Source,
    EvidenceKind Kind,
    int Need,
    IReadOnlyList<string> Topics,
    bool Attested,
    int? WithinMonths,
    ModeShare? Share,
    IReadOnlyList<TopicFloor> Floors) : Requirement(Id, Label, Source)
{
    internal static bool HasMinutes(EvidenceKind kind) => kind is EvidenceKind.Training or EvidenceKind.Practice or EvidenceKind.Supervision;

    internal static MinutesSum Read(ElementReader element)
    {
        var kind = element.Choice<EvidenceKind>("kind");
        var sum = new MinutesSum(
            element.Id,
            element.Label,
            element.Source,
            kind,
            element.Minutes("atLeast"),
            element.OptionalTopics("topics"),
            element.Flag("attested"),
            element.OptionalWhole("withinMonths", 1, ElementReader.MostMonths),
            element.Part("share", ModeShare.Read),
            element.Parts("floors", TopicFloor.Read));
        sum.Check(element);
        return sum;
    }

    private void Check(ElementReader element)
    {
        if (!HasMinutes(Kind))
        {
            element.Wrong($"{Kind} has no minutes: use the element that counts it.");
        }

        if (Share is not null && Kind != EvidenceKind.Training)
        {
            element.Wrong("Only training has modes that a share can ask for.");
        }

        if (Floors.Sum(floor => (long)floor.Need) > Need)
        {
            element.Wrong($"Its topic minimums ask for {Wording.Duration((int)Math.Min(int.MaxValue, Floors.Sum(floor => (long)floor.Need)))}, more than the {Wording.Duration(Need)} of the whole.");
        }

        foreach (var topic in Floors.SelectMany(floor => floor.Topics).GroupBy(topic => topic, StringComparer.Ordinal).Where(same => same.Count() > 1))
        {
            element.Wrong($"The topic \"{topic.Key}\" is in more than one minimum.");
        }

        foreach (var floor in Floors)
        {
            if (Topics.Count > 0 && floor.Topics.FirstOrDefault(topic => !Topics.Contains(topic, StringComparer.Ordinal)) is { } foreign)
            {
                element.Wrong($"The minimum \"{floor.Id}\" asks for the topic \"{foreign}\", which the whole does not count.");
            }

            if (floor.WithinMonths > WithinMonths)
            {
                element.Wrong($"The minimum \"{floor.Id}\" looks back further than the whole does.");
            }
        }
    }

    internal override Finding Judge(EvidenceFile file) => new MinuteAllocation(this, file).ToFinding();

    internal bool Asks(string? topic) => Topics.Count == 0 || (topic is not null && Topics.Contains(topic, StringComparer.OrdinalIgnoreCase));
}

/// <summary>At least so many per cent of the minutes that count must be done in one of these ways.</summary>
/// <param name="Percent">1 to 100.</param>
public sealed record ModeShare(int Percent, IReadOnlyList<TrainingMode> Modes)
{
    internal static ModeShare Read(ElementReader part) => new(part.Whole("atLeastPercent", 1, 100), part.Choices<TrainingMode>("modes"));

    internal bool Has(EvidenceDetail detail) => detail is EvidenceDetail.Training training && Modes.Contains(training.Mode);

    /// <summary>The least number of minutes in these ways that a sum needs; rounded up, so that the share is never missed by a rounding.</summary>
    internal int LeastOf(int minutes) => (int)((((long)minutes * Percent) + 99) / 100);

    /// <summary>
    /// How many minutes done otherwise may count beside those done in these ways: what the sum asked for leaves over, or as many as keep the share
    /// when there is more than was asked.
    /// </summary>
    internal int MostOtherwise(int need, int done) => (int)Math.Max(need - LeastOf(need), Math.Min(int.MaxValue, (long)done * (100 - Percent) / Percent));
}

/// <summary>A minimum of certain topics within a sum.</summary>
/// <param name="Need">In minutes.</param>
public sealed record TopicFloor(string Id, string Label, RequirementSource Source, int Need, IReadOnlyList<string> Topics, int? WithinMonths)
{
    internal static TopicFloor Read(ElementReader part) =>
        new(part.Id, part.Label, part.Source, part.Minutes("atLeast"), part.Topics("topics"), part.OptionalWhole("withinMonths", 1, ElementReader.MostMonths));

    internal bool Asks(string? topic) => topic is not null && Topics.Contains(topic, StringComparer.OrdinalIgnoreCase);
}
