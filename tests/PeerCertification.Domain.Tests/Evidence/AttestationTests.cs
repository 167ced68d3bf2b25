using PeerCertification.Domain.Evidence;

namespace PeerCertification.Domain.Tests.Evidence;

public class AttestationTests
{
    private static readonly EvidenceDetail Practice = new EvidenceDetail.Practice(new DateOnly(2026, 2, 1), 90, ServiceRole.PeerCoach, [SupportDomain.Emotional], Modality.Individual, "Community center", null, Compensation.Volunteer, "Sam Ortiz", "sam@example.test");

    private static readonly EvidenceDetail Training = new EvidenceDetail.Training("Ethics", "House of Peers", new DateOnly(2026, 1, 30), new DateOnly(2026, 2, 1), TrainingMode.InPerson, [new TopicMinutes("ethics", 360)]);

    private static readonly EvidenceDetail Education = new EvidenceDetail.Education(EducationLevel.Ged, "County school", new DateOnly(2010, 6, 1));

    private static readonly Attester Jo = new("Jo Mills", "jo@example.test");

    private static readonly Dictionary<AttestationState, string> Moves = new()
    {
        // State: what each act leads to, in the order Send Open Complete Decline Expire Cancel Renew; - where it is refused.
        [AttestationState.Created] = "Sent Opened Completed Declined Expired Cancelled Created",
        [AttestationState.Sent] = "- Opened Completed Declined Expired Cancelled Created",
        [AttestationState.Opened] = "- Opened Completed Declined Expired Cancelled Created",
        [AttestationState.Completed] = "- - - - - - -",
        [AttestationState.Declined] = "- - - - - - -",
        [AttestationState.Expired] = "- - - - - Cancelled Created",
        [AttestationState.Cancelled] = "- - - - - - -",
    };

    [Fact]
    public void The_life_of_a_request_is_this_table_and_nothing_else()
    {
        foreach (var state in Enum.GetValues<AttestationState>())
        {
            var row = Enum.GetValues<AttestationAct>().Select(act => AttestationLifecycle.Table.Decide(state, act)).Select(o => o.Refusal is null ? o.Value.ToString() : "-");
            Assert.Equal($"{state}: {Moves[state]}", $"{state}: {string.Join(' ', row)}");
        }
    }

    [Theory]
    [InlineData(AttestationState.Sent, -1, AttestationState.Sent)] // a moment before it runs out
    [InlineData(AttestationState.Sent, 0, AttestationState.Expired)] // at the moment
    [InlineData(AttestationState.Opened, 1, AttestationState.Expired)]
    [InlineData(AttestationState.Created, 1, AttestationState.Expired)]
    [InlineData(AttestationState.Completed, 1, AttestationState.Completed)] // an answer does not run out
    [InlineData(AttestationState.Cancelled, 1, AttestationState.Cancelled)]
    public void A_link_runs_out_by_itself(AttestationState written, int secondsAfter, AttestationState expected)
    {
        var ends = new DateTime(2026, 3, 31, 12, 0, 0, DateTimeKind.Utc);

        Assert.Equal(expected, AttestationLifecycle.AsOf(written, ends, ends.AddSeconds(secondsAfter)));
    }

    [Theory]
    [InlineData(AttestationState.Created, null)]
    [InlineData(AttestationState.Sent, null)]
    [InlineData(AttestationState.Opened, null)]
    [InlineData(AttestationState.Completed, "attestation.already_answered")]
    [InlineData(AttestationState.Declined, "attestation.already_answered")]
    [InlineData(AttestationState.Expired, "attestation.link_expired")]
    [InlineData(AttestationState.Cancelled, "attestation.link_not_good")]
    public void A_link_is_good_while_an_answer_is_awaited(AttestationState state, string? code) => Assert.Equal(code, AttestationRules.AgainstLink(state)?.Code);

    [Fact]
    public void A_cancelled_link_is_refused_in_the_words_of_one_that_never_was() =>
        Assert.Equal(AttestationRules.AgainstLink(null), AttestationRules.AgainstLink(AttestationState.Cancelled));

    [Theory]
    [InlineData(AttestationAnswer.Confirmed, null, 90)]
    [InlineData(AttestationAnswer.Corrected, 89, 89)]
    [InlineData(AttestationAnswer.Corrected, 1, 1)]
    [InlineData(AttestationAnswer.Declined, null, 0)]
    public void An_answer_stands_for_minutes(AttestationAnswer answer, int? minutes, int expected) =>
        Assert.Equal(expected, AttestationRules.Weigh(answer, 90, minutes).Value.Minutes);

