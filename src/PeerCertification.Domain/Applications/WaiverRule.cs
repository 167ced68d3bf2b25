using PeerCertification.Domain.Requirements;

namespace PeerCertification.Domain.Applications;

/// <summary>Whether a board may let an applicant off a requirement: one that its rules call waivable, while the file is before the board and not decided.</summary>
public static class WaiverRule
{
    /// <param name="requirementId">The id of an element in the rules that the application is judged by.</param>
    /// <param name="isWaived">Whether the applicant is let off it already.</param>
    /// <returns>Null, or a refusal: <c>application.act_not_allowed</c>, <c>waiver.requirement_unknown</c>, <c>waiver.not_waivable</c>, <c>waiver.already_granted</c>.</returns>
    public static Refusal? Refuse(ApplicationState state, RequirementSet rules, string requirementId, bool isWaived)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var asked = RequirementSet.All(rules.Root).FirstOrDefault(requirement => requirement.Id == requirementId);
        return RefuseState(state)
            ?? (asked is null ? new Refusal("waiver.requirement_unknown", $"The rules of this application ask for nothing with this id. {WhatMayBe(rules)}")
            : !asked.Waivable ? new Refusal("waiver.not_waivable", $"The rules do not say that the board may let anybody off \"{asked.Label}\". {WhatMayBe(rules)}")
            : isWaived ? new Refusal("waiver.already_granted", $"The applicant is let off \"{asked.Label}\" already.")
            : null);
    }

    /// <returns>Null, or a refusal: <c>application.act_not_allowed</c>, <c>waiver.already_withdrawn</c>.</returns>
    public static Refusal? RefuseWithdrawal(ApplicationState state, bool isWithdrawn) =>
        RefuseState(state) ?? (isWithdrawn ? new Refusal("waiver.already_withdrawn", "The waiver was withdrawn before; the requirement is asked already.") : null);

    private static Refusal? RefuseState(ApplicationState state) =>
        state != ApplicationState.Draft && ApplicationLifecycle.Open.Contains(state)
            ? null
            : new Refusal("application.act_not_allowed", $"Requirements are waived between submission and decision; this application is {state}.");

    private static string WhatMayBe(RequirementSet rules)
    {
        var waivable = RequirementSet.All(rules.Root).Where(requirement => requirement.Waivable).Select(requirement => requirement.Id).ToList();
        return waivable.Count == 0 ? "They let nobody off anything." : $"What may be waived: {string.Join(", ", waivable)}.";
    }
}
