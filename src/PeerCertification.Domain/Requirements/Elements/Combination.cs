using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements.Elements;

/// <summary>Several requirements of which so many must be met: all of them, any one of them, or a number between.</summary>
/// <param name="Need">1 to the number of requirements in <paramref name="Of"/>.</param>
public sealed record Combination(string Id, string Label, RequirementSource Source, int Need, IReadOnlyList<Requirement> Of) : Requirement(Id, Label, Source)
{
    internal static Combination ReadAll(ElementReader element)
    {
        var of = element.Requirements("of");
        return new(element.Id, element.Label, element.Source, of.Count, of);
    }

    internal static Combination ReadAny(ElementReader element) => new(element.Id, element.Label, element.Source, 1, element.Requirements("of"));

    internal static Combination ReadAtLeast(ElementReader element)
    {
        var of = element.Requirements("of");
        var need = element.Whole("count", 1, ElementReader.Most);
        if (need > of.Count && of.Count > 0)
        {
            element.Wrong($"It asks for {need} of {of.Count} requirements, which can never be met.");
        }

        return new(element.Id, element.Label, element.Source, need, of);
    }

    internal override Finding Judge(EvidenceFile file)
    {
        var findings = Of.Select(requirement => requirement.Judge(file)).ToArray();
        var met = findings.Count(finding => finding.IsMet);
        return new Finding(Id, Label, Source.Citation, met >= Need, met, Need, FindingUnit.Requirements, met >= Need ? null : Cure(met), [], [], findings);
    }

    private string Cure(int met) => (Need - met, Of.Count - met) switch
    {
        (1, 1) => "Meet the one requirement that is still open.",
        var (missing, open) when missing == open => $"Meet the {open} requirements that are still open.",
        (1, var open) => $"Meet any one of the {open} requirements that are still open.",
        var (missing, open) => $"Meet any {missing} of the {open} requirements that are still open.",
    };
}
