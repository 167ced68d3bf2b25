using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements.Elements;

/// <summary>One named exam, passed. Whether it was passed is what the examiner said.</summary>
public sealed record ExamPassed(string Id, string Label, RequirementSource Source, string ExamCode, Window Window)
    : EntryRequirement(Id, Label, Source, EvidenceKind.Exam, 1, NeedDocument: false, NeedAttestation: false, Window)
{
    internal static ExamPassed Read(ElementReader element) =>
        new(element.Id, element.Label, element.Source, element.Text("exam"), Window.Read(element));

    private protected override string? BarOf(EvidenceDetail detail, EvidenceFile file) => detail switch
    {
        EvidenceDetail.Exam exam when !exam.ExamCode.Equals(ExamCode, StringComparison.OrdinalIgnoreCase) => NotCounted.OtherExam,
        EvidenceDetail.Exam { Passed: true } => null,
        _ => NotCounted.ExamNotPassed,
    };

    private protected override string CureByAdding(int missing, EvidenceFile file) => file.Words.Say("cure.exam", ("exam", ExamCode));
}
