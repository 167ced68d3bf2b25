using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Domain.Requirements;

/// <summary>
/// One thing that a board asks. Each element of the rule language is one sealed record under Elements/: what it says, how it is read from a
/// document and how a file is judged by it stand together there.
/// </summary>
/// <param name="Id">Unique within the set; findings and refusals name the requirement by it.</param>
/// <param name="Label">What the applicant reads, in English.</param>
/// <param name="Source">Where the board says so.</param>
public abstract record Requirement(string Id, string Label, RequirementSource Source)
{
    /// <summary>The label in other languages, by their two letters.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the board may let somebody off it, with reasons.</summary>
    public bool Waivable { get; init; }

    /// <summary>The requirements that this one is made of.</summary>
    internal virtual IEnumerable<Requirement> Below => [];

    /// <summary>The days that it is counted from, where those are not the day of the check.</summary>
    internal virtual IEnumerable<Anchor> CountedFrom => [];

    /// <summary>How a file comes out, with what is waived taken as met.</summary>
    internal Finding Find(EvidenceFile file)
    {
        var finding = Judge(file);
        if (file.Outlook != Outlook.None && finding is { CuredOn: { } day, Cure: { } cure })
        {
            finding = finding with { Cure = file.Words.Say("cure.by_waiting", ("cure", cure), ("day", file.Words.Day(day))) };
        }

        return finding.IsMet ? finding : Waive(Waivable ? Waive(finding, file.Facts.Waivers) : finding, file.Excepted);
    }

    /// <summary>The same for a first period that owes less continuing education.</summary>
    internal virtual Requirement Prorated(CeShare share) => this;

    private protected abstract Finding Judge(EvidenceFile file);

    private static Finding Waive(Finding finding, IReadOnlyList<Waiver> waivers)
    {
        if (finding.IsMet || waivers.Count == 0)
        {
            return finding;
        }

        // What is missing from a minimum inside a sum is missing, even where the sum itself is full.
        var missing = Math.Max(finding.Need - (long)finding.Have, finding.Unit == FindingUnit.Minutes ? finding.Of.Sum(part => (long)Math.Max(0, part.Need - part.Have)) : 0);
        foreach (var waiver in waivers)
        {
            if (waiver.RequirementId == finding.Id && (waiver.Amount is not { } amount || (missing > 0 && amount >= missing)))
            {
                return finding with { IsMet = true, Cure = null, CuredOn = null, Waived = waiver.Reason };
            }
        }

        return finding;
    }
}

/// <summary>Where a figure was read.</summary>
/// <param name="Date">The date of the text, or <c>undated</c>.</param>
public sealed record RequirementSource(string Key, string Title, string? Address, string Date, string? Note)
{
    /// <summary>How sure the figure is, such as <c>primary</c> or <c>secondary</c>, or null where it is not said.</summary>
    public string? Confidence { get; init; }

    /// <summary>Title and date in one line, as findings print it.</summary>
    public string Citation { get; } = $"{Title} ({Date})";
}
