using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements.Life;
using static PeerCertification.Domain.Tests.Requirements.Entries;
using static PeerCertification.Domain.Tests.Requirements.Life.Lives;

namespace PeerCertification.Domain.Tests.Requirements.Life;

/// <summary>How real rules end and renew a credential. Every test is one shape of domain/rule_shapes.json, with its figures.</summary>
public class ShapesOfExpiryTests
{
    private const string Nebraska = """
        "period": { "months": 24, "source": "ne_002", "anchor": { "kind": "FixedDate", "month": 9, "day": 1, "years": "Odd" } }
        """;

    private const string Mississippi = """
        "period": { "months": 48, "source": "ms_ch7", "workingDay": "Prior",
          "anchor": { "kind": "FixedDate", "month": 9, "day": 30, "everyYears": 4, "baseYear": 2025 }, "firstPeriod": { "fit": "Shorter", "leastMonths": 6 } }
        """;

    private const string Montana = """
        "period": { "months": 12, "source": "mt_mpn", "anchor": { "kind": "FixedDate", "month": 12, "day": 31 }, "prorateCe": { "byMonthBelow": 6, "noneBelow": 1 } }
        """;

    private const string Wisconsin = """
        "renewal": { "id": "renewal", "label": "Recertification", "source": "wi_recert", "receivedBy": "Postmark",
          "late": [
            { "id": "one-month", "label": "One month, free", "source": "wi_recert", "until": { "months": 1 }, "standing": "InGrace", "hoursMayBeEarned": true },
            { "id": "six-months", "label": "Six months, $25", "source": "wi_recert", "until": { "months": 6 }, "feeCents": 2500 },
            { "id": "two-years", "label": "The exam again", "source": "wi_recert", "until": { "months": 24 }, "feeCents": 2500,
              "extra": { "element": "exam", "id": "exam-again", "label": "The exam, again", "source": "wi_recert", "exam": "WI-CPS" } }
          ],
          "reinstatement": { "id": "all-again", "label": "Training and exam again", "source": "wi_recert", "until": { "months": 1200 },
            "root": { "element": "all", "id": "training-and-exam", "label": "Training and exam again", "source": "wi_recert", "of": [
              { "element": "exam", "id": "exam-once-more", "label": "The exam", "source": "wi_recert", "exam": "WI-CPS" },
              { "element": "minutes", "id": "training-again", "label": "The training", "source": "wi_recert", "kind": "Training", "atLeast": "48h" } ] } } }
        """;

    private static readonly Period Year2025 = Span("2024-01-01", "2025-12-31");

    [Fact]
    public void E1_DC_two_years_from_the_date_of_issuance()
    {
        var life = Of("""
            "period": { "months": 24, "source": "dc_7310" }
            """);
        Assert.Equal(Span("2024-03-15", "2026-03-14"), life.Issue("2024-03-15"));
        Assert.Equal(Span("2026-03-15", "2028-03-14"), life.Renew("2026-02-01", life.Issue("2024-03-15")));
    }

    [Theory]
    [InlineData(Nebraska, "2024-05-10", "2025-09-01", "2027-09-01")] // 1 September of odd years
    [InlineData(Montana, "2025-02-10", "2025-12-31", "2026-12-31")] // every 31 December
    [InlineData(Mississippi, "2024-01-15", "2025-09-30", "2029-09-28")] // 30 September every four years; 2029 that is a Sunday
    public void E2_NE_MT_MS_one_fixed_date_for_everybody(string period, string issued, string ends, string next)
    {
        var life = Of(period);
        var first = life.Issue(issued);
        Assert.Equal(Day(ends), first.EndsOn);
        Assert.Equal(new Period(first.EndsOn.AddDays(1), Day(next)), life.Renew(ends, first));
    }

    [Fact]
    public void E3_MS_the_fixed_date_moves_to_the_closest_prior_working_day()
    {
        var life = Of(Mississippi);
        var last = life.Issue("2026-01-10");
        Assert.Equal(Day("2029-09-28"), last.EndsOn); // Friday before Sunday 30 September
        Assert.Equal(Day("2029-09-27"), life.Issue("2026-01-10", calendar: Without("2029-09-28")).EndsOn); // that Friday a holiday
        Assert.Equal(Span("2029-09-29", "2033-09-30"), life.Renew("2029-09-01", last)); // the next end is again the fixed date
    }

