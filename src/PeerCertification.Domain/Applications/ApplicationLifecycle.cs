namespace PeerCertification.Domain.Applications;

public enum ApplicationState { Draft, Submitted, InReview, AwaitingApplicant, AwaitingThirdParty, Recommended, Approved, Denied, Withdrawn, Abandoned }

public enum ApplicationAct { Submit, BeginReview, AskApplicant, AnswerBoard, AskThirdParty, HearThirdParty, Recommend, ReturnToReview, Approve, ApproveByRule, Deny, Withdraw, Abandon }

/// <summary>From draft to decision. What the file waits for is told by a second field, not by more states.</summary>
public static class ApplicationLifecycle
{
    public static readonly Lifecycle<ApplicationState, ApplicationAct> Table = new("An application", "application.act_not_allowed", new Dictionary<(ApplicationState, ApplicationAct), ApplicationState>
    {
        [(ApplicationState.Draft, ApplicationAct.Submit)] = ApplicationState.Submitted,
        [(ApplicationState.Draft, ApplicationAct.Withdraw)] = ApplicationState.Withdrawn,
        [(ApplicationState.Draft, ApplicationAct.Abandon)] = ApplicationState.Abandoned,
        [(ApplicationState.Submitted, ApplicationAct.BeginReview)] = ApplicationState.InReview,
        [(ApplicationState.Submitted, ApplicationAct.ApproveByRule)] = ApplicationState.Approved,
        [(ApplicationState.Submitted, ApplicationAct.Withdraw)] = ApplicationState.Withdrawn,
        [(ApplicationState.InReview, ApplicationAct.AskApplicant)] = ApplicationState.AwaitingApplicant,
        [(ApplicationState.InReview, ApplicationAct.AskThirdParty)] = ApplicationState.AwaitingThirdParty,
        [(ApplicationState.InReview, ApplicationAct.Recommend)] = ApplicationState.Recommended,
        [(ApplicationState.InReview, ApplicationAct.Withdraw)] = ApplicationState.Withdrawn,
        [(ApplicationState.AwaitingApplicant, ApplicationAct.AnswerBoard)] = ApplicationState.InReview,
        [(ApplicationState.AwaitingApplicant, ApplicationAct.Withdraw)] = ApplicationState.Withdrawn,
        [(ApplicationState.AwaitingThirdParty, ApplicationAct.HearThirdParty)] = ApplicationState.InReview,
        [(ApplicationState.AwaitingThirdParty, ApplicationAct.Withdraw)] = ApplicationState.Withdrawn,
        [(ApplicationState.Recommended, ApplicationAct.ReturnToReview)] = ApplicationState.InReview,
        [(ApplicationState.Recommended, ApplicationAct.Approve)] = ApplicationState.Approved,
        [(ApplicationState.Recommended, ApplicationAct.Deny)] = ApplicationState.Denied,
        [(ApplicationState.Recommended, ApplicationAct.Withdraw)] = ApplicationState.Withdrawn,
    });

    /// <summary>The states in which a person has an application running; at most one for each credential type.</summary>
    public static readonly IReadOnlyList<ApplicationState> Open = [.. Table.Moves.Select(m => m.Key.From).Distinct()];

    /// <summary>The states in which a board relies on the entries, so that their applicant can no longer change them.</summary>
    public static readonly IReadOnlyList<ApplicationState> HoldsItsEvidence = [.. Open.Except([ApplicationState.Draft]), ApplicationState.Approved];
}
