using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Persistence;

/// <summary>An address of an organisation to which its changes are sent, in their order.</summary>
public sealed class Webhook
{
    public Guid Id { get; init; }

    public Guid OrganisationId { get; init; }

    public Organisation Organisation { get; init; } = null!;

    public required string Address { get; init; }

    public WebhookState State { get; set; }

    /// <summary>Encrypted; empty once the webhook has ended.</summary>
    public required string SecretProtected { get; set; }

    /// <summary>The secret before this one, while both sign.</summary>
    public string? OldSecretProtected { get; set; }

    /// <summary>The first instant at which the old secret no longer signs.</summary>
    public DateTime? OldSecretUntilUtc { get; set; }

    /// <summary>The number of the last of the organisation's changes that was taken here, or that was left out.</summary>
    public long SentUpTo { get; set; }

    /// <summary>How many tries in a row were not taken.</summary>
    public int Failures { get; set; }

    public DateTime? FailingSinceUtc { get; set; }

    public DateTime NextTryAtUtc { get; set; }

    public DateTime RegisteredAtUtc { get; init; }

    public DateTime? DisabledAtUtc { get; set; }

    public DateTime? EndedAtUtc { get; set; }

    /// <summary>Moves on with every claim of a delivery, and with every act on what is delivered: whoever holds an older one changes nothing.</summary>
    public int Version { get; set; }

    /// <summary>The secrets that sign at an instant, the newer first.</summary>
    public IEnumerable<string> SecretsAt(DateTime nowUtc) => OldSecretProtected is { } old && nowUtc < OldSecretUntilUtc ? [SecretProtected, old] : [SecretProtected];
}

/// <summary>One try to deliver a message to a webhook, and what was answered.</summary>
public sealed class WebhookTry
{
    public Guid Id { get; init; }

    public Guid WebhookId { get; init; }

    /// <summary>The message's id, the same on every try.</summary>
    public required string MessageId { get; init; }

    /// <summary>The organisation's number of the change, or null for a test.</summary>
    public long? ChangeNumber { get; init; }

    public DateTime AtUtc { get; init; }

    public WebhookAnswer Answer { get; init; }

    public int? HttpStatus { get; init; }

    public int TookMs { get; init; }
}
