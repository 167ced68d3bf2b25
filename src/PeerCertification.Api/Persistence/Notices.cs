namespace PeerCertification.Api.Persistence;

/// <summary>A message that waits for somebody behind their sign-in. It is there once for each message of the outbox, and kept after it was read.</summary>
public sealed class InboxMessage
{
    public long Id { get; init; }

    public Guid AccountId { get; init; }

    /// <summary>The message that it came out of.</summary>
    public long OutboxMessageId { get; init; }

    public required string Kind { get; init; }

    /// <summary>Two letters: the language that it was written in.</summary>
    public required string Language { get; init; }

    /// <summary>Encrypted, as is the text: both say whose matter it is.</summary>
    public required string SubjectProtected { get; init; }

    public required string TextProtected { get; init; }

    public DateTime ArrivedAtUtc { get; init; }

    public DateTime? ReadAtUtc { get; set; }
}

/// <summary>One version of what a board writes instead of the registry's own text. Never changed: the highest number is what leaves.</summary>
public sealed class MessageTemplate
{
    public Guid Id { get; init; }

    public Guid BoardId { get; init; }

    public required string Kind { get; init; }

    /// <summary>Two letters.</summary>
    public required string Language { get; init; }

    /// <summary>The lead time in days that a reminder is for, or 0 for every one that has no text of its own.</summary>
    public int LeadDays { get; init; }

    /// <summary>1, 2, 3 … for the same kind, language and lead time.</summary>
    public int Number { get; init; }

    public required string Subject { get; init; }

    public required string Text { get; init; }

    public Guid SavedByAccountId { get; init; }

    public DateTime SavedAtUtc { get; init; }
}
