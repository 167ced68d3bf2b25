using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Domain.Requirements;

/// <summary>Judges a file by a requirement set. Pure: the same set, facts and day give the same evaluation, whatever order the evidence is in.</summary>
public static class RequirementEvaluator
{
    /// <param name="on">The day the file is judged: windows look back from it, and evidence after it counts for nothing.</param>
    /// <param name="words">The language of the sentences; English when null.</param>
    /// <param name="outlook">Who is told when something is cured by waiting, or runs out.</param>
    public static Evaluation Evaluate(RequirementSet set, Facts facts, DateOnly on, Phrasebook? words = null, Outlook outlook = Outlook.None) =>
        Evaluate(set, FileContents.Of(facts), on, words, outlook);

    /// <summary>The same, of a file that was made ready for several sets.</summary>
    public static Evaluation Evaluate(RequirementSet set, FileContents file, DateOnly on, Phrasebook? words = null, Outlook outlook = Outlook.None)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(file);
        set = AskedOf(set, file.Facts);
        var excepted = Excepted(set, file, on);
        var judged = new EvidenceFile(set, file, on, words ?? Phrasebook.English, excepted, outlook);
        var root = set.Root.Find(judged);
        return new Evaluation(on, file.Facts.Basis, root.IsMet, root, new MadeWhenRead<EntryUse>(judged.Uses));
    }

    /// <summary>Whether one requirement of a set, such as the condition of a fee, is met by a file.</summary>
    public static bool Holds(RequirementSet set, Requirement requirement, Facts facts, DateOnly on) => Holds(set, requirement, FileContents.Of(facts), on);

    private static bool Holds(RequirementSet set, Requirement requirement, FileContents file, DateOnly on) =>
        requirement.Find(new EvidenceFile(set, file, on, Phrasebook.English, [], Outlook.None)).IsMet;

    /// <summary>A renewal is judged by what is asked of one that is sent when it was; a short first period owes its share.</summary>
    private static RequirementSet AskedOf(RequirementSet set, Facts facts) =>
        facts.Renewal is not { } renewed ? set
        : set.Life.Renewal?.Asked(renewed.BandId) is { } asked ? set with { Root = renewed.CeShare == CeShare.Whole ? asked : asked.Prorated(renewed.CeShare) }
        : throw new ArgumentException("These rules do not say what a renewal asks.", nameof(set));

    /// <summary>The exceptions in the rules that apply to a file. Whom one is for is judged on a file of its own, which leaves no trace.</summary>
    public static IReadOnlyList<RuleException> ExceptionsFor(RequirementSet set, Facts facts, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(facts);
        return Applying(set, FileContents.Of(facts), on);
    }

    internal static IReadOnlyList<RuleException> Applying(RequirementSet set, FileContents file, DateOnly on) =>
        set.Life.Exceptions.Count == 0 ? [] : set.Life.ExceptionsFor(DecidingDays.Of(file.Facts, set.Board, set.CredentialType, on), requirement => Holds(set, requirement, file, on), isFirstPeriod: file.Facts.Renewal?.IsFirst ?? true);

    /// <summary>What the exceptions in the rules let this person off.</summary>
    private static IReadOnlyList<Waiver> Excepted(RequirementSet set, FileContents file, DateOnly on) =>
        set.Life.Exceptions.Count == 0 ? [] : [.. Applying(set, file, on).SelectMany(exception => exception.Waives.Select(id => new Waiver(id, null, exception.Label)))];
}
