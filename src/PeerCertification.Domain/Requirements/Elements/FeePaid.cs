using PeerCertification.Domain.Requirements.Life;
using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements.Elements;

/// <summary>Money that must have come in for one purpose.</summary>
/// <param name="For">The purpose, by the word that payments name it by, such as "Application".</param>
/// <param name="Cents">1 or more.</param>
public sealed record FeePaid(string Id, string Label, RequirementSource Source, string For, int Cents) : Requirement(Id, Label, Source)
{
    internal static FeePaid Read(ElementReader element) => new(element.Id, element.Label, element.Source, element.Choice<FeePurpose>("for").ToString(), element.Whole("cents", 1, 100_000_00));

    private protected override Finding Judge(EvidenceFile file)
    {
        var have = (int)Math.Clamp(file.Facts.Payments.Where(p => p.PaidOn <= file.On && p.For.Equals(For, StringComparison.OrdinalIgnoreCase) && file.IsForThis(p)).Sum(p => p.Cents), 0, int.MaxValue);
        var isMet = have >= Cents;
        return new Finding(Id, file.LabelOf(this), Source.Citation, isMet, have, Cents, FindingUnit.Cents, isMet ? null : file.Words.Say("cure.pay", ("label", file.LabelOf(this)), ("amount", file.Words.Money(Cents - have))), [], [], []);
    }
}
