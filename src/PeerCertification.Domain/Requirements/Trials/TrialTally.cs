namespace PeerCertification.Domain.Requirements.Trials;

/// <summary>Whose file is tried: that of an open application, by what she claims, or that of an active credential, by what the board accepted.</summary>
public enum TriedKind { Application, Credential }

/// <summary>What tried rules make of a file that comes out otherwise by them.</summary>
public enum Becomes { Unmet, Met }

/// <summary>A file that comes out otherwise, and the requirements that make the difference.</summary>
public sealed record ChangedFile(Becomes Becomes, IReadOnlyList<string> RequirementIds);

/// <param name="WithoutFile">Credentials of which the registry holds no file, such as those taken over from elsewhere: nothing can be said of them.</param>
public sealed record TrialCounts(int Files, int BecomeUnmet, int BecomeMet, int StayMet, int StayUnmet, int WithoutFile);

/// <summary>One requirement that makes files come out otherwise. A file may have several.</summary>
public sealed record TrialRequirement(string Id, string Label, int BecomeUnmet, int BecomeMet);

/// <summary>The answer of a trial.</summary>
public sealed record TrialResult(TrialCounts Applications, TrialCounts Credentials, IReadOnlyList<TrialRequirement> Requirements);

/// <summary>Counts how files come out by tried rules and by those they have, each on the same facts and day. It keeps counts only, however many files there are.</summary>
public sealed class TrialTally
{
    private readonly Dictionary<TriedKind, int[]> _counts = new() { [TriedKind.Application] = new int[6], [TriedKind.Credential] = new int[6] };
    private readonly SortedDictionary<string, (string Label, int Unmet, int Met)> _requirements = new(StringComparer.Ordinal);

    /// <returns>The change, or null where the file comes out as before.</returns>
    public ChangedFile? Add(TriedKind kind, Evaluation now, Evaluation tried)
    {
        ArgumentNullException.ThrowIfNull(now);
        ArgumentNullException.ThrowIfNull(tried);
        var counts = _counts[kind];
        counts[0]++;
        counts[(now.IsMet, tried.IsMet) switch { (true, false) => 1, (false, true) => 2, (true, true) => 3, _ => 4 }]++;
        if (now.IsMet == tried.IsMet)
        {
            return null;
        }

        var becomes = tried.IsMet ? Becomes.Met : Becomes.Unmet;
        var differ = becomes == Becomes.Unmet ? Differing(tried.Root, now.Root) : Differing(now.Root, tried.Root);
        foreach (var finding in differ)
        {
            var (_, unmet, met) = _requirements.GetValueOrDefault(finding.Id);
            _requirements[finding.Id] = (finding.Label, unmet + (becomes == Becomes.Unmet ? 1 : 0), met + (becomes == Becomes.Met ? 1 : 0));
        }

        return new ChangedFile(becomes, [.. differ.Select(f => f.Id)]);
    }

    public void AddWithoutFile(TriedKind kind)
    {
        _counts[kind][0]++;
        _counts[kind][5]++;
    }

    public TrialResult Result() => new(
        Counts(TriedKind.Application),
        Counts(TriedKind.Credential),
        [.. _requirements.Select(r => new TrialRequirement(r.Key, r.Value.Label, r.Value.Unmet, r.Value.Met)).OrderByDescending(r => r.BecomeUnmet + r.BecomeMet).ThenBy(r => r.Id, StringComparer.Ordinal)]);

    private TrialCounts Counts(TriedKind kind) => _counts[kind] is var c ? new(c[0], c[1], c[2], c[3], c[4], c[5]) : throw new InvalidOperationException();

    /// <summary>What is unmet in one tree and has nothing unmet below it, and is met or not asked in the other. Where no such thing tells the two apart, the whole does.</summary>
    private static List<Finding> Differing(Finding unmet, Finding other)
    {
        var elsewhere = new HashSet<string>(StringComparer.Ordinal);
        NoteUnmet(other, elsewhere);
        var found = new List<Finding>();
        Collect(unmet, elsewhere, found);
        return found.Count > 0 ? found : [unmet];
    }

    private static void NoteUnmet(Finding finding, HashSet<string> ids)
    {
        if (!finding.IsMet)
        {
            ids.Add(finding.Id);
        }

        foreach (var below in finding.Of)
        {
            NoteUnmet(below, ids);
        }
    }

    private static void Collect(Finding finding, HashSet<string> unmetElsewhere, List<Finding> found)
    {
        if (finding.IsMet)
        {
            return;
        }

        var isLowest = true;
        foreach (var below in finding.Of)
        {
            isLowest &= below.IsMet;
            Collect(below, unmetElsewhere, found);
        }

        if (isLowest && !unmetElsewhere.Contains(finding.Id))
        {
            found.Add(finding);
        }
    }
}
