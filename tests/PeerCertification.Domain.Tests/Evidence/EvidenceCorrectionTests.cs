using PeerCertification.Domain.Evidence;

namespace PeerCertification.Domain.Tests.Evidence;

public class EvidenceCorrectionTests
{
    [Theory]
    [InlineData(EvidenceState.Draft, true, "Draft")]
    [InlineData(EvidenceState.Draft, false, "Claimed")]
    [InlineData(EvidenceState.Claimed, false, "Superseded")]
    [InlineData(EvidenceState.Claimed, true, "Superseded")]
    [InlineData(EvidenceState.Attested, false, "Superseded")]
    [InlineData(EvidenceState.Accepted, false, "evidence.act_not_allowed")]
    [InlineData(EvidenceState.PartlyAccepted, false, "evidence.act_not_allowed")]
    [InlineData(EvidenceState.Rejected, false, "evidence.act_not_allowed")]
    [InlineData(EvidenceState.Superseded, false, "evidence.act_not_allowed")]
    public void Only_a_draft_is_written_over(EvidenceState state, bool asDraft, string expected) =>
        Assert.Equal(expected, Told(EvidenceCorrection.Correct(state, EvidenceKind.Practice, EvidenceKind.Practice, isHeld: false, asDraft)));

    [Fact]
    public void An_entry_keeps_its_kind() =>
        Assert.Equal("evidence.kind_cannot_change", Told(EvidenceCorrection.Correct(EvidenceState.Draft, EvidenceKind.Practice, EvidenceKind.Exam, isHeld: false, asDraft: true)));

    [Theory]
    [InlineData(EvidenceState.Draft, "Superseded")]
    [InlineData(EvidenceState.Claimed, "Superseded")]
    [InlineData(EvidenceState.Attested, "Superseded")]
    [InlineData(EvidenceState.Superseded, "evidence.act_not_allowed")]
    public void What_was_withdrawn_once_cannot_be_withdrawn_again(EvidenceState state, string expected) =>
        Assert.Equal(expected, Told(EvidenceCorrection.Withdraw(state, isHeld: false)));

    [Theory]
    [InlineData(EvidenceState.Draft)]
    [InlineData(EvidenceState.Claimed)]
    [InlineData(EvidenceState.Attested)]
    [InlineData(EvidenceState.Superseded)]
    public void What_a_board_relies_on_stays(EvidenceState state)
    {
        Assert.Equal("evidence.in_submitted_application", Told(EvidenceCorrection.Withdraw(state, isHeld: true)));
        Assert.Equal("evidence.in_submitted_application", Told(EvidenceCorrection.Correct(state, EvidenceKind.Exam, EvidenceKind.Exam, isHeld: true, asDraft: false)));
    }

    private static string Told(Outcome<EvidenceState> outcome) => outcome.Refusal?.Code ?? outcome.Value.ToString();
}
