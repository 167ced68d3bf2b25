using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Elements;
using static PeerCertification.Domain.Tests.Requirements.Entries;
using static PeerCertification.Domain.Tests.Requirements.Rules;

namespace PeerCertification.Domain.Tests.Requirements;

public class EntryRequirementTests
{
    private static readonly ExamPassed TheExam = new("exam", "The exam", Source, "NCPRSS", Window.Always);
    private static readonly DocumentSigned TheCode = new("code", "The code of ethics", Source, "code-of-ethics", "2", Window.Always);
    private static readonly EducationReached Diploma = new("education", "A diploma", Source, EducationLevel.HighSchoolDiploma, NeedDocument: true);

    [Theory]
    [InlineData(EducationLevel.None, true, "level_too_low")]
    [InlineData(EducationLevel.Ged, true, "level_too_low")]
    [InlineData(EducationLevel.HighSchoolDiploma, true, null)]
    [InlineData(EducationLevel.GraduateDegree, true, null)]
    [InlineData(EducationLevel.HighSchoolDiploma, false, "document_missing")]
    public void Education_needs_the_level_and_its_proof(EducationLevel level, bool document, string? code) =>
        ComesOut(code, Judge(Diploma, Accepted(Education(1, level, document))));

    [Theory]
    [InlineData("NCPRSS", true, "2025-01-01", null)]
    [InlineData("ncprss", true, "2025-01-01", null)]
    [InlineData("NCPRSS", false, "2025-01-01", "exam_not_passed")]
    [InlineData("ADC", true, "2025-01-01", "other_exam")]
    [InlineData("NCPRSS", true, "2026-03-02", "after_the_day")]
    [InlineData("NCPRSS", true, "2026-03-01", null)]
    public void An_exam_must_be_the_one_asked_and_passed(string code, bool passed, string on, string? refusal) =>
        ComesOut(refusal, Judge(TheExam, Accepted(Exam(1, code, passed, DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture)))));

    [Fact]
    public void A_second_sitting_that_was_passed_is_enough()
    {
        var finding = Judge(TheExam, Accepted(Exam(1, "NCPRSS", passed: false), Exam(2, "NCPRSS")));
        Assert.True(finding.IsMet);
        Assert.Equal([new CountedEntry(Id(2), 1)], finding.Counted);
        Assert.Equal("exam_not_passed", finding.NotCounted.Single().Code);
    }

    [Theory]
    [InlineData("code-of-ethics", "2", null)]
    [InlineData("code-of-ethics", "1", "other_document_version")]
    [InlineData("another-text", "2", "other_document")]
    public void A_signature_is_under_one_text_in_one_version(string document, string version, string? code) =>
        ComesOut(code, Judge(TheCode, Accepted(Signed(1, document, version))));

    [Theory]
    [InlineData(EvidenceState.Draft, "still_a_draft", "still_a_draft")]
    [InlineData(EvidenceState.Claimed, null, "not_yet_accepted")]
    [InlineData(EvidenceState.Attested, null, "not_yet_accepted")]
    [InlineData(EvidenceState.Accepted, null, null)]
    [InlineData(EvidenceState.PartlyAccepted, "partly_accepted", "partly_accepted")] // half an exam is none
    [InlineData(EvidenceState.Rejected, "rejected", "rejected")]
    [InlineData(EvidenceState.Superseded, "superseded", "superseded")]
    public void Every_state_counts_or_has_its_reason(EvidenceState state, string? submitting, string? granting)
    {
        var entry = Exam(1, "NCPRSS") with { State = state };
        ComesOut(submitting, Judge(TheExam, Claimed(entry)));
        ComesOut(granting, Judge(TheExam, Accepted(entry)));
    }

    [Theory]
    [InlineData(EvidenceState.Attested, 0, FactBasis.Claimed, null)] // a confirmed reference has no minutes
    [InlineData(EvidenceState.Claimed, 0, FactBasis.Claimed, "declined_by_attester")]
    [InlineData(EvidenceState.Claimed, null, FactBasis.Claimed, null)] // good enough to submit
    [InlineData(EvidenceState.Accepted, 0, FactBasis.Accepted, null)]
    [InlineData(EvidenceState.Accepted, null, FactBasis.Accepted, "not_attested")]
    public void References_that_must_be_confirmed_wait_for_their_referees(EvidenceState state, int? attested, FactBasis basis, string? code)
    {
        var references = new EntriesCounted("references", "A reference", Source, EvidenceKind.Reference, EntryFilter.Everything, 1, NeedDocument: false, NeedAttestation: true, Window.Always);
        ComesOut(code, Judge(references, new Facts(basis, [Reference(1) with { State = state, AttestedMinutes = attested }], null, null)));
    }

    [Fact]
    public void The_cure_says_what_to_bring()
    {
        var two = new EntriesCounted("references", "Two references", Source, EvidenceKind.Reference, EntryFilter.Everything, 2, NeedDocument: false, NeedAttestation: true, Window.Always);
        Assert.Equal("Add 2 references.", Judge(two, Accepted()).Cure);
        Assert.Equal("Add 1 reference.", Judge(two, Accepted(Reference(1) with { AttestedMinutes = 0 })).Cure);
        Assert.Equal("Ask for your reference to be confirmed.", Judge(two, Accepted(Reference(1), Reference(2))).Cure);
        Assert.Equal("Nothing to do: wait for the board to judge what you sent.", Judge(TheExam, Accepted(Exam(1, "NCPRSS").OnlyClaimed())).Cure);
        Assert.Equal("Pass the NCPRSS exam and add the result.", Judge(TheExam, Accepted(Exam(1, "NCPRSS", passed: false).OnlyClaimed())).Cure);
        Assert.Equal("Add a high-school diploma or higher, with a copy of it.", Judge(Diploma, Accepted()).Cure);
        Assert.Equal("Attach the document to your education record.", Judge(Diploma, Accepted(Education(1, EducationLevel.BachelorDegree, document: false))).Cure);
        Assert.Equal("Read and sign: The code of ethics (version 2).", Judge(TheCode, Accepted()).Cure);
    }

    private static void ComesOut(string? code, Finding finding)
    {
        Assert.Equal(code is null, finding.IsMet);
        Assert.Equal(code, finding.NotCounted.SingleOrDefault()?.Code);
        Assert.Equal((code is null ? 1 : 0, 1, FindingUnit.Count), (finding.Have, finding.Need, finding.Unit));
        Assert.Equal(code is null, finding.Cure is null);
    }
}