    [Theory]
    [InlineData("Shorter", 1, "2025-03-01", "2026-02-10")]
    [InlineData("Shorter", 6, "2026-01-15", "2027-02-10")] // not a month before the birthday
    [InlineData("Longer", 1, "2025-03-01", "2027-02-10")] // a whole year and on to the birthday
    public void E4_WA_the_first_period_is_fitted_to_the_birthday(string fit, int least, string issued, string ends)
    {
        var life = Of($$"""
            "period": { "months": 12, "source": "wa_doh3", "anchor": { "kind": "Birthday" }, "firstPeriod": { "fit": "{{fit}}", "leastMonths": {{least}} } }
            """);
        var first = life.Issue(issued, born: "1985-02-10");
        Assert.Equal(Day(ends), first.EndsOn);
        Assert.Equal(Day(ends).AddYears(1), life.Renew(ends, first, born: "1985-02-10").EndsOn);
    }

    [Theory]
    [InlineData("1985-02-10", "2027-02-10")] // born in an odd year
    [InlineData("1986-02-10", "2026-02-10")]
    public void E4_WI_the_first_period_is_fitted_to_odd_or_even_years(string born, string ends) =>
        Assert.Equal(Day(ends), Of("""
            "period": { "months": 24, "source": "wi_recert", "anchor": { "kind": "Birthday", "years": "BirthYear" } }
            """).Issue("2025-03-01", born).EndsOn);

    [Fact]
    public void E5_MI_certified_14_November_the_period_begins_on_1_November()
    {
        var life = Of("""
            "period": { "months": 24, "source": "mi_faq", "anchor": { "kind": "FirstOfMonth" } }
            """);
        var first = life.Issue("2009-11-14");
        Assert.Equal(Span("2009-11-01", "2011-10-31"), first);
        Assert.Equal(Span("2011-11-01", "2013-10-31"), life.Renew("2011-10-20", first));
    }

    [Theory]
    [InlineData("2024-03-14", "2026-03-31", "2028-03-31")]
    [InlineData("2024-02-29", "2026-02-28", "2028-02-29")]
    public void E6_NC_by_the_last_day_of_the_month_due(string issued, string ends, string next)
    {
        var life = Of("""
            "period": { "months": 24, "source": "nc_recert", "anchor": { "kind": "LastOfMonth" } }
            """);
        Assert.Equal(Day(ends), life.Issue(issued).EndsOn);
        Assert.Equal(Day(next), life.Renew(ends, life.Issue(issued)).EndsOn);
    }

    [Fact]
    public void E7_MI_dual_holders_are_aligned_on_the_most_recent_credential()
    {
        var life = Of("""
            "period": { "months": 24, "source": "mi_faq", "anchor": { "kind": "FirstOfMonth" }, "alignedWith": "MostRecentCredential" }
            """);
        Period[] others = [Span("2022-06-01", "2026-05-31"), Span("2025-02-01", "2027-01-31")];
        Assert.Equal(Span("2025-03-01", "2027-01-31"), life.Issue("2025-03-09", others: others));
        Assert.Equal(Span("2025-03-01", "2027-02-28"), life.Issue("2025-03-09")); // no other credential
        Assert.Equal(Span("2027-03-01", "2029-02-28"), life.Issue("2027-03-09", others: others)); // none that goes on
    }

    [Theory]
    [InlineData("2025-06-30", 1200)] // six months and a day: the whole 20 hours
    [InlineData("2025-07-02", 500)] // five whole months of twelve: 8 h 20 min
    [InlineData("2025-12-15", 0)] // less than a month
    public void E8_MT_less_is_owed_if_certified_after_1_July(string issued, int owed) => Assert.Equal(owed, Of(Montana).ShareOf(issued).Of(20 * 60));

