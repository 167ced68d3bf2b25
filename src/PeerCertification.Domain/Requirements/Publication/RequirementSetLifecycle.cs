namespace PeerCertification.Domain.Requirements.Publication;

public enum RequirementSetState { Draft, Proposed, Published, Superseded, Withdrawn }

public enum RequirementSetAct { Redraft, Propose, Publish, Supersede, Withdraw }

/// <summary>From draft to published version. One administrator proposes, another publishes; what is published is never changed, only followed by a later version.</summary>
public static class RequirementSetLifecycle
{
    public static readonly Lifecycle<RequirementSetState, RequirementSetAct> Table = new("A requirement set", "requirement_set.act_not_allowed", new Dictionary<(RequirementSetState, RequirementSetAct), RequirementSetState>
    {
        [(RequirementSetState.Draft, RequirementSetAct.Redraft)] = RequirementSetState.Draft,
        [(RequirementSetState.Draft, RequirementSetAct.Propose)] = RequirementSetState.Proposed,
        [(RequirementSetState.Draft, RequirementSetAct.Withdraw)] = RequirementSetState.Withdrawn,
        [(RequirementSetState.Proposed, RequirementSetAct.Redraft)] = RequirementSetState.Draft,
        [(RequirementSetState.Proposed, RequirementSetAct.Publish)] = RequirementSetState.Published,
        [(RequirementSetState.Proposed, RequirementSetAct.Withdraw)] = RequirementSetState.Withdrawn,
        [(RequirementSetState.Published, RequirementSetAct.Supersede)] = RequirementSetState.Superseded,
        [(RequirementSetState.Superseded, RequirementSetAct.Supersede)] = RequirementSetState.Superseded,
    });

    /// <summary>The states in which a board is still at work on a document; at most one for each credential type.</summary>
    public static readonly IReadOnlyList<RequirementSetState> InTheMaking = [RequirementSetState.Draft, RequirementSetState.Proposed];
}
