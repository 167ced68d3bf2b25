using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements.Elements;

/// <summary>A level of education, or a higher one.</summary>
public sealed record EducationReached(string Id, string Label, RequirementSource Source, EducationLevel Level, bool NeedDocument)
    : EntryRequirement(Id, Label, Source, EvidenceKind.Education, 1, NeedDocument, NeedAttestation: false, Window.Always)
{
    internal static EducationReached Read(ElementReader element) =>
        new(element.Id, element.Label, element.Source, element.Choice<EducationLevel>("level"), element.Flag("document"));

    private protected override string? BarOf(EvidenceDetail detail, EvidenceFile file) =>
        detail is EvidenceDetail.Education education && education.Level >= Level ? null : NotCounted.LevelTooLow;

    private protected override string CureByAdding(int missing, EvidenceFile file) =>
        file.Words.Say(NeedDocument ? "cure.education_with_copy" : "cure.education", ("level", file.Words.Say($"level.{Level}")));
}
