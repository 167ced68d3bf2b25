using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements.Elements;

/// <summary>So many entries of a kind that has no length, such as two references.</summary>
public sealed record EntriesCounted(string Id, string Label, RequirementSource Source, EvidenceKind Kind, int Need, bool NeedDocument, bool NeedAttestation)
    : EntryRequirement(Id, Label, Source, Kind, Need, NeedDocument, NeedAttestation)
{
    internal static EntriesCounted Read(ElementReader element)
    {
        var kind = element.Choice<EvidenceKind>("kind");
        if (MinutesSum.HasMinutes(kind))
        {
            element.Wrong($"{kind} is measured in minutes, not counted: use the element \"minutes\".");
        }

        return new(element.Id, element.Label, element.Source, kind, element.Whole("atLeast", 1, ElementReader.Most), element.Flag("document"), element.Flag("attested"));
    }

    private protected override string? BarOf(EvidenceDetail detail) => null;

    private protected override string CureByAdding(int missing) =>
        $"Add {Wording.Amount(missing, Wording.Of(Kind))}{(NeedDocument ? ", with the document" : "")}.";
}
