using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements.Elements;

/// <summary>One named text, signed in one named version.</summary>
public sealed record DocumentSigned(string Id, string Label, RequirementSource Source, string DocumentCode, string DocumentVersion, Window Window)
    : EntryRequirement(Id, Label, Source, EvidenceKind.SignedDocument, 1, NeedDocument: false, NeedAttestation: false, Window)
{
    internal static DocumentSigned Read(ElementReader element) =>
        new(element.Id, element.Label, element.Source, element.Text("document"), element.Text("version"), Window.Read(element));

    private protected override string? BarOf(EvidenceDetail detail, EvidenceFile file) => detail switch
    {
        EvidenceDetail.SignedDocument signed when !signed.DocumentCode.Equals(DocumentCode, StringComparison.OrdinalIgnoreCase) => NotCounted.OtherDocument,
        EvidenceDetail.SignedDocument signed when signed.DocumentVersion.Equals(DocumentVersion, StringComparison.OrdinalIgnoreCase) => null,
        _ => NotCounted.OtherDocumentVersion,
    };

    private protected override string CureByAdding(int missing, EvidenceFile file) => file.Words.Say("cure.sign", ("label", file.LabelOf(this)), ("version", DocumentVersion));
}
