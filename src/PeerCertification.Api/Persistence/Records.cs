namespace PeerCertification.Api.Persistence;

/// <summary>One line of the history. Appended only: triggers refuse to change or delete it.</summary>
public sealed class HistoryEntry
{
    public long Sequence { get; init; }

    public DateTime AtUtc { get; init; }

    /// <summary>Null for an attester with a link, for the clock and for the command line.</summary>
    public Guid? ActorAccountId { get; init; }

    /// <summary>Who acted, in the registry's own words: <c>Account</c>, <c>Anonymous</c>, <c>Attester</c>, <c>Clock</c>, <c>CommandLine</c> or <c>Key</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>The permission that let them.</summary>
    public required string Permission { get; init; }

    /// <summary>The use case, such as <c>ApproveApplication</c>.</summary>
    public required string Act { get; init; }

    /// <summary>What it raised, such as <c>CredentialIssued</c>; docs/events.md lists them by act.</summary>
    public required string Event { get; init; }

    public Guid? BoardId { get; init; }

    public Guid? ApplicantId { get; init; }

    public Guid? ApplicationId { get; init; }

    public Guid? CredentialId { get; init; }

    /// <summary>What was acted on, where it is none of the above.</summary>
    public Guid? SubjectId { get; init; }

    public string? Why { get; init; }

    /// <summary>What changed, as JSON without sensitive values.</summary>
    public string? Before { get; init; }

    public string? After { get; init; }
}

public enum OutboxState
{
    Waiting,
    Sent,

    /// <summary>Tried too often; an operator may have it tried again.</summary>
    Dead,

    /// <summary>Not sent, since what it was about was cancelled or replaced first.</summary>
    Withdrawn,
}

/// <summary>
/// A message that was promised in the transaction of the act that caused it. Either it carries its text, encrypted, or it names an account and
/// a subject, and is written when it is delivered.
/// </summary>
public sealed class OutboxMessage
{
    public long Id { get; init; }

    /// <summary>Which text to send, such as <c>AttestationRequested</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>To this account's confirmed address, unless <see cref="RecipientProtected"/> names one.</summary>
    public Guid? RecipientAccountId { get; init; }

    public string? RecipientProtected { get; set; }

    /// <summary>What the text needs to say, as encrypted JSON; erased, as is the recipient, when the message has left.</summary>
    public string? DataProtected { get; set; }

    /// <summary>For messages queued by one set-based statement: the period they are about.</summary>
    public Guid? PeriodId { get; init; }

    public int? LeadDays { get; init; }

    public OutboxState State { get; set; }

    public DateTime CreatedAtUtc { get; init; }

    public DateTime? SentAtUtc { get; set; }

    public int Attempts { get; set; }

    public DateTime NextAttemptAtUtc { get; set; }

    public string? LastError { get; set; }
}

/// <summary>The first answer to a request that may be repeated.</summary>
public sealed class IdempotencyRecord
{
    /// <summary>The account, or the key of an organisation.</summary>
    public Guid AccountId { get; init; }

    public required string Key { get; init; }

    public required string Act { get; init; }

    public required string RequestHash { get; init; }

    /// <summary>The answer, encrypted JSON.</summary>
    public required string ResponseProtected { get; init; }

    public DateTime AtUtc { get; init; }
}

public enum JobOutcome { Running, Succeeded, Failed }

/// <summary>One run of one job for one day.</summary>
public sealed class JobRun
{
    public Guid Id { get; init; }

    public required string Job { get; init; }

    public DateOnly ForDay { get; init; }

    public DateTime StartedAtUtc { get; init; }

    public DateTime? EndedAtUtc { get; set; }

    /// <summary>When its process last said that it is at it.</summary>
    public DateTime SeenAtUtc { get; set; }

    public JobOutcome Outcome { get; set; }

    /// <summary>What it did, such as how many rows it flagged.</summary>
    public int? Count { get; set; }

    public string? Error { get; set; }

    /// <summary>The operator who asked for it; null where the schedule did.</summary>
    public Guid? RequestedByAccountId { get; init; }
}

/// <summary>That the schedule must not run a job.</summary>
public sealed class JobPause
{
    public required string Job { get; init; }

    public required string Why { get; init; }

    public Guid PausedByAccountId { get; init; }

    public DateTime PausedAtUtc { get; init; }
}

/// <summary>That the database is as one build with its seeds wants it: the next start of the same need not look again.</summary>
public sealed class Preparation
{
    /// <summary>Of the program and of every seed, in hexadecimal.</summary>
    public required string Sha256 { get; init; }

    public DateTime PreparedAtUtc { get; init; }
}
