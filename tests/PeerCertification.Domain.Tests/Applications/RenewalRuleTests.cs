using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Life;
using PeerCertification.Domain.Tests.Requirements.Life;
using static PeerCertification.Domain.Tests.Requirements.Entries;
using static PeerCertification.Domain.Tests.Requirements.Life.Lives;

namespace PeerCertification.Domain.Tests.Applications;

public class RenewalRuleTests
{
    private const string Plain = """
        "period": { "months": 24, "source": "page", "renewalsAtMost": 2, "extensions": [ { "id": "once", "label": "Once", "source": "page", "kind": "Once", "months": 3 } ] },
        "renewal": { "id": "renewal", "label": "Renewal", "source": "page", "opensBefore": { "days": 90 }, "pendingKeepsStanding": true,
          "root": { "element": "minutes", "id": "ce", "label": "20 hours", "source": "page", "kind": "Training", "atLeast": "20h" },
          "late": [ { "id": "late", "label": "Late", "source": "page", "until": { "days": 30 }, "standing": "Inactive" } ] }
        """;

    private static readonly CredentialAct Issue = new(1, CredentialActKind.Issue, Day("2024-01-01"), At("2024-01-01"), Opens: Span("2024-01-01", "2025-12-31"), AfterEnd: [new(Day("2026-01-30"), Standing.Inactive)]);

    [Theory]
    [InlineData(CredentialActKind.Deactivate, "renewal.inactive")]
    [InlineData(CredentialActKind.Suspend, "renewal.suspended")]
    [InlineData(CredentialActKind.Revoke, "renewal.revoked")]
    [InlineData(CredentialActKind.Surrender, "renewal.surrendered")]
    [InlineData(CredentialActKind.RecordDeath, "renewal.holder_died")]
    public void What_the_board_took_away_or_set_at_rest_is_not_renewed(CredentialActKind kind, string code)
    {
        CredentialAct[] acts = [Issue, new(2, kind, Day("2025-11-01"), At("2025-11-01"))];
        Assert.Equal(code, RenewalRule.Send(Set(Plain), acts, Day("2025-12-01")).Refusal?.Code);
        Assert.Null(RenewalRule.Send(Set(Plain), acts, Day("2025-10-31")).Refusal); // the day before
    }

    [Theory]
    [InlineData("2025-10-01", "renewal.too_early")]
    [InlineData("2025-10-02", null)] // ninety days before the end
    [InlineData("2026-01-30", null)]
    [InlineData("2026-01-31", "renewal.closed")]
    public void A_renewal_can_be_sent_from_its_opening_to_the_last_day_of_the_last_band(string on, string? code) =>
        Assert.Equal(code, RenewalRule.Send(Set(Plain), [Issue], Day(on)).Refusal?.Code);

    [Fact]
    public void After_the_last_renewal_there_is_none_left()
    {
        CredentialAct[] acts = [Issue, Renewal(2, "2026-01-01", "2027-12-31"), Renewal(3, "2028-01-01", "2029-12-31")];
        Assert.Equal("renewal.none_left", RenewalRule.Send(Set(Plain), acts, Day("2029-12-01")).Refusal?.Code);
        Assert.Null(RenewalRule.Send(Set(Plain), acts[..2], Day("2027-12-01")).Refusal);
    }

    [Fact]
    public void Rules_that_do_not_say_what_is_asked_renew_nothing()
    {
        Assert.Equal("renewal.not_in_rules", RenewalRule.Send(null, [Issue], Day("2025-12-01")).Refusal?.Code);
        Assert.Equal("renewal.not_in_rules", RenewalRule.Send(Set("""
            "renewal": { "id": "renewal", "label": "Renewal", "source": "page" }
            """), [Issue], Day("2025-12-01")).Refusal?.Code);
    }

    [Theory]
    [InlineData("2023-12-31", 0)] // before certification
    [InlineData("2024-01-01", 1200)]
    [InlineData("2025-12-31", 1200)]
    [InlineData("2026-01-01", 0)] // papers have grace, hours have none
    public void Hours_count_from_the_award_to_the_end(string earned, int counted)
    {
        var (set, on) = (Set(Plain), Day("2026-01-15"));
        var facts = FactsOf(set, on, Training(1, "peer", 1200, Day(earned)));
        Assert.Equal(counted, RequirementEvaluator.Evaluate(set, facts, on).Root.Have);
    }

