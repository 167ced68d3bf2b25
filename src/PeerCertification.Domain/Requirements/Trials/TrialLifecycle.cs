namespace PeerCertification.Domain.Requirements.Trials;

public enum TrialState { Queued, Running, Done, Failed, Cancelled }

public enum TrialAct { Begin, Finish, Fail, Cancel }

/// <summary>From the question to its answer. A run that left no end is begun again.</summary>
public static class TrialLifecycle
{
    public static readonly Lifecycle<TrialState, TrialAct> Table = new("A trial", "trial.act_not_allowed", new Dictionary<(TrialState, TrialAct), TrialState>
    {
        [(TrialState.Queued, TrialAct.Begin)] = TrialState.Running,
        [(TrialState.Queued, TrialAct.Cancel)] = TrialState.Cancelled,
        [(TrialState.Running, TrialAct.Begin)] = TrialState.Running,
        [(TrialState.Running, TrialAct.Finish)] = TrialState.Done,
        [(TrialState.Running, TrialAct.Fail)] = TrialState.Failed,
        [(TrialState.Running, TrialAct.Cancel)] = TrialState.Cancelled,
    });

    /// <summary>The states of a trial that has no answer yet; at most one for each credential type.</summary>
    public static readonly IReadOnlyList<TrialState> Open = [TrialState.Queued, TrialState.Running];
}
