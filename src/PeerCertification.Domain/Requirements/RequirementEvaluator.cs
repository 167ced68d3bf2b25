using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Domain.Requirements;

/// <summary>Judges a file by a requirement set. Pure: the same set, facts and day give the same evaluation, whatever order the evidence is in.</summary>
public static class RequirementEvaluator
{
    /// <param name="on">The day the file is judged: windows look back from it, and evidence after it counts for nothing.</param>
    /// <param name="words">The language of the sentences; English when null.</param>
    public static Evaluation Evaluate(RequirementSet set, Facts facts, DateOnly on, Phrasebook? words = null)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(facts);
        var file = new EvidenceFile(set, facts with { Waivers = [.. facts.Waivers, .. Excepted(set, facts, on)] }, on, words ?? Phrasebook.English);
        var root = set.Root.Find(file);
        return new Evaluation(on, facts.Basis, root.IsMet, root, file.Uses());
    }

    /// <summary>What the exceptions in the rules let this person off. Whom an exception is for is judged on a file of its own, which leaves no trace.</summary>
    private static IEnumerable<Waiver> Excepted(RequirementSet set, Facts facts, DateOnly on)
    {
        if (set.Life.Exceptions.Count == 0)
        {
            return [];
        }

        var days = new DecidingDays(Window.Day(Anchor.Receipt, on, facts.Days), null, Window.Day(Anchor.Issue, on, facts.Days), Window.Day(Anchor.Lapse, on, facts.Days));
        return set.Life.ExceptionsFor(days, requirement => requirement.Find(new EvidenceFile(set, facts, on, Phrasebook.English)).IsMet, isFirstPeriod: true)
            .SelectMany(exception => exception.Waives.Select(id => new Waiver(id, null, exception.Label)));
    }
}
