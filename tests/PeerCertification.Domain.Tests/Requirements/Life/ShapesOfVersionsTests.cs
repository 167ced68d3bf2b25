using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Life;
using static PeerCertification.Domain.Tests.Requirements.Entries;
using static PeerCertification.Domain.Tests.Requirements.Life.Lives;

namespace PeerCertification.Domain.Tests.Requirements.Life;

/// <summary>How real rules change. Every test is one shape of domain/rule_shapes.json, with its figures.</summary>
public class ShapesOfVersionsTests
{
    [Theory]
    [InlineData("2021-01-01", 1)]
    [InlineData("2021-01-02", 2)]
    [InlineData("2017-12-31", null)]
    public void V1_PA_54_hour_applications_received_by_2021_01_01(string received, int? version) =>
        Assert.Equal(version, Choose([Version(1, "2018-01-01", "2021-01-01"), Version(2, "2021-01-02")], new(ReceivedOn: Day(received))).Version);

    [Theory]
    [InlineData("2020-09-30", "2022-05-01", 1)] // trained before, whenever it comes in
    [InlineData("2020-10-01", "2022-05-01", 2)]
    [InlineData(null, "2022-05-01", null)] // a training that nobody knows the day of decides nothing
    public void V2_NY_the_day_of_the_training_decides(string? trained, string received, int? version) =>
        Assert.Equal(version, Choose([Version(1, "2018-01-01", "2020-09-30", "Training"), Version(2, "2020-10-01", by: "Training")], new(Day(received), trained is null ? null : Day(trained))).Version);

    [Theory]
    [InlineData("2025-12-31", "2026-06-30", 1, "lapsed-before")]
    [InlineData("2025-12-31", "2026-07-01", 2, null)] // six months are over
    [InlineData("2026-01-01", "2026-03-01", 2, null)] // lapsed under the new rules
    [InlineData(null, "2026-03-01", 2, null)] // never lapsed
    public void V3_PA_those_lapsed_before_2026_have_six_months_under_the_old_rules(string? lapsed, string received, int version, string? exception)
    {
        var old = Version(1, "2018-01-01", "2025-12-31");
        var today = Version(2, "2026-01-01", more: """
            , "exceptions": [ { "id": "lapsed-before", "label": "Lapsed before 2026", "source": "pa_2026", "by": "Lapse", "untilOn": "2025-12-31", "receivedUntil": "2026-06-30", "useVersion": 1 } ]
            """);
        Assert.Equal(new VersionChoice(version, exception), Choose([old, today], new(Day(received), LapsedOn: lapsed is null ? null : Day(lapsed))));
    }

    [Theory]
    [InlineData("2015-04-15", false)]
    [InlineData("2015-04-16", true)]
    [InlineData("2016-12-31", true)]
    [InlineData("2017-01-01", false)]
    [InlineData(null, false)]
    public void V4_VA_those_certified_2015_to_2016_are_exempt_from_training(string? issued, bool exempt)
    {
        var life = Of($$"""
            "exceptions": [ { "id": "grandfathering", "label": "Certified before", "source": "va_30", "by": "Issue", "fromOn": "2015-04-16", "untilOn": "2016-12-31", "when": {{Tree("by-the-icrc-board")}}, "waives": ["training"] } ]
            """);
        var days = new DecidingDays(Today, IssuedOn: issued is null ? null : Day(issued));
        Assert.Equal(exempt ? ["training"] : [], life.ExceptionsFor(days, Met("by-the-icrc-board"), true).SelectMany(e => e.Waives));
        Assert.Empty(life.ExceptionsFor(days, Met(), true)); // certified by another board
    }

    [Fact]
    public void V5_IA_closed_to_new_applicants_and_still_renewable()
    {
        var life = Of("""
            "intake": [ { "id": "closed", "label": "Replaced by PRS", "source": "ia_ipst", "fromOn": "2018-01-01", "state": "Closed" } ]
            """);
        Assert.True(life.Takes(Day("2017-12-31"), isRenewal: false));
        Assert.False(life.Takes(Day("2018-01-01"), isRenewal: false));
        Assert.True(life.Takes(Day("2018-01-01"), isRenewal: true));
    }

    [Fact]
    public void V6_WA_the_title_changes_on_2025_11_03_and_the_credential_does_not()
    {
        var set = Set("""
            "titles": [ { "id": "cpss", "label": "New title", "source": "wa_doh2", "fromOn": "2025-11-03", "title": "Certified Peer Support Specialist" } ]
            """);
        Assert.Equal("Certified Peer Specialist", set.Life.TitleOn(Day("2025-11-02"), set.PublicTitle));
        Assert.Equal("Certified Peer Support Specialist", set.Life.TitleOn(Day("2025-11-03"), set.PublicTitle));
    }

