using PeerCertification.Domain.Requirements.Life;
using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements.Elements;

/// <summary>A requirement that is owed only by some: by those who meet a condition. Others owe something else, or nothing.</summary>
public sealed record Conditional(string Id, string Label, RequirementSource Source, Requirement Condition, Requirement Then, Requirement? Otherwise) : Requirement(Id, Label, Source)
{
    internal static Conditional? Read(ElementReader element)
    {
        var (condition, then, otherwise) = (element.Requirement("if"), element.Requirement("then"), element.OptionalRequirement("otherwise"));
        var (id, label, source) = (element.Id, element.Label, element.Source);
        return condition is null || then is null ? null : new(id, label, source, condition, then, otherwise);
    }

    internal override IEnumerable<Requirement> Below => Otherwise is null ? [Condition, Then] : [Condition, Then, Otherwise];

    internal override Requirement Prorated(CeShare share) => this with { Then = Then.Prorated(share), Otherwise = Otherwise?.Prorated(share) };

    private protected override Finding Judge(EvidenceFile file)
    {
        var condition = Condition.Find(file);
        var owed = condition.IsMet ? Then : Otherwise;
        if (owed is null)
        {
            return new Finding(Id, file.LabelOf(this), Source.Citation, true, 0, 0, FindingUnit.Requirements, null, [], [], []);
        }

        var finding = owed.Find(file);
        return new Finding(Id, file.LabelOf(this), Source.Citation, finding.IsMet, finding.IsMet ? 1 : 0, 1, FindingUnit.Requirements, finding.Cure, [], [], [finding]) { CuredOn = file.Outlook == Outlook.None ? null : finding.CuredOn, CountsUntil = finding.CountsUntil };
    }
}