    [Fact]
    public void A_rule_that_looks_back_further_than_a_period_reaches_before_it()
    {
        var set = Set(Plain.Replace("\"atLeast\": \"20h\"", "\"atLeast\": \"20h\", \"withinMonths\": 72", StringComparison.Ordinal));
        var on = Day("2025-12-01");
        Assert.Equal(1200, RequirementEvaluator.Evaluate(set, FactsOf(set, on, Training(1, "peer", 1200, Day("2021-01-01"))), on).Root.Have);
    }

    [Fact]
    public void A_document_of_the_first_application_is_not_signed_for_the_renewal()
    {
        var set = Set(Plain.Replace("""{ "element": "minutes", "id": "ce", "label": "20 hours", "source": "page", "kind": "Training", "atLeast": "20h" }""", Tree("code"), StringComparison.Ordinal));
        var on = Day("2025-12-01");
        Assert.False(RequirementEvaluator.Evaluate(set, FactsOf(set, on, Signed(1, "code") with { Detail = new EvidenceDetail.SignedDocument("code", "1", Day("2023-12-20")) }), on).IsMet);
        Assert.True(RequirementEvaluator.Evaluate(set, FactsOf(set, on, Signed(1, "code") with { Detail = new EvidenceDetail.SignedDocument("code", "1", Day("2025-11-20")) }), on).IsMet);
    }

    [Fact]
    public void What_is_over_the_need_was_not_used_and_the_latest_is_set_free_first()
    {
        var (set, on) = (Set(Plain), Day("2025-12-01"));
        var facts = FactsOf(set, on, Training(1, "peer", 900, Day("2024-05-01")), Training(2, "peer", 900, Day("2025-05-01")));
        var used = UsedMinutes.In(facts, RequirementEvaluator.Evaluate(set, facts, on));
        Assert.Equal([900, 300], facts.Evidence.Select(e => used[e.Id]));
    }

    [Fact]
    public void Nothing_counts_twice_for_two_periods()
    {
        var (set, on) = (Set(Plain), Day("2025-12-01"));
        var first = FactsOf(set, on, Training(1, "peer", 1200, Day("2025-05-01")));
        var settled = new SettledPeriod(first, RequirementEvaluator.Evaluate(set, first, on));
        var renewing = RenewalRule.At(set, [Issue, Renewal(2, "2025-03-01", "2027-02-28")], on, new HeldPeriod(Span("2025-03-01", "2027-02-28"), Span("2025-03-01", "2027-02-28")));
        var second = RenewalRule.FactsOf(set, renewing, Accepted(Training(1, "peer", 1200, Day("2025-05-01"))), on, settled, null);
        var evaluation = RequirementEvaluator.Evaluate(set, second, on);
        Assert.Equal(0, evaluation.Root.Have);
        Assert.Equal(NotCounted.UsedBefore, Assert.Single(evaluation.Root.NotCounted).Code);
    }

    [Theory]
    [InlineData("2025-12-31", "2026-02-10", "2026-01-01")] // in time, whenever the board answers
    [InlineData("2026-01-05", "2026-02-10", "2026-02-10")] // late, and this band is no grace
    public void A_late_renewal_is_not_back_dated(string sent, string decided, string starts)
    {
        var set = Set(Plain);
        var next = RenewalRule.Next(set, Accepted(), Span("2024-01-01", "2025-12-31"), Day(sent), Day(decided), WorkingDays.WithoutHolidays, []);
        Assert.Equal(Day(starts), next.Value.StartsOn);
    }

    [Theory]
    [InlineData("once", 0, "2025-12-01", null)]
    [InlineData("once", 1, "2025-12-01", "extension.used_up")]
    [InlineData("war", 0, "2025-12-01", "extension.not_in_rules")]
    [InlineData("once", 0, "2026-01-30", null)] // it could still be renewed
    [InlineData("once", 0, "2026-01-31", "extension.too_late")]
    public void A_period_is_made_longer_as_often_as_its_rules_say(string ground, int taken, string on, string? code)
    {
        var extended = RenewalRule.Extend(Set(Plain), Span("2024-01-01", "2025-12-31"), ground, taken, Day(on));
        Assert.Equal(code, extended.Refusal?.Code);
        Assert.True(code is not null || extended.Value.EndsOn == Day("2026-03-31"));
    }

