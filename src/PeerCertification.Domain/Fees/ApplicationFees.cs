using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Elements;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Domain.Fees;

/// <summary>What an application is charged when it is handed in, and what is charged on other occasions. All of it comes from the requirement set.</summary>
public static class ApplicationFees
{
    /// <summary>What an application is charged on the day it comes in, each with its reason; what is waived or covered is in the list, with 0 cents.</summary>
    /// <param name="position">Where a renewal stands between its opening and the last day of the reinstatement; null for a first application.</param>
    /// <param name="facts">Of the application.</param>
    /// <param name="evaluation">How it comes out.</param>
    public static IReadOnlyList<Charge> Of(RequirementSet rules, RenewalPosition? position, Facts facts, Evaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(evaluation);
        var on = evaluation.On;
        var known = Known(rules, DecidingDays.Of(facts, rules.Board, rules.CredentialType, on), facts, on);
        List<Charge> charges = position is null
            ? [.. new[] { FeePurpose.Application, FeePurpose.Review }.SelectMany(purpose => Fee.Due(rules.Life.Fees, purpose, known))]
            : [.. RenewalRule.Fees(rules, position, facts, evaluation), .. OfBand(rules.Life.Renewal!, position)];
        charges.AddRange(Asked(rules, position, evaluation, known, [.. charges.Select(charge => charge.For)]));
        return charges;
    }

    /// <summary>One fee that staff charge: an exam, an endorsement.</summary>
    /// <param name="attemptsBefore">How often it was charged on this application already.</param>
    /// <returns>
    /// What is charged, 0 cents where it is waived or covered, or a refusal: <c>fee.not_in_rules</c>, <c>fee.charged_with_application</c>, <c>fee.not_asked</c>.
    /// </returns>
    public static Outcome<Charge> ByStaff(RequirementSet rules, string feeId, Facts facts, DateOnly on, int attemptsBefore)
    {
        ArgumentNullException.ThrowIfNull(rules);
        Fee[] byStaff = [.. rules.Life.Fees.Where(fee => OnOccasion(fee.For))];
        return rules.Life.Fees.FirstOrDefault(fee => fee.Id == feeId) is not { } asked ? new Refusal("fee.not_in_rules", $"The rules of this application know no fee with this id. {Named(byStaff)}")
            : !OnOccasion(asked.For) ? new Refusal("fee.charged_with_application", $"\"{asked.Label}\" is charged when the application comes in, and not by hand. {Named(byStaff)}")
            : Fee.Due([asked], asked.For, Known(rules, DecidingDays.Of(facts, rules.Board, rules.CredentialType, on), facts, on) with { AttemptsBefore = attemptsBefore }) is [var charge] ? charge
            : new Refusal("fee.not_asked", $"The rules ask \"{asked.Label}\" of others, and not of this person.");
    }

    /// <summary>What fees depend on, read from a file.</summary>
    internal static FeeFacts Known(RequirementSet rules, DecidingDays days, Facts facts, DateOnly on)
    {
        bool Holds(Requirement requirement) => RequirementEvaluator.Holds(rules, requirement, facts, on);
        var waived = rules.Life.ExceptionsFor(days, Holds, facts.Renewal?.IsFirst ?? false).SelectMany(e => e.WaivesFees).ToHashSet(StringComparer.Ordinal);
        return new FeeFacts(Holds, code => facts.Evidence.Where(e => e.Detail.Tags.Contains(code, StringComparer.OrdinalIgnoreCase)).Sum(e => e.Detail.Minutes), 0, waived);
    }

    private static bool OnOccasion(FeePurpose purpose) => purpose is FeePurpose.Exam or FeePurpose.Endorsement;

    private static string Named(IReadOnlyCollection<Fee> fees) => fees.Count == 0 ? "They let staff charge nothing." : $"What staff charge: {string.Join(", ", fees.Select(fee => fee.Id))}.";

    private static IEnumerable<Charge> OfBand(RenewalRules renewal, RenewalPosition position)
    {
        if (position is not { FeeCents: > 0, BandId: { } id })
        {
            return [];
        }

        return renewal.Reinstatement is { } again && again.Id == id
            ? [new Charge(id, FeePurpose.Reinstatement, position.FeeCents, ChargeReason.Owed, $"{again.Label}.", again.Source.Citation, again.FeeBlocks)]
            : renewal.Late.Where(band => band.Id == id).Select(band => new Charge(id, FeePurpose.Late, position.FeeCents, ChargeReason.Owed, $"{band.Label}.", band.Source.Citation, band.FeeBlocks));
    }

    /// <summary>What requirements say that must have come in, at the price of the rules' list of fees or, where that has none, at their own. What was not needed is not charged.</summary>
    private static IEnumerable<Charge> Asked(RequirementSet rules, RenewalPosition? position, Evaluation evaluation, FeeFacts known, HashSet<FeePurpose> charged)
    {
        var tree = position is null ? rules.Root : rules.Life.Renewal!.Asked(position.BandId);
        var met = Findings(evaluation.Root).Where(finding => finding.IsMet).Select(finding => finding.Id).ToHashSet(StringComparer.Ordinal);
        return (tree is null ? [] : RequirementSet.All(tree)).OfType<FeePaid>()
            .Where(fee => met.Contains(fee.Id))
            .GroupBy(fee => Enum.Parse<FeePurpose>(fee.For, ignoreCase: true))
            .Where(of => !charged.Contains(of.Key))
            .SelectMany(of => Fee.Due(rules.Life.Fees, of.Key, known) is { Count: > 0 } priced ? priced : [Own(of.MaxBy(fee => fee.Cents)!, of.Key)]);
    }

    private static Charge Own(FeePaid fee, FeePurpose purpose) => new(fee.Id, purpose, fee.Cents, ChargeReason.Owed, $"{fee.Label}.", fee.Source.Citation, FeeBlock.Submission);

    private static IEnumerable<Finding> Findings(Finding finding) => finding.Of.SelectMany(Findings).Prepend(finding);
}
