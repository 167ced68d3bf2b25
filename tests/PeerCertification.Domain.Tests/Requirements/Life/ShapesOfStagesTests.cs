using PeerCertification.Domain.Requirements.Life;
using static PeerCertification.Domain.Tests.Requirements.Entries;
using static PeerCertification.Domain.Tests.Requirements.Life.Lives;

namespace PeerCertification.Domain.Tests.Requirements.Life;

/// <summary>How real rules stage and limit credentials. Every test is one shape of domain/rule_shapes.json, with its figures.</summary>
public class ShapesOfStagesTests
{
    private const string Texas = """
        "endorsements": [
          { "id": "mhps", "label": "Mental health", "source": "tx_3203", "root": { "element": "minutes", "id": "mhps-training", "label": "Training", "source": "tx_3203", "kind": "Training", "topics": ["peer"], "atLeast": "40h" } },
          { "id": "rsps", "label": "Recovery support", "source": "tx_3203", "root": { "element": "minutes", "id": "rsps-training", "label": "Training", "source": "tx_3203", "kind": "Training", "topics": ["general"], "atLeast": "46h" } } ],
        "scope": [
          { "id": "mental-health", "label": "Only within the endorsement", "source": "tx_3203", "purposes": ["H0038-HE"], "needs": ["mhps"], "says": "Yes" },
          { "id": "recovery", "label": "Only within the endorsement", "source": "tx_3203", "purposes": ["H0038-HF"], "needs": ["rsps"], "says": "Yes" } ]
        """;

    private const string Employed = """
        "statements": { "employed": "Employed by a certified provider" },
        "scope": [ { "id": "while-employed", "label": "Only while so employed", "source": "ms_ch9", "purposes": ["title", "H0038"], "needs": ["employed"], "says": "Yes" } ]
        """;

    [Fact]
    public void G1_NY_a_provisional_credential_is_issued_once_and_not_renewed()
    {
        var life = Of("""
            "period": { "months": 12, "source": "cop_ny", "renewalsAtMost": 0 }
            """);
        Assert.False(life.Period!.MayRenewAgain(0));
        Assert.True(Of("").Period!.MayRenewAgain(99));
    }