    [Fact]
    public void E9_NE_new_holders_owe_no_CE_grandfathered_ones_do_and_the_military_is_waived()
    {
        var life = Of($$"""
            "renewal": { "id": "renewal", "label": "Renewal", "source": "ne_002",
              "root": { "element": "minutes", "id": "ce", "label": "20 hours", "source": "ne_002", "kind": "Training", "atLeast": "20h" } },
            "exceptions": [
              { "id": "new-holder", "label": "New holders", "source": "ne_002", "by": "Receipt", "firstPeriodOnly": true, "when": {{Tree("not-grandfathered")}}, "waives": ["ce"] },
              { "id": "military", "label": "Military service", "source": "ne_002", "by": "Receipt", "when": {{Tree("served")}}, "waives": ["ce"] } ]
            """);
        string[] Waived(bool first, params string[] met) => [.. life.ExceptionsFor(new DecidingDays(ReceivedOn: Today), Met(met), first).SelectMany(e => e.Waives)];
        Assert.Equal(["ce"], Waived(true, "not-grandfathered"));
        Assert.Empty(Waived(false, "not-grandfathered"));
        Assert.Empty(Waived(true));
        Assert.Equal(["ce"], Waived(false, "served"));
    }

    [Theory]
    [InlineData("\"days\": 90", "2025-10-01", "2025-10-02")] // CA, OR
    [InlineData("\"days\": 60", "2025-10-31", "2025-11-01")] // CA before
    [InlineData("\"months\": 3", "2025-09-29", "2025-09-30")] // PA
    public void E10_CA_PA_OR_no_renewal_before_its_window_opens(string before, string tooEarly, string open)
    {
        var renewal = Of($$"""
            "renewal": { "id": "renewal", "label": "Renewal", "source": "ca_renew", "opensBefore": { {{before}} } }
            """).Renewal!;
        Assert.Equal((RenewalPhase.TooEarly, Day(tooEarly)), (renewal.On(Year2025, Day(tooEarly)).Phase, renewal.On(Year2025, Day(tooEarly)).UntilOn));
        Assert.Equal(RenewalPhase.Open, renewal.On(Year2025, Day(open)).Phase);
    }

    [Fact]
    public void E11_NY_complete_45_days_before_the_end_or_25_dollars()
    {
        var renewal = Of("""
            "renewal": { "id": "renewal", "label": "Renewal", "source": "ny_renew", "dueBefore": { "days": 45 },
              "late": [ { "id": "too-late", "label": "Later than 45 days before", "source": "ny_renew", "until": { "days": 0 }, "feeCents": 2500 } ] }
            """).Renewal!;
        Assert.Equal((RenewalPhase.Open, 0), (renewal.On(Year2025, Day("2025-11-16")).Phase, renewal.On(Year2025, Day("2025-11-16")).FeeCents));
        var late = renewal.On(Year2025, Day("2025-11-17"));
        Assert.Equal((RenewalPhase.OpenWithFee, 2500, Standing.Active, Day("2025-12-31")), (late.Phase, late.FeeCents, late.Standing, late.UntilOn));
        Assert.Equal(RenewalPhase.Closed, renewal.On(Year2025, Day("2026-01-01")).Phase);
    }

    [Theory]
    [InlineData(14, "2025-12-17")] // TN
    [InlineData(60, "2025-11-01")] // DC, NM
    public void E11_TN_DC_NM_the_latest_day_lies_before_the_end(int days, string last)
    {
        var renewal = Of($$"""
            "renewal": { "id": "renewal", "label": "Renewal", "source": "tn_renew", "dueBefore": { "days": {{days}} } }
            """).Renewal!;
        Assert.Equal(RenewalPhase.Open, renewal.On(Year2025, Day(last)).Phase);
        var after = renewal.On(Year2025, Day(last).AddDays(1));
        Assert.Equal((RenewalPhase.Closed, Standing.Active), (after.Phase, after.Standing));
    }

