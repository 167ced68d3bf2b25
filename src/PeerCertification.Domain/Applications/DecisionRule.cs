using PeerCertification.Domain.Requirements;

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
}
