namespace PeerCertification.Domain.Requirements;

/// <summary>
/// One thing that a board asks. Each element of the rule language is one sealed record under Elements/: what it says, how it is read from a
/// document and how a file is judged by it stand together there.
/// </summary>
/// <param name="Id">Unique within the set; findings and refusals name the requirement by it.</param>
/// <param name="Label">What the applicant reads.</param>
/// <param name="Source">Where the board says so.</param>
public abstract record Requirement(string Id, string Label, RequirementSource Source)
{
    internal abstract Finding Judge(EvidenceFile file);
}

/// <summary>Where a figure was read.</summary>
/// <param name="Date">The date of the text, or <c>undated</c>.</param>
public sealed record RequirementSource(string Key, string Title, string? Address, string Date, string? Note)
{
    /// <summary>Title and date in one line, as findings print it.</summary>
    public string Citation => $"{Title} ({Date})";
}