    [Theory]
    [InlineData("2025-12-31", RenewalPhase.Open, null, 0, null, Standing.Active)]
    [InlineData("2026-01-01", RenewalPhase.Late, "one-month", 0, null, Standing.InGrace)]
    [InlineData("2026-01-31", RenewalPhase.Late, "one-month", 0, null, Standing.InGrace)]
    [InlineData("2026-02-01", RenewalPhase.Late, "six-months", 2500, null, Standing.Expired)]
    [InlineData("2026-06-30", RenewalPhase.Late, "six-months", 2500, null, Standing.Expired)]
    [InlineData("2026-07-01", RenewalPhase.Late, "two-years", 2500, "exam-again", Standing.Expired)]
    [InlineData("2027-12-31", RenewalPhase.Late, "two-years", 2500, "exam-again", Standing.Expired)]
    [InlineData("2028-01-01", RenewalPhase.Reinstatement, "all-again", 0, "training-and-exam", Standing.Expired)]
    public void E12_WI_a_month_free_six_months_for_25_dollars_then_the_exam_then_everything(string on, RenewalPhase phase, string? band, int fee, string? extra, Standing standing)
    {
        var position = Of(Wisconsin).Renewal!.On(Year2025, Day(on));
        Assert.Equal((phase, band, fee, extra, standing), (position.Phase, position.BandId, position.FeeCents, position.Extra?.Id, position.Standing));
    }

    [Fact]
    public void E12_WI_the_free_month_is_the_grace_of_the_period() => Assert.Equal(Span("2024-01-01", "2025-12-31", "2026-01-31"), Of(Wisconsin).Issue("2024-01-01"));

    [Fact]
    public void E13_MT_90_days_of_grace_are_for_papers_and_not_for_hours()
    {
        const string band = """
            "renewal": { "id": "renewal", "label": "Renewal", "source": "mt_prev",
              "late": [ { "id": "lapsed", "label": "90 days", "source": "mt_prev", "until": { "days": 90 }, "standing": "InGrace", "hoursMayBeEarned": false } ] }
            """;
        Assert.Equal(Day("2025-12-31"), Of(band).Renewal!.On(Year2025, Day("2026-03-01")).HoursUntilOn);
        Assert.Equal(Day("2026-03-31"), Of(band.Replace("false", "true", StringComparison.Ordinal)).Renewal!.On(Year2025, Day("2026-03-01")).HoursUntilOn);
    }

    [Fact]
    public void E14_SC_after_90_days_there_is_no_renewal_any_more()
    {
        var renewal = Of("""
            "renewal": { "id": "renewal", "label": "Recertification", "source": "sc_faq",
              "late": [ { "id": "late", "label": "90 days", "source": "sc_faq", "until": { "days": 90 } } ] }
            """).Renewal!;
        Assert.Equal(RenewalPhase.Late, renewal.On(Year2025, Day("2026-03-31")).Phase);
        var after = renewal.On(Year2025, Day("2026-04-01"));
        Assert.Equal((RenewalPhase.Closed, Standing.Expired, null), (after.Phase, after.Standing, after.UntilOn));
    }

    [Fact]
    public void E15_NE_reinstatement_within_24_months_with_20_hours_of_the_24_months_before()
    {
        var renewal = Of("""
            "renewal": { "id": "renewal", "label": "Renewal", "source": "ne_rein",
              "reinstatement": { "id": "reinstatement", "label": "Reinstatement", "source": "ne_rein", "until": { "months": 24 },
                "root": { "element": "minutes", "id": "look-back", "label": "20 hours in 24 months", "source": "ne_rein", "kind": "Training", "atLeast": "20h", "withinMonths": 24 } } }
            """).Renewal!;
        var position = renewal.On(Year2025, Day("2027-12-31"));
        Assert.Equal((RenewalPhase.Reinstatement, Day("2027-12-31")), (position.Phase, position.HoursUntilOn));
        Assert.True(position.Extra!.IsMet(Accepted(Training(1, "peer", 1200, Day("2025-12-31"))), Day("2027-12-31")));
        Assert.False(position.Extra!.IsMet(Accepted(Training(1, "peer", 1200, Day("2025-12-30"))), Day("2027-12-31")));
        Assert.Equal(RenewalPhase.Closed, renewal.On(Year2025, Day("2028-01-01")).Phase);
    }

