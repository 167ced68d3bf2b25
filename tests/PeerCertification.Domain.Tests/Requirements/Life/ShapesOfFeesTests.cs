using PeerCertification.Domain.Requirements.Life;
using static PeerCertification.Domain.Tests.Requirements.Entries;
using static PeerCertification.Domain.Tests.Requirements.Life.Lives;

namespace PeerCertification.Domain.Tests.Requirements.Life;

/// <summary>What real rules charge. Every test is one shape of domain/rule_shapes.json, with its figures.</summary>
public class ShapesOfFeesTests
{
    [Theory]
    [InlineData(15000, "member")]
    [InlineData(30000)]
    public void F1_IN_the_exam_costs_members_150_dollars_and_others_300(long cents, params string[] met) =>
        Assert.Equal([cents], Charges($$"""
            "fees": [
              { "id": "member-exam", "label": "Exam, members", "source": "in", "for": "Exam", "cents": 15000, "when": {{Tree("member")}} },
              { "id": "exam-fee", "label": "Exam, others", "source": "in", "for": "Exam", "cents": 30000, "when": {{Tree("no-member")}} } ]
            """, FeePurpose.Exam, met.Length == 0 ? ["no-member"] : met).Select(c => c.Cents));

    [Theory]
    [InlineData(15000, "first-credential")]
    [InlineData(5000, "holds-another")]
    public void F2_PA_the_first_credential_in_full_and_each_other_for_50_dollars(long cents, string which) =>
        Assert.Equal([cents], Charges($$"""
            "fees": [
              { "id": "full", "label": "The first", "source": "pa_recert", "for": "Renewal", "cents": 15000, "when": {{Tree("first-credential")}} },
              { "id": "other", "label": "Each other", "source": "pa_recert", "for": "Renewal", "cents": 5000, "when": {{Tree("holds-another")}} } ]
            """, FeePurpose.Renewal, [which]).Select(c => c.Cents));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(60, 500)]
    [InlineData(61, 1000)] // an hour begun
    [InlineData(600, 5000)]
    [InlineData(-60, 0)]
    public void F3_NM_5_dollars_for_each_hour_that_was_not_approved(int minutes, long cents)
    {
        var life = Of("""
            "fees": [ { "id": "not-approved", "label": "Hours not approved", "source": "nm_forms", "for": "Review", "cents": 500, "perHour": "not-approved-ce" } ]
            """);
        var charge = Assert.Single(Fee.Due(life.Fees, FeePurpose.Review, new FeeFacts(Met(), code => code == "not-approved-ce" ? minutes : 0, 0, new HashSet<string>())));
        Assert.Equal((cents, ChargeReason.PerHour), (charge.Cents, charge.Reason));
    }

    [Fact]
    public void F4_DE_the_application_fee_is_waived_under_a_grant()
    {
        var fees = $$"""
            "fees": [ { "id": "application-fee", "label": "Application", "source": "de", "for": "Application", "cents": 10000, "waivedWhen": {{Tree("under-the-grant")}} } ]
            """;
        Assert.Equal([(0L, ChargeReason.Waived)], Charges(fees, FeePurpose.Application, ["under-the-grant"]).Select(c => (c.Cents, c.Reason)));
        Assert.Equal([(10000L, ChargeReason.Owed)], Charges(fees, FeePurpose.Application, []).Select(c => (c.Cents, c.Reason)));
        Assert.Empty(Charges(fees, FeePurpose.Renewal, []));
    }

    [Fact]
    public void F4_DE_the_waiver_holds_from_2023_05_01()
    {
        var life = Of("""
            "fees": [ { "id": "application-fee", "label": "Application", "source": "de", "for": "Application", "cents": 10000 } ],
            "exceptions": [ { "id": "grant", "label": "A grant pays", "source": "de", "by": "Receipt", "fromOn": "2023-05-01", "waivesFees": ["application-fee"] } ]
            """);
        Assert.Empty(life.ExceptionsFor(new DecidingDays(Day("2023-04-30")), Met(), true));
        Assert.Equal(["application-fee"], life.ExceptionsFor(new DecidingDays(Day("2023-05-01")), Met(), true).SelectMany(e => e.WaivesFees));
    }

    [Fact]
    public void F5_CA_up_to_three_exams_for_one_payment()
    {
        var fee = Assert.Single(Of("""
            "fees": [ { "id": "exams", "label": "Up to three exams", "source": "ca_fee", "for": "Exam", "cents": 15000, "attempts": 3 } ]
            """).Fees);
        long[] charged = [.. Enumerable.Range(0, 7).Select(before => Fee.Due([fee], FeePurpose.Exam, new FeeFacts(Met(), _ => 0, before, new HashSet<string>())).Single().Cents)];
        Assert.Equal([15000, 0, 0, 15000, 0, 0, 15000], charged);
        Assert.Equal([0, 2, 1, 0, 2, 1, 0], Enumerable.Range(0, 7).Select(fee.AttemptsLeft));
    }

    private static IReadOnlyList<Charge> Charges(string fees, FeePurpose purpose, string[] met) => Fee.Due(Of(fees).Fees, purpose, new FeeFacts(Met(met), _ => 0, 0, new HashSet<string>()));
}
