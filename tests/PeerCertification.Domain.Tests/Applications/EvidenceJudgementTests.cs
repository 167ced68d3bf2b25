using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Domain.Tests.Applications;

public class EvidenceJudgementTests
{
    [Theory]
    [InlineData(120, null, 120, "nobody attested: the claim")]
    [InlineData(120, 90, 90, "the attester corrected it down")]
    [InlineData(120, 120, 120, "the attester confirmed it")]
    [InlineData(120, 150, 120, "the attester saw more than was claimed")]
    [InlineData(0, null, 0, "an exam has no length")]
    public void Accepting_in_full_takes_what_was_attested_and_never_more_than_was_claimed(int claimed, int? attested, int accepted, string why)
    {
        var judged = Judge(EvidenceState.Attested, claimed, attested, Verdict.Accept, null);

        Assert.True(judged.Value == new JudgedEntry(EvidenceState.Accepted, accepted), why);
    }

    [Theory]
    [InlineData(120, null, 0, false)]
    [InlineData(120, null, 1, true)]
    [InlineData(120, null, 119, true)]
    [InlineData(120, null, 120, false)]
    [InlineData(120, 90, 89, true)]
    [InlineData(120, 90, 90, false)]
    [InlineData(120, 150, 119, true)]
    [InlineData(120, 150, 120, false)]
    [InlineData(1, null, 1, false)]
    [InlineData(0, null, 1, false)]
    [InlineData(120, 0, 1, false)]
    public void A_part_is_at_least_a_minute_and_less_than_could_be_accepted(int claimed, int? attested, int part, bool possible)
    {
        var judged = Judge(EvidenceState.Claimed, claimed, attested, Verdict.AcceptInPart, part);

        Assert.Equal(possible ? null : "judgement.minutes_not_possible", judged.Refusal?.Code);
        if (possible)
        {
            Assert.Equal(new JudgedEntry(EvidenceState.PartlyAccepted, part), judged.Value);
        }
    }

    [Fact]
    public void A_part_without_minutes_is_refused() =>
        Assert.Equal("judgement.minutes_not_possible", Judge(EvidenceState.Claimed, 60, null, Verdict.AcceptInPart, null).Refusal?.Code);

    [Fact]
    public void What_an_attester_declined_cannot_be_accepted_but_can_be_rejected()
    {
        Assert.Equal("judgement.minutes_not_possible", Judge(EvidenceState.Claimed, 60, 0, Verdict.Accept, null).Refusal?.Code);
        Assert.Equal(new JudgedEntry(EvidenceState.Rejected, 0), Judge(EvidenceState.Claimed, 60, 0, Verdict.Reject, null).Value);
    }

    [Theory]
    [InlineData(EvidenceState.Draft)]
    [InlineData(EvidenceState.Superseded)]
    public void What_was_not_submitted_cannot_be_judged(EvidenceState state)
    {
        foreach (var verdict in Enum.GetValues<Verdict>())
        {
            Assert.Equal("evidence.act_not_allowed", Judge(state, 60, null, verdict, 30).Refusal?.Code);
        }
    }

    [Fact]
    public void A_board_may_think_again() =>
        Assert.Equal(new JudgedEntry(EvidenceState.Accepted, 60), Judge(EvidenceState.Rejected, 60, null, Verdict.Accept, null).Value);

    [Fact]
    public void Entries_are_judged_in_review_and_in_no_other_state()
    {
        var judgeable = Enum.GetValues<ApplicationState>().Where(state =>
            EvidenceJudgement.Judge(state, EvidenceState.Claimed, 60, null, Verdict.Accept, null).Refusal?.Code != "application.act_not_allowed");

        Assert.Equal([ApplicationState.InReview], judgeable);
    }

    private static Outcome<JudgedEntry> Judge(EvidenceState entry, int claimed, int? attested, Verdict verdict, int? part) =>
        EvidenceJudgement.Judge(ApplicationState.InReview, entry, claimed, attested, verdict, part);
}