    [Fact]
    public void E16_OR_a_competency_test_where_it_expired_more_than_six_months_ago()
    {
        var renewal = Of("""
            "renewal": { "id": "renewal", "label": "Renewal", "source": "or_recert", "opensBefore": { "days": 90 },
              "late": [
                { "id": "six-months", "label": "Six months", "source": "or_recert", "until": { "months": 6 } },
                { "id": "later", "label": "Later, with a test", "source": "or_recert", "until": { "months": 36 },
                  "extra": { "element": "exam", "id": "competency", "label": "The competency test", "source": "or_recert", "exam": "OR-THW" } } ] }
            """).Renewal!;
        Assert.Null(renewal.On(Year2025, Day("2026-06-30")).Extra);
        var extra = renewal.On(Year2025, Day("2026-07-01")).Extra!;
        Assert.True(extra.IsMet(Accepted(Exam(1, "OR-THW"))));
        Assert.False(extra.IsMet(Accepted()));
    }

    [Fact]
    public void E17_TN_50_hours_of_service_with_2_hours_of_supervision()
    {
        var root = Of("""
            "renewal": { "id": "renewal", "label": "Renewal", "source": "tn_renew", "dueBefore": { "days": 14 },
              "root": { "element": "all", "id": "asked", "label": "What a renewal asks", "source": "tn_renew", "of": [
                { "element": "minutes", "id": "service", "label": "50 hours of service", "source": "tn_renew", "kind": "Practice", "atLeast": "50h", "withinMonths": 24 },
                { "element": "minutes", "id": "supervised", "label": "2 hours of supervision", "source": "tn_renew", "kind": "Supervision", "atLeast": "2h" } ] } }
            """).Renewal!.Root!;
        Assert.True(root.IsMet(Accepted(Practice(1, 3000), Supervision(2, 120))));
        Assert.False(root.IsMet(Accepted(Practice(1, 3000), Supervision(2, 119))));
        Assert.False(root.IsMet(Accepted(Practice(1, 2999), Supervision(2, 120))));
    }

    [Fact]
    public void E18_TN_an_attestation_by_the_holder_and_one_by_the_supervisor()
    {
        var root = Of("""
            "renewal": { "id": "renewal", "label": "Renewal", "source": "tn_renew",
              "root": { "element": "all", "id": "asked", "label": "What a renewal asks", "source": "tn_renew", "of": [
                { "element": "signedDocument", "id": "by-holder", "label": "Continued recovery", "source": "tn_renew", "document": "continued-recovery", "version": "1" },
                { "element": "count", "id": "by-supervisor", "label": "Your supervisor's word", "source": "tn_renew", "kind": "Reference", "atLeast": 1, "attested": true } ] } }
            """).Renewal!.Root!;
        Assert.True(root.IsMet(Accepted(Signed(1, "continued-recovery"), Reference(2) with { AttestedMinutes = 1 })));
        Assert.False(root.IsMet(Accepted(Signed(1, "continued-recovery"), Reference(2))));
        Assert.False(root.IsMet(Accepted(Reference(2) with { AttestedMinutes = 1 })));
    }

