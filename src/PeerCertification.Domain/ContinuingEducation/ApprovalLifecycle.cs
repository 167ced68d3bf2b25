namespace PeerCertification.Domain.ContinuingEducation;

/// <summary>How far a board is with a request to approve a training provider or one of its courses.</summary>
public enum ApprovalState { Requested, Approved, Refused, Retracted, Withdrawn }

public enum ApprovalAct { Approve, Refuse, Retract, Withdraw }

/// <summary>
/// The life of one request to one board. It is answered once. The provider may retract it before; what was approved the board may withdraw from a
/// day on. What comes after is another request: the next interval, or a second try.
/// </summary>
public static class ApprovalLifecycle
{
    public static readonly Lifecycle<ApprovalState, ApprovalAct> Table = new("A request for approval", "training_approval.act_not_allowed", new Dictionary<(ApprovalState, ApprovalAct), ApprovalState>
    {
        [(ApprovalState.Requested, ApprovalAct.Approve)] = ApprovalState.Approved,
        [(ApprovalState.Requested, ApprovalAct.Refuse)] = ApprovalState.Refused,
        [(ApprovalState.Requested, ApprovalAct.Retract)] = ApprovalState.Retracted,
        [(ApprovalState.Approved, ApprovalAct.Withdraw)] = ApprovalState.Withdrawn,
    });
}