    [Theory]
    [InlineData("2025-12-31", Standing.Active, StandingCause.ActsAndPeriod)]
    [InlineData("2026-01-01", Standing.Inactive, StandingCause.RenewalLate)]
    [InlineData("2026-01-30", Standing.Inactive, StandingCause.RenewalLate)]
    [InlineData("2026-01-31", Standing.Expired, StandingCause.ActsAndPeriod)]
    public void After_the_end_the_bands_say_what_is_shown(string on, Standing standing, StandingCause because)
    {
        var answer = CredentialTimeline.On(Day(on), [Issue], DateTime.MaxValue)!;
        Assert.Equal((standing, because), (answer.Standing, answer.Because));
        Assert.NotEmpty(StandingSentence.For(answer, Day(on)));
    }

    [Fact]
    public void A_wait_keeps_the_standing_until_it_ends_and_not_what_the_board_takes_away()
    {
        CredentialAct waits = new(2, CredentialActKind.AwaitRenewal, Day("2025-12-20"), At("2025-12-20"));
        CredentialAct ended = new(3, CredentialActKind.EndAwait, Day("2026-03-01"), At("2026-03-01"));
        CredentialAct suspended = new(4, CredentialActKind.Suspend, Day("2026-02-01"), At("2026-02-01"), UntilOn: Day("2026-02-10"));
        Assert.Equal(StandingCause.RenewalWaits, On("2026-02-28", Issue, waits, ended).Because);
        Assert.Equal(Standing.Active, On("2026-02-28", Issue, waits, ended).Standing);
        Assert.Equal(Standing.Expired, On("2026-03-01", Issue, waits, ended).Standing);
        Assert.Equal(Standing.Suspended, On("2026-02-10", Issue, waits, suspended).Standing);
        Assert.Equal(Standing.Active, On("2026-02-11", Issue, waits, suspended).Standing);
        Assert.Contains("waits for the board", StandingSentence.For(On("2026-02-28", Issue, waits), Day("2026-02-28")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_end_of_a_wait_leaves_a_suspension_as_it_is()
    {
        CredentialAct[] acts = [Issue, new(2, CredentialActKind.AwaitRenewal, Day("2025-06-01"), At("2025-06-01")), new(3, CredentialActKind.Suspend, Day("2025-06-02"), At("2025-06-02"), UntilOn: Day("2025-06-20")), new(4, CredentialActKind.EndAwait, Day("2025-06-10"), At("2025-06-10"))];
        Assert.Equal((Standing.Suspended, Day("2025-06-20")), (On("2025-06-15", acts).Standing, On("2025-06-15", acts).StandingUntilOn));
        Assert.Equal(Standing.Active, On("2025-06-21", acts).Standing);
    }

    [Fact]
    public void An_extended_period_takes_the_place_of_the_one_before_and_both_are_kept()
    {
        CredentialAct[] acts = [Issue, new(2, CredentialActKind.Extend, Day("2026-01-10"), At("2026-01-10"), Opens: Span("2024-01-01", "2026-03-31"))];
        Assert.Equal(Standing.Active, On("2026-01-05", acts).Standing);
        Assert.Equal(Standing.Inactive, CredentialTimeline.On(Day("2026-01-05"), acts, At("2026-01-09"))!.Standing); // as known before
        Assert.Equal((Day("2026-03-31"), Day("2026-01-01")), (CredentialTimeline.Periods(acts)[0].Period.EndsOn, CredentialTimeline.Periods(acts)[0].ExtensionFromOn));
    }

    private static StandingAnswer On(string day, params CredentialAct[] acts) => CredentialTimeline.On(Day(day), acts, DateTime.MaxValue)!;

    private static Facts FactsOf(RequirementSet set, DateOnly on, params EvidenceFact[] entries) =>
        RenewalRule.FactsOf(set, RenewalRule.At(set, [Issue], on, CredentialTimeline.Periods([Issue])[0]), Accepted(entries), on, null, null);

    private static CredentialAct Renewal(int sequence, string starts, string ends) => new(sequence, CredentialActKind.Renew, Day(starts), At(starts), Opens: Span(starts, ends));

    private static DateTime At(string day) => Day(day).ToDateTime(new TimeOnly(12, 0), DateTimeKind.Utc);
}
