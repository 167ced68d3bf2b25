namespace PeerCertification.Domain.Credentials;

public enum RosterFileState { Queued, Running, Finished, Failed, Cancelled }

public enum RosterFileAct { Begin, Finish, Fail, Cancel }

/// <summary>From the question to its answers. A run that left no end is taken up where it stopped.</summary>
public static class RosterFileLifecycle
{
    public static readonly Lifecycle<RosterFileState, RosterFileAct> Table = new("A roster file", "roster_file.act_not_allowed", new Dictionary<(RosterFileState, RosterFileAct), RosterFileState>
    {
        [(RosterFileState.Queued, RosterFileAct.Begin)] = RosterFileState.Running,
        [(RosterFileState.Queued, RosterFileAct.Cancel)] = RosterFileState.Cancelled,
        [(RosterFileState.Running, RosterFileAct.Begin)] = RosterFileState.Running,
        [(RosterFileState.Running, RosterFileAct.Finish)] = RosterFileState.Finished,
        [(RosterFileState.Running, RosterFileAct.Fail)] = RosterFileState.Failed,
        [(RosterFileState.Running, RosterFileAct.Cancel)] = RosterFileState.Cancelled,
    });

    /// <summary>The states of a file that has no end yet; at most one for each account or organisation.</summary>
    public static readonly IReadOnlyList<RosterFileState> Open = [RosterFileState.Queued, RosterFileState.Running];
}

/// <summary>How large a roster file may be, and how long it is kept.</summary>
public static class RosterFileRules
{
    public const int MostRows = 1_000_000;

    /// <summary>The size of the largest file that is taken, in bytes: 32 MB.</summary>
    public const int LongestBytes = 32 * 1024 * 1024;

    /// <summary>How often a file is begun, or taken up again, before it fails.</summary>
    public const int MostAttempts = 5;

    /// <summary>How many answered rows are kept for one account or organisation, in all of its files: what bounds the disk.</summary>
    public const int MostRowsKept = 10_000_000;

    /// <summary>How many rows without an answer are told by themselves, before somebody fetches the answers.</summary>
    public const int MostRefusedTold = 20;

    /// <summary>What is said of a file that was given up, since too many of its numbers belong to nobody.</summary>
    public const string TooManyUnknown = "too_many_unknown";

    /// <summary>How many days after its end a file is kept with its answers.</summary>
    public const int DaysKept = 30;
}
