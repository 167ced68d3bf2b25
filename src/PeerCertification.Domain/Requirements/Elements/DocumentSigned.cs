using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements.Elements;

/// <summary>One named text, signed in one named version.</summary>
public sealed record DocumentSigned(string Id, string Label, RequirementSource Source, string DocumentCode, string DocumentVersion)
    : EntryRequirement(Id, Label, Source, EvidenceKind.SignedDocument, 1, NeedDocument: false, NeedAttestation: false)
{
    internal static DocumentSigned Read(ElementReader element) =>
        new(element.Id, element.Label, element.Source, element.Text("document"), element.Text("version"));

    private protected override string? BarOf(EvidenceDetail detail) => detail switch
    {
        EvidenceDetail.SignedDocument signed when !signed.DocumentCode.Equals(DocumentCode, StringComparison.OrdinalIgnoreCase) => NotCounted.OtherDocument,
        EvidenceDetail.SignedDocument signed when signed.DocumentVersion.Equals(DocumentVersion, StringComparison.OrdinalIgnoreCase) => null,
        _ => NotCounted.OtherDocumentVersion,
    };

    private protected override string CureByAdding(int missing) => $"Read and sign: {Label} (version {DocumentVersion}).";
}