    [Fact]
    public void E19_ND_evidence_comes_by_audit_and_not_with_the_renewal()
    {
        const string audit = """
            "renewal": { "id": "renewal", "label": "Renewal", "source": "nd_recert", "evidence": "Audit", "auditPercent": 10 }
            """;
        Assert.Equal((RenewalEvidence.Audit, 10), (Of(audit).Renewal!.Evidence, Of(audit).Renewal!.AuditPercent));
        Assert.Contains("renewal: Only evidence that comes by audit", Problems(audit.Replace("\"Audit\"", "\"Upload\"", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void E20_PA_WI_the_postmark_counts()
    {
        var filing = new RenewalFiling(Day("2026-01-03"), IsComplete: true, PostmarkedOn: Day("2025-12-31"));
        Assert.Equal(RenewalPhase.Open, Of(Wisconsin).Renewal!.On(Year2025, Of(Wisconsin).Renewal!.SentOn(filing)).Phase);
        var byReceipt = Of(Wisconsin.Replace("Postmark", "Receipt", StringComparison.Ordinal)).Renewal!;
        Assert.Equal(RenewalPhase.Late, byReceipt.On(Year2025, byReceipt.SentOn(filing)).Phase);
        Assert.Equal(filing.ReceivedOn, Of(Wisconsin).Renewal!.SentOn(filing with { PostmarkedOn = Day("2026-01-09") })); // no postmark is later than the letter
    }

    [Fact]
    public void E21_MS_valid_while_a_complete_renewal_awaits_the_document()
    {
        var renewal = Of("""
            "renewal": { "id": "renewal", "label": "Renewal", "source": "ms_1620", "pendingKeepsStanding": true }
            """).Renewal!;
        var filing = new RenewalFiling(Day("2025-12-31"), IsComplete: true);
        var kept = renewal.On(Year2025, Day("2026-02-15"), filing);
        Assert.Equal((Standing.Active, true), (kept.Standing, kept.IsKeptByPendingRenewal));
        Assert.Equal(Standing.Expired, renewal.On(Year2025, Day("2026-02-15")).Standing);
        Assert.Equal(Standing.Expired, renewal.On(Year2025, Day("2026-02-15"), filing with { IsComplete = false }).Standing);
        Assert.Equal(Standing.Expired, renewal.On(Year2025, Day("2026-02-15"), filing with { ReceivedOn = Day("2026-01-01") }).Standing); // sent too late
        Assert.Equal(Standing.Expired, (renewal with { PendingKeepsStanding = false }).On(Year2025, Day("2026-02-15"), filing).Standing);
    }

    [Fact]
    public void E22_DC_CA_KY_decision_clocks_from_receipt_in_calendar_and_in_business_days()
    {
        var deadlines = Of("""
            "deadlines": [
              { "id": "answer", "label": "Answer", "source": "dc_7313", "by": "Holder", "what": "answer the proposed revocation", "after": "Notice", "within": { "days": 30 } },
              { "id": "appeal", "label": "Appeal", "source": "dc_7313", "by": "Holder", "what": "appeal", "after": "Decision", "within": { "businessDays": 10 } },
              { "id": "acknowledge", "label": "Acknowledge", "source": "ca_compl", "by": "Board", "what": "acknowledge a complaint", "after": "Receipt", "within": { "businessDays": 5 } },
              { "id": "decide", "label": "Decide", "source": "ca_compl", "by": "Board", "what": "decide a complaint", "after": "Receipt", "within": { "days": 90 } },
              { "id": "waiver", "label": "Waiver", "source": "page", "by": "Board", "what": "answer a waiver", "after": "Receipt", "within": { "businessDays": 20 } },
              { "id": "notice", "label": "Notice", "source": "dc_7313", "by": "Board", "what": "tell the holder", "after": "Expiry", "within": { "days": 120, "before": true } } ]
            """).Deadlines.ToDictionary(d => d.Id);
        var received = Day("2025-12-19"); // a Friday
        var calendar = Without("2025-12-25", "2026-01-01");
        Assert.Equal(Day("2026-01-18"), deadlines["answer"].LastDay(received, calendar));
        Assert.Equal(Day("2026-01-06"), deadlines["appeal"].LastDay(received, calendar)); // ten days of work, two holidays between
        Assert.Equal(Day("2025-12-29"), deadlines["acknowledge"].LastDay(received, calendar));
        Assert.Equal(Day("2026-03-19"), deadlines["decide"].LastDay(received, calendar));
        Assert.Equal(Day("2026-01-20"), deadlines["waiver"].LastDay(received, calendar));
        Assert.Equal(Day("2025-09-02"), deadlines["notice"].LastDay(Day("2025-12-31"), calendar));
        Assert.Equal(DeadlineAnswer.InTime, deadlines["appeal"].Judge(received, Day("2026-01-06"), calendar));
        Assert.Equal(DeadlineAnswer.Late, deadlines["appeal"].Judge(received, Day("2026-01-07"), calendar));
    }
}
