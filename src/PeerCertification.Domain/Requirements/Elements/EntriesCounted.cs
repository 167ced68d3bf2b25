using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements.Elements;

/// <summary>So many entries of a kind that has no length, such as two references or one clear check within a year.</summary>
public sealed record EntriesCounted(string Id, string Label, RequirementSource Source, EvidenceKind Kind, EntryFilter Where, int Need, bool NeedDocument, bool NeedAttestation, Window Window)
    : EntryRequirement(Id, Label, Source, Kind, Need, NeedDocument, NeedAttestation, Window)
{
    internal static EntriesCounted Read(ElementReader element)
    {
        var kind = element.Choice<EvidenceKind>("kind");
        if (MinutesSum.HasMinutes(kind))
        {
            element.Wrong($"{kind} is measured in minutes, not counted: use the element \"minutes\".");
        }

        return new(element.Id, element.Label, element.Source, kind, EntryFilter.Read(element, kind), element.Whole("atLeast", 1, ObjectReader.Most), element.Flag("document"), element.Flag("attested"), Window.Read(element));
    }

    private protected override string? BarOf(EvidenceDetail detail, EvidenceFile file) => Where.Takes(detail, file.On) ? null : NotCounted.OtherSort;

    private protected override string CureByAdding(int missing, EvidenceFile file) =>
        file.Words.Say($"cure.add_entries{(Where == EntryFilter.Everything ? "" : "_of")}{(NeedDocument ? "_with_document" : "")}", ("amount", file.Words.Amount(missing, $"kind.{Kind}")), ("label", file.LabelOf(this)));
}