    [Fact]
    public void G2_TX_six_months_and_one_extension_of_six_more()
    {
        var life = Of("""
            "period": { "months": 6, "source": "tx_3205", "renewalsAtMost": 0,
              "extensions": [ { "id": "six-more", "label": "Six more months", "source": "tx_3205", "kind": "Once", "months": 6, "needsDecision": true } ] }
            """);
        var period = life.Issue("2025-08-31");
        Assert.Equal(Day("2026-02-28"), period.EndsOn);
        var extension = Assert.Single(life.Period!.Extensions);
        Assert.Equal(new ExtensionAnswer(ExtensionVerdict.NeedsDecision, null), extension.Extend(period, 0, isDecided: false));
        Assert.Equal(Day("2026-08-31"), extension.Extend(period, 0, isDecided: true).Period!.EndsOn);
        Assert.Equal(ExtensionVerdict.UsedUp, extension.Extend(period, 1, isDecided: true).Verdict);
        Assert.False(life.Period!.MayRenewAgain(0));
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void G3_WA_a_trainee_is_registered_for_a_year_and_renewed_at_most_four_times(int renewals, bool may) =>
        Assert.Equal(may, Of("""
            "period": { "months": 12, "source": "wa_060", "renewalsAtMost": 4 }
            """).Period!.MayRenewAgain(renewals));

    [Fact]
    public void G4_ND_level_two_is_asked_for_before_its_own_application_with_1500_hours_more()
    {
        var life = Of($$"""
            "gates": [ { "id": "level-one-held", "label": "Level one first", "source": "nd_02", "before": "Application", "root": {{Tree("level-one")}} } ],
            "root": { "element": "minutes", "id": "hours", "label": "1,500 hours", "source": "nd_02", "kind": "Practice", "atLeast": "1500h" }
            """);
        Assert.Equal(["level-one-held"], Gate.Shut(life.Gates, Stage.Application, Met()).Select(g => g.Id));
        Assert.Empty(Gate.Shut(life.Gates, Stage.Application, Met("level-one")));
    }

    [Fact]
    public void G5_PA_18_months_of_recovery_even_to_enrol_in_training()
    {
        var life = Of("""
            "gates": [ { "id": "enrolment", "label": "Before you enrol", "source": "pa_crs", "before": "Training",
              "root": { "element": "recovery", "id": "eighteen-months", "label": "18 months of recovery", "source": "pa_crs", "atLeastMonths": 18 } } ]
            """);
        bool Holds(string since, Domain.Requirements.Requirement tree) => tree.IsMet(Accepted() with { RecoverySince = Day(since) });
        Assert.Empty(Gate.Shut(life.Gates, Stage.Training, tree => Holds("2024-09-01", tree)));
        Assert.Single(Gate.Shut(life.Gates, Stage.Training, tree => Holds("2024-09-02", tree)));
        Assert.Empty(Gate.Shut(life.Gates, Stage.Exam, tree => Holds("2024-09-02", tree)));
    }

    [Fact]
    public void G6_NJ_two_credentials_of_one_board_that_differ_by_the_exam()
    {
        const string root = """
            "credentialType": "CPRS", "root": { "element": "exam", "id": "exam", "label": "The exam", "source": "cop_nj", "exam": "NJ-STATE" }
            """;
        var state = Set(root);
        var reciprocal = Set(root.Replace("NJ-STATE", "ICRC-PR", StringComparison.Ordinal).Replace("CPRS", "ICPRS", StringComparison.Ordinal));
        Assert.NotEqual(state.CredentialType, reciprocal.CredentialType);
        Assert.Equal((true, false), (state.Root.IsMet(Accepted(Exam(1, "NJ-STATE"))), reciprocal.Root.IsMet(Accepted(Exam(1, "NJ-STATE")))));
    }

    [Fact]
    public void G7_FL_endorsements_on_one_credential_with_a_primary_one()
    {
        var endorsements = Of($$"""
            "endorsements": [
              { "id": "adult", "label": "A", "source": "cop_fl", "primary": true, "root": {{Tree("adult-experience")}} },
              { "id": "family", "label": "F", "source": "cop_fl", "primary": true, "root": {{Tree("family-experience")}} },
              { "id": "veteran", "label": "V", "source": "cop_fl", "primary": true, "root": {{Tree("veteran-experience")}} } ]
            """).Endorsements;
        var answer = Endorsement.Judge(endorsements, Met("adult-experience", "veteran-experience"), chosenPrimary: "veteran");
        Assert.Equal(["adult", "veteran"], answer.Met);
        Assert.Equal(("veteran", true), (answer.Primary, answer.HasPrimaryItNeeds));
        Assert.False(Endorsement.Judge(endorsements, Met("adult-experience"), chosenPrimary: "family").HasPrimaryItNeeds); // not one she meets
        Assert.False(Endorsement.Judge(endorsements, Met("adult-experience"), chosenPrimary: null).HasPrimaryItNeeds);
        Assert.True(Endorsement.Judge([], Met(), null).HasPrimaryItNeeds);
    }

    [Theory]
    [InlineData("H0038-HE", true, ScopeSays.Yes)]
    [InlineData("H0038-HE", false, ScopeSays.No)]
    [InlineData("H0038-HE", null, ScopeSays.CannotSay)]
    [InlineData("H0038-HF", true, ScopeSays.No)] // endorsed for the other
    [InlineData("H0025", true, ScopeSays.CannotSay)] // no rule says anything of it
    public void G8_TX_services_only_within_the_endorsement(string purpose, bool? hasMhps, ScopeSays says) =>
        Assert.Equal(says, ScopeRule.Answer(Of(Texas).Scope, purpose, code => code == "mhps" ? hasMhps : false).Says);

    [Theory]
    [InlineData(true, ScopeSays.Yes)]
    [InlineData(false, ScopeSays.No)]
    [InlineData(null, ScopeSays.CannotSay)]
    public void G9_MS_OK_the_title_is_good_only_while_employed(bool? employed, ScopeSays says)
    {
        var answer = ScopeRule.Answer(Of(Employed).Scope, "TITLE", code => code == "employed" ? employed : null);
        Assert.Equal(says, answer.Says);
        Assert.Equal("while-employed", Assert.Single(answer.Reasons).RuleId);
    }
}
