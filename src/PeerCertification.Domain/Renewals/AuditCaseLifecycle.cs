namespace PeerCertification.Domain.Renewals;

/// <summary>How far the audit of one renewal is.</summary>
public enum AuditCaseState { AwaitingHolder, InReview, AwaitingCure, InCureReview, Passed, Cured, Failed }

public enum AuditCaseAct { HandIn, Pass, AskCure, Fail }

/// <summary>The life of the audit of one renewal: shown, judged, once made good where the rules allow it, and concluded.</summary>
public static class AuditCaseLifecycle
{
    public static readonly Lifecycle<AuditCaseState, AuditCaseAct> Table = new("An audit", "audit.act_not_allowed", new Dictionary<(AuditCaseState, AuditCaseAct), AuditCaseState>
    {
        [(AuditCaseState.AwaitingHolder, AuditCaseAct.HandIn)] = AuditCaseState.InReview,
        [(AuditCaseState.AwaitingHolder, AuditCaseAct.AskCure)] = AuditCaseState.AwaitingCure,
        [(AuditCaseState.AwaitingHolder, AuditCaseAct.Fail)] = AuditCaseState.Failed,
        [(AuditCaseState.InReview, AuditCaseAct.Pass)] = AuditCaseState.Passed,
        [(AuditCaseState.InReview, AuditCaseAct.AskCure)] = AuditCaseState.AwaitingCure,
        [(AuditCaseState.InReview, AuditCaseAct.Fail)] = AuditCaseState.Failed,
        [(AuditCaseState.AwaitingCure, AuditCaseAct.HandIn)] = AuditCaseState.InCureReview,
        [(AuditCaseState.AwaitingCure, AuditCaseAct.Fail)] = AuditCaseState.Failed,
        [(AuditCaseState.InCureReview, AuditCaseAct.Pass)] = AuditCaseState.Cured,
        [(AuditCaseState.InCureReview, AuditCaseAct.Fail)] = AuditCaseState.Failed,
    });

    /// <summary>Where it waits for the holder, who has a day.</summary>
    public static readonly IReadOnlyList<AuditCaseState> Awaiting = [AuditCaseState.AwaitingHolder, AuditCaseState.AwaitingCure];

    /// <summary>Where it is before the board.</summary>
    public static readonly IReadOnlyList<AuditCaseState> BeforeBoard = [AuditCaseState.InReview, AuditCaseState.InCureReview];

    /// <summary>Where it is over.</summary>
    public static readonly IReadOnlyList<AuditCaseState> Concluded = [AuditCaseState.Passed, AuditCaseState.Cured, AuditCaseState.Failed];
}