    [Fact]
    public void V7_WI_an_emergency_order_changes_expiry_hours_and_fees_for_a_named_group()
    {
        var life = Of($$"""
            "fees": [ { "id": "renewal-fee", "label": "Renewal", "source": "wi_covid", "for": "Renewal", "cents": 2500 } ],
            "exceptions": [ { "id": "covid", "label": "Emergency order", "source": "wi_covid", "by": "Lapse", "fromOn": "2020-03-01", "untilOn": "2021-05-18", "when": {{Tree("could-not-train")}},
              "extendsTo": "2021-12-31", "waives": ["training"], "waivesFees": ["renewal-fee"] } ]
            """);
        var period = Span("2018-10-01", "2020-09-30", "2020-10-30");
        var applying = life.ExceptionsFor(new DecidingDays(LapsedOn: period.EndsOn), Met("could-not-train"), false);
        Assert.Equal(Span("2018-10-01", "2021-12-31", "2022-01-30"), RuleException.Extend(period, applying));
        var waived = applying.SelectMany(e => e.WaivesFees).ToHashSet();
        Assert.Equal((0, ChargeReason.Waived), Fee.Due(life.Fees, FeePurpose.Renewal, new FeeFacts(Met(), _ => 0, 0, waived)).Select(c => (c.Cents, c.Reason)).Single());
        var others = life.ExceptionsFor(new DecidingDays(LapsedOn: period.EndsOn), Met(), false);
        Assert.Equal((0, period), (others.Count, RuleException.Extend(period, others)));
        Assert.Equal(Span("2020-01-01", "2022-01-01"), RuleException.Extend(Span("2020-01-01", "2022-01-01"), applying)); // never made shorter
    }

    [Fact]
    public void V8_MD_a_domain_is_added_inside_the_total_of_a_later_version()
    {
        const string root = """
            "root": { "element": "minutes", "id": "training", "label": "Training", "source": "md_bridge", "kind": "Training", "atLeast": "46h" }
            """;
        var before = Set(root);
        var after = Set(root.Replace("\"46h\"", """
            "50h", "parts": [ { "id": "harm-reduction", "label": "4 hours", "source": "md_bridge", "topics": ["harm-reduction"], "atLeast": "4h" } ]
            """, StringComparison.Ordinal));
        var file = Accepted(Training(1, "peer", 50 * 60));
        Assert.Equal((true, false), (before.Root.IsMet(file), after.Root.IsMet(file)));
        Assert.True(after.Root.IsMet(Accepted(Training(1, "peer", 46 * 60), Training(2, "harm-reduction", 4 * 60))));
    }

    [Theory]
    [InlineData(12, "training: Its minimums ask for 21 hours, more than the 20 hours of the whole. Where a minute may serve two of them, say \"shared\": true.")]
    [InlineData(11, "")]
    public void V9_UT_2_and_6_and_1_and_12_hours_of_20_are_refused_and_11_are_not(int general, string problem) =>
        Assert.Equal(problem, Problems($$"""
            "root": { "element": "minutes", "id": "training", "label": "20 hours", "source": "ut_fix", "kind": "Training", "atLeast": "20h", "parts": [
              { "id": "of-ethics", "label": "2", "source": "ut_fix", "topics": ["ethics"], "atLeast": "2h" },
              { "id": "of-peer", "label": "6", "source": "ut_fix", "topics": ["peer"], "atLeast": "6h" },
              { "id": "of-suicide", "label": "1", "source": "ut_fix", "topics": ["suicide"], "atLeast": "1h" },
              { "id": "of-general", "label": "the rest", "source": "ut_fix", "topics": ["general"], "atLeast": "{{general}}h" } ] }
            """));

    [Theory]
    [InlineData("2023-06-29", IntakeState.Open)]
    [InlineData("2023-06-30", IntakeState.Suspended)]
    [InlineData("2023-12-27", IntakeState.Open)] // 180 days later
    public void V10_NM_intake_is_suspended_from_2023_06_30(string on, IntakeState state)
    {
        var life = Of("""
            "intake": [
              { "id": "suspended", "label": "Suspended for 90 to 180 days", "source": "nm_cpsw", "fromOn": "2023-06-30", "state": "Suspended" },
              { "id": "open-again", "label": "Open again", "source": "nm_cpsw", "fromOn": "2023-12-27", "state": "Open" } ]
            """);
        Assert.Equal(state, life.IntakeOn(Day(on)));
        Assert.Equal(state == IntakeState.Open, life.Takes(Day(on), isRenewal: false));
    }

