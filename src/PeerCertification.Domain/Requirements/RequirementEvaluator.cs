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
        var file = new EvidenceFile(set, facts, on, words ?? Phrasebook.English);
        var root = set.Root.Find(file);
        return new Evaluation(on, facts.Basis, root.IsMet, root, file.Uses());
    }
}