    [Theory]
    [InlineData(91, "attestation.minutes_above_claim")]
    [InlineData(90, "attestation.minutes_unchanged")]
    [InlineData(0, "attestation.minutes_needed")]
    [InlineData(-5, "attestation.minutes_needed")]
    [InlineData(null, "attestation.minutes_needed")]
    public void A_correction_needs_fewer_minutes_but_some(int? minutes, string code) =>
        Assert.Equal(code, AttestationRules.Weigh(AttestationAnswer.Corrected, 90, minutes).Refusal?.Code);

    [Fact]
    public void No_answer_is_worth_more_than_was_claimed()
    {
        var worth = from claimed in Enumerable.Range(0, 40)
                    from answer in Enum.GetValues<AttestationAnswer>()
                    from minutes in Enumerable.Range(-2, 50).Cast<int?>().Append(null)
                    let weighed = AttestationRules.Weigh(answer, claimed, minutes)
                    where weighed.Refusal is null
                    select (claimed, weighed.Value.Minutes);

        Assert.All(worth, w => Assert.InRange(w.Minutes, 0, w.claimed));
    }

    [Fact]
    public void The_entrys_own_supervisor_is_asked_when_nobody_else_is_named() =>
        Assert.Equal(new Attester("Sam Ortiz", "sam@example.test"), AttestationRules.MayAsk(EvidenceState.Claimed, Practice, AttesterRole.Supervisor, null, "ana@example.test").Value);

    [Fact]
    public void A_named_attester_comes_before_the_entrys_own() =>
        Assert.Equal(Jo, AttestationRules.MayAsk(EvidenceState.Claimed, Practice, AttesterRole.Supervisor, Jo, "ana@example.test").Value);

    [Fact]
    public void A_training_names_nobody_so_somebody_must_be_named() =>
        Assert.Equal("attestation.attester_missing", AttestationRules.MayAsk(EvidenceState.Claimed, Training, AttesterRole.Trainer, null, null).Refusal?.Code);

    [Fact]
    public void Nobody_attests_their_own_statement() =>
        Assert.Equal("attestation.attester_is_applicant", AttestationRules.MayAsk(EvidenceState.Claimed, Practice, AttesterRole.Supervisor, null, "Sam+peer@Example.test").Refusal?.Code);

    [Fact]
    public void A_diploma_is_shown_and_not_attested() =>
        Assert.Equal("attestation.role_does_not_fit", AttestationRules.MayAsk(EvidenceState.Claimed, Education, AttesterRole.Referee, Jo, null).Refusal?.Code);

    [Theory]
    [InlineData(EvidenceState.Draft)]
    [InlineData(EvidenceState.Attested)]
    [InlineData(EvidenceState.Superseded)]
    public void Only_a_claimed_entry_is_attested(EvidenceState state) =>
        Assert.Equal("evidence.act_not_allowed", AttestationRules.MayAsk(state, Practice, AttesterRole.Supervisor, Jo, null).Refusal?.Code);

    [Fact]
    public void Every_kind_of_entry_has_its_attesters_or_none_by_decision_and_every_attested_kind_has_a_question()
    {
        Assert.Equal(Enum.GetValues<EvidenceKind>().Order(), AttestationRules.RolesFor.Keys.Order());
        Assert.Equal("Did Ana Reyes attend 6 h of the training \"Ethics\", which ended on 2026-02-01?", AttestationQuestion.About("Ana Reyes", Training));
        Assert.Equal("Did Ana Reyes give 1 h 30 min of peer support on 2026-02-01?", AttestationQuestion.About("Ana Reyes", Practice));
        Assert.Equal("Did you supervise Ana Reyes for 45 min on 2026-02-01?", AttestationQuestion.About("Ana Reyes", new EvidenceDetail.Supervision(new DateOnly(2026, 2, 1), 45, Modality.Individual, null, "Sam Ortiz", "sam@example.test")));
        Assert.Equal("Did you give Ana Reyes a reference on 2026-02-01, and do you stand by it?", AttestationQuestion.About("Ana Reyes", new EvidenceDetail.Reference("Jo Mills", "jo@example.test", "Colleague", new DateOnly(2026, 2, 1))));
    }
}