    [Fact]
    public void Two_versions_cannot_send_an_application_back_and_forth()
    {
        static string To(int other) => $$"""
            , "exceptions": [ { "id": "to-{{other}}", "label": "Over there", "source": "page", "by": "Receipt", "useVersion": {{other}} } ]
            """;
        RequirementSet[] sets = [Version(1, "2018-01-01", "2020-12-31", more: To(2)), Version(2, "2021-01-01", more: To(1)), Version(3, "2024-01-01", more: To(9))];
        Assert.Equal(new VersionChoice(1, "to-1"), Choose(sets, new(Day("2022-01-01"))));
        Assert.Equal(new VersionChoice(2, "to-2"), Choose(sets, new(Day("2020-01-01"))));
        Assert.Equal(new VersionChoice(3, null), Choose(sets, new(Day("2024-01-01")))); // there is no version 9
        Assert.Equal(new VersionChoice(null, null), Choose([], new(Day("2024-01-01"))));
    }

    [Theory]
    [InlineData(null, 2)] // never held it: the day of receipt stands in
    [InlineData("2019-05-01", 1)]
    [InlineData("2021-05-01", 2)]
    public void The_day_of_issue_is_that_of_the_credential_of_this_type_which_the_person_had(string? issued, int version)
    {
        RequirementSet[] sets = [Version(1, "2018-01-01", "2020-12-31", "Issue"), Version(2, "2021-01-01", by: "Issue")];
        HeldCredential[] held = issued is null ? [] : [Had(sets[0].Board, sets[0].CredentialType, issued), Had(sets[0].Board, "OTHER", "2018-02-01"), Had("elsewhere", sets[0].CredentialType, "2018-02-01")];
        Assert.Equal(version, VersionChoice.For(sets, FileContents.Of(Accepted() with { Held = held }), Day("2022-01-01")).Version);
    }

    [Fact]
    public void The_day_of_the_training_is_the_last_of_the_latest_course_that_nobody_rejected()
    {
        RequirementSet[] sets = [Version(1, "2018-01-01", "2020-12-31", "Training"), Version(2, "2021-01-01", by: "Training")];
        var (early, late) = (Training(1, "peer", 60, Day("2020-12-31")), Training(2, "peer", 60, Day("2021-01-01")));
        int? Chosen(params Domain.Requirements.EvidenceFact[] evidence) => VersionChoice.For(sets, FileContents.Of(Accepted(evidence)), Day("2022-01-01")).Version;

        Assert.Equal(1, Chosen(early));
        Assert.Equal(2, Chosen(early, late));
        Assert.Equal(1, Chosen(early, late with { State = Domain.Evidence.EvidenceState.Rejected }));
        Assert.Null(Chosen());
    }

    [Fact]
    public void An_exception_of_the_file_sends_to_another_version_and_lets_a_first_period_end_later()
    {
        var extended = Version(2, "2021-01-01", more: """
            , "exceptions": [
              { "id": "old", "label": "Trained before", "source": "page", "by": "Training", "untilOn": "2020-12-31", "useVersion": 1 },
              { "id": "longer", "label": "Longer", "source": "page", "by": "Receipt", "untilOn": "2021-06-30", "extendsTo": "2029-12-31" } ]
            """);
        RequirementSet[] sets = [Version(1, "2018-01-01", "2020-12-31"), extended];
        var file = Accepted(Training(1, "peer", 60, Day("2020-06-01")));

        Assert.Equal(new VersionChoice(1, "old"), VersionChoice.For(sets, FileContents.Of(file), Day("2021-03-01")));
        Assert.Equal(Day("2029-12-31"), Domain.Applications.DecisionRule.Award(extended, file, new PeriodQuestion(Day("2021-06-30"), WorkingDays.WithoutHolidays)).Value.EndsOn);
        Assert.NotEqual(Day("2029-12-31"), Domain.Applications.DecisionRule.Award(extended, file, new PeriodQuestion(Day("2021-07-01"), WorkingDays.WithoutHolidays)).Value.EndsOn);
    }

    private static HeldCredential Had(string board, string type, string issued) => new(board, type, "US", "Expired", Day(issued), Day(issued).AddYears(2), []);

    private static VersionChoice Choose(RequirementSet[] sets, DecidingDays days) => VersionChoice.For(sets, days, (_, requirement) => Met()(requirement));

    private static RequirementSet Version(int number, string from, string? until = null, string by = "Receipt", string more = "") => Set($$"""
        "version": {{number}}, "effectiveFrom": "{{from}}", "effectiveUntil": {{(until is null ? "null" : $"\"{until}\"")}}, "decidingDate": "{{by}}" {{more}}
        """);
}
