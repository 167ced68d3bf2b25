using PeerCertification.Domain.Credentials;

namespace PeerCertification.Domain.Tests.Credentials;

public class CredentialTimelineTests
{
    private static readonly DateOnly Start = new(2024, 3, 15);
    private static readonly DateTime Noon = new(2024, 3, 15, 12, 0, 0, DateTimeKind.Utc);
    private static readonly CredentialAct Award = new(1, CredentialActKind.Issue, Start, Noon, Opens: new Period(Start, new(2026, 3, 14), new(2026, 4, 13)));

    [Theory]
    [InlineData("2024-03-14", Standing.NotYetEffective)]
    [InlineData("2024-03-15", Standing.Active)] // the first day
    [InlineData("2026-03-14", Standing.Active)] // the last day
    [InlineData("2026-03-15", Standing.InGrace)] // the day after
    [InlineData("2026-04-13", Standing.InGrace)] // the last day of grace
    [InlineData("2026-04-14", Standing.Expired)]
    public void Without_further_acts_the_calendar_decides(string on, Standing standing) => Assert.Equal(standing, On(on, Award).Standing);

    [Fact]
    public void Before_it_was_recorded_nothing_was_known() =>
        Assert.Null(CredentialTimeline.On(Start, [Award], Noon.AddTicks(-1)));

    [Theory]
    [InlineData("2025-01-01", Standing.Suspended)]
    [InlineData("2025-01-31", Standing.Suspended)] // its last day
    [InlineData("2025-02-01", Standing.Active)] // over by itself
    public void A_suspension_with_a_last_day_ends_after_it(string on, Standing standing)
    {
        var answer = On(on, Award, Act(2, CredentialActKind.Suspend, "2025-01-01", until: "2025-01-31"));

        Assert.Equal(standing, answer.Standing);
        Assert.Equal(standing == Standing.Suspended ? new DateOnly(2025, 1, 31) : null, answer.StandingUntilOn);
    }

    [Theory]
    [InlineData("2026-03-20", Standing.Suspended)] // the period has ended, the suspension has not
    [InlineData("2026-05-01", Standing.Expired)] // the suspension has ended too
    public void A_suspended_credential_reads_as_suspended_beyond_its_period(string on, Standing standing) =>
        Assert.Equal(standing, On(on, Award, Act(2, CredentialActKind.Suspend, "2026-03-01", until: "2026-04-30")).Standing);

    [Theory]
    [InlineData("2026-03-14", Standing.Inactive)]
    [InlineData("2026-03-15", Standing.Expired)] // grace is for those who practise
    public void An_inactive_credential_expires_without_grace(string on, Standing standing) =>
        Assert.Equal(standing, On(on, Award, Act(2, CredentialActKind.Deactivate, "2025-01-01")).Standing);

    [Theory]
    [InlineData(CredentialActKind.Revoke, Standing.Revoked)]
    [InlineData(CredentialActKind.Surrender, Standing.Surrendered)]
    [InlineData(CredentialActKind.RecordDeath, Standing.Deceased)]
    public void What_is_final_outranks_suspension_and_calendar(CredentialActKind kind, Standing standing)
    {
        CredentialAct[] acts = [Award, Act(2, CredentialActKind.Suspend, "2025-01-01"), Act(3, kind, "2025-02-01")];

        Assert.Equal(Standing.Suspended, On("2025-01-31", acts).Standing);
        Assert.Equal(standing, On("2025-02-01", acts).Standing);
        Assert.Equal(standing, On("2030-01-01", acts).Standing);
    }

    [Fact]
    public void A_renewal_opens_the_next_period_and_the_first_issue_stays()
    {
        var renewal = Act(2, CredentialActKind.Renew, "2026-03-15") with { Opens = new Period(new(2026, 3, 15), new(2028, 3, 14)) };

        Assert.Equal(new DateOnly(2026, 3, 14), On("2026-03-14", Award, renewal).Period.EndsOn);
        Assert.Equal(new DateOnly(2028, 3, 14), On("2026-03-15", Award, renewal).Period.EndsOn);
        Assert.Equal(Standing.Active, On("2026-03-15", Award, renewal).Standing);
        Assert.Equal(Start, On("2027-01-01", Award, renewal).FirstIssuedOn);
    }

