using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Domain.Applications;

/// <summary>What an approval stands on.</summary>
public static class DecisionRule
{
    /// <summary>A board awards a credential where every requirement is met by evidence that it accepted, and not otherwise.</summary>
    /// <returns>Null, or a refusal with the findings: <c>application.requirements_not_met</c>.</returns>
    public static Refusal? RefuseApproval(Evaluation accepted) => accepted switch
    {
        { Basis: not FactBasis.Accepted } => throw new ArgumentException("A decision is made on accepted evidence.", nameof(accepted)),
        { IsMet: true } => null,
        _ => new Refusal("application.requirements_not_met", "Not every requirement is met by accepted evidence; the findings say what is missing.")
        {
            Details = new Dictionary<string, object?> { ["findings"] = accepted.Root },
        },
    };

    /// <summary>The period of a credential that is awarded or renewed, as long as the rules and their exceptions say.</summary>
    /// <returns>The period, or a refusal <c>decision.birth_date_needed</c> where the rules count it from a birth date that nobody told.</returns>
    public static Outcome<Period> Award(RequirementSet rules, Facts facts, PeriodQuestion question) =>
        rules.Life.Award(question) is { } award
            ? RuleException.Extend(award.Period, RequirementEvaluator.ExceptionsFor(rules, facts, question.On))
            : new Refusal("decision.birth_date_needed", "The period of this credential ends with a birthday, and the applicant has not told hers; ask her for it.");
}