    [Fact]
    public void Acts_recorded_out_of_order_take_effect_in_the_order_of_their_days()
    {
        CredentialAct[] acts = [Award, Act(2, CredentialActKind.Suspend, "2025-06-01"), Act(3, CredentialActKind.Reactivate, "2025-03-01"), Act(4, CredentialActKind.Deactivate, "2025-01-01")];

        Assert.Equal([Standing.Active, Standing.Inactive, Standing.Active, Standing.Suspended], new[] { "2024-12-31", "2025-01-01", "2025-03-01", "2025-06-01" }.Select(d => On(d, acts).Standing));
    }

    [Fact]
    public void An_act_that_would_break_a_later_one_is_refused_and_names_it()
    {
        CredentialAct[] acts = [Award, Act(2, CredentialActKind.Suspend, "2025-06-01")];

        var refusal = CredentialTimeline.Record(Act(3, CredentialActKind.Revoke, "2025-01-01"), acts, Start).Refusal;

        Assert.Equal("credential.act_not_allowed", refusal?.Code);
        Assert.Equal("Revoke does not fit what is recorded already: on 2025-06-01 stands Suspend (act 2). A credential that is Revoked cannot be put through Suspend. Vacate that act first.", refusal?.Reason);
    }

    [Fact]
    public void A_vacated_act_has_never_been()
    {
        CredentialAct[] acts = [Award, Act(2, CredentialActKind.Revoke, "2025-01-01"), Act(3, CredentialActKind.Vacate, "2025-02-01") with { VacatesSequence = 2 }];

        Assert.Equal(Standing.Active, On("2025-01-15", acts).Standing);
        Assert.Equal(Standing.Revoked, CredentialTimeline.On(new(2025, 1, 15), acts, acts[1].RecordedAtUtc)!.Standing);
    }

    [Theory]
    [InlineData(1)] // the award itself
    [InlineData(3)] // a vacate
    [InlineData(2)] // vacated before
    [InlineData(9)] // never recorded
    public void What_cannot_be_vacated_is_refused(int sequence)
    {
        CredentialAct[] acts = [Award, Act(2, CredentialActKind.Revoke, "2025-01-01"), Act(3, CredentialActKind.Vacate, "2025-02-01") with { VacatesSequence = 2 }];

        Assert.Equal("credential.vacate_not_possible", CredentialTimeline.Record(Act(4, CredentialActKind.Vacate, "2025-02-01") with { VacatesSequence = sequence }, acts, Start).Refusal?.Code);
    }

    [Fact]
    public void An_act_that_another_rests_on_is_not_vacated_under_it()
    {
        CredentialAct[] acts = [Award, Act(2, CredentialActKind.Suspend, "2025-01-01"), Act(3, CredentialActKind.LiftSuspension, "2025-02-01")];

        Assert.Equal("credential.act_not_allowed", CredentialTimeline.Record(Act(4, CredentialActKind.Vacate, "2025-03-01") with { VacatesSequence = 2 }, acts, Start).Refusal?.Code);
    }

    [Theory]
    [InlineData("2024-03-14", "The credential is in effect from 2024-03-15; nothing can take effect on it before.")]
    [InlineData("2075-05-06", "2075-05-06 is over 50 years ahead, where no verification reaches.")] // 2205 for 2025, say
    [InlineData("2075-05-05", null)]
    public void An_act_takes_effect_where_verifications_reach(string on, string? reason) =>
        Assert.Equal(reason, CredentialTimeline.Record(Act(2, CredentialActKind.Suspend, on), [Award], new DateOnly(2025, 5, 5)).Refusal?.Reason);

    [Theory]
    [InlineData("2025-05-05", null)] // today
    [InlineData("2025-05-06", "credential.death_in_future")]
    public void A_death_is_recorded_up_to_today(string on, string? code) =>
        Assert.Equal(code, CredentialTimeline.Record(Act(2, CredentialActKind.RecordDeath, on), [Award], new DateOnly(2025, 5, 5)).Refusal?.Code);

    [Theory]
    [InlineData("2026-03-14", null, "the last day of its period")]
    [InlineData("2026-04-13", null, "the last day of grace")]
    [InlineData("2026-04-14", "credential.not_good_on_day", "expired")]
    public void An_endorsement_is_added_from_a_day_on_which_the_credential_is_good(string on, string? code, string why) =>
        Assert.True(code == CredentialTimeline.Record(Endorse(2, on), [Award], new(2027, 1, 1)).Refusal?.Code, why);

    [Theory]
    [InlineData(Standing.Inactive, "credential.not_good_on_day")]
    [InlineData(Standing.InGrace, null)]
    public void A_late_band_says_whether_an_endorsement_is_added(Standing shown, string? code) =>
        Assert.Equal(code, CredentialTimeline.Record(Endorse(2, "2026-05-01"), [Award with { AfterEnd = [new(new(2026, 6, 30), shown)] }], Start).Refusal?.Code);

    [Fact]
    public void What_an_endorsement_was_added_to_is_taken_back_after_it()
    {
        CredentialAct[] acts = [Award, Act(2, CredentialActKind.Renew, "2026-03-15") with { Opens = new Period(new(2026, 3, 15), new(2028, 3, 14)) }, Endorse(3, "2026-06-01")];
        var vacate = Act(4, CredentialActKind.Vacate, "2026-07-01") with { VacatesSequence = 2 };

        Assert.Equal("Without act 2 the credential would be Expired on 2026-06-01, from which day family was added. Vacate act 3 first.", CredentialTimeline.Record(vacate, acts, Start).Refusal?.Reason);
        Assert.Null(CredentialTimeline.Record(vacate with { Sequence = 5 }, [.. acts, vacate with { VacatesSequence = 3 }], Start).Refusal);
    }

    [Fact]
    public void That_a_renewal_waits_no_longer_is_recorded_whatever_was_endorsed_meanwhile()
    {
        CredentialAct[] acts = [Award, Act(2, CredentialActKind.AwaitRenewal, "2026-03-01"), Endorse(3, "2026-06-01")];

        Assert.Null(CredentialTimeline.Record(acts[2], acts[..2], Start).Refusal);
        Assert.Null(CredentialTimeline.Record(Act(4, CredentialActKind.EndAwait, "2026-05-01"), acts, Start).Refusal);
    }

    [Fact]
    public void Where_clocks_disagree_an_act_is_not_known_before_the_one_it_was_built_on()
    {
        var suspended = Act(2, CredentialActKind.Suspend, "2025-01-01");
        var lifted = Act(3, CredentialActKind.LiftSuspension, "2025-01-02") with { RecordedAtUtc = suspended.RecordedAtUtc.AddSeconds(-1) };

        Assert.Equal(Standing.Active, CredentialTimeline.On(new(2025, 1, 1), [Award, suspended, lifted], lifted.RecordedAtUtc)!.Standing);
        Assert.Equal(Standing.Suspended, CredentialTimeline.On(new(2025, 1, 1), [Award, suspended, lifted], suspended.RecordedAtUtc)!.Standing);
    }

    private static StandingAnswer On(string day, params CredentialAct[] acts) =>
        CredentialTimeline.On(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), acts, DateTime.MaxValue)!;

    private static CredentialAct Endorse(int sequence, string on) => Act(sequence, CredentialActKind.Endorse, on) with { Endorsement = "family" };

    private static CredentialAct Act(int sequence, CredentialActKind kind, string on, string? until = null) => new(
        sequence, kind, DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture), Noon.AddHours(sequence),
        until is null ? null : DateOnly.Parse(until, System.Globalization.CultureInfo.InvariantCulture));
}
