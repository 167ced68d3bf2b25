using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Persistence;

/// <summary>An employer or a payer, which relies on credentials. Its members act for it, and so do its keys.</summary>
public sealed class Organisation
{
    public Guid Id { get; init; }

    public required string Name { get; init; }

    public OrganisationKind Kind { get; init; }

    /// <summary>Where it employs or pays, two letters each, in the order of the alphabet.</summary>
    public required List<string> States { get; init; }

    public DateTime RegisteredAtUtc { get; init; }

    /// <summary>The number of the last change that it was given; 0 while there was none.</summary>
    public long LastChange { get; set; }
}

/// <summary>A change of a credential that was on a watched roster of the organisation when it was numbered, under the organisation's own number.</summary>
public sealed class OrganisationChange
{
    public Guid OrganisationId { get; init; }

    /// <summary>From 1, without a gap.</summary>
    public long Number { get; init; }

    public long ChangeNumber { get; init; }

    public StandingChangeRow Change { get; init; } = null!;
}

/// <summary>An account that acts for an organisation. Ended, never deleted: who asked what for whom stays known.</summary>
public sealed class OrganisationMember
{
    public Guid Id { get; init; }

    public Guid OrganisationId { get; init; }

    public Organisation Organisation { get; init; } = null!;

    public Guid AccountId { get; init; }

    public OrganisationRole Role { get; init; }

    public DateTime JoinedAtUtc { get; init; }

    public DateTime? EndedAtUtc { get; set; }

    /// <summary>How often a message says to them that something changed.</summary>
    public DigestEvery Digest { get; set; }

    /// <summary>The first day on which the next such message is due; null for none.</summary>
    public DateOnly? NextDigestOn { get; set; }

    /// <summary>The number of the organisation's last change that such a message told of.</summary>
    public long DigestedUpTo { get; set; }
}

/// <summary>A link by which one more account joins an organisation. Its token is kept only as a hash.</summary>
public sealed class OrganisationInvitation
{
    public Guid Id { get; init; }

    public Guid OrganisationId { get; init; }

    public OrganisationRole Role { get; init; }

    public required string TokenHash { get; init; }

    public DateTime InvitedAtUtc { get; init; }

    public DateTime ExpiresAtUtc { get; set; }

    public DateTime? JoinedAtUtc { get; set; }

    public int Version { get; set; }
}

/// <summary>A key with which a program of an organisation asks. The secret is kept only as a hash; the prefix tells keys apart.</summary>
public sealed class OrganisationKey
{
    public Guid Id { get; init; }

    public Guid OrganisationId { get; init; }

    public required string Name { get; init; }

    /// <summary>How the key begins, which may be seen.</summary>
    public required string Prefix { get; init; }

    /// <summary>SHA-256 of the whole key, in hexadecimal.</summary>
    public required string Hash { get; init; }

    public required List<KeyScope> Scopes { get; init; }

    public DateTime IssuedAtUtc { get; init; }

    public Guid IssuedByAccountId { get; init; }

    /// <summary>The first instant at which it is not good.</summary>
    public DateTime ExpiresAtUtc { get; set; }

    public DateTime? RevokedAtUtc { get; set; }

    /// <summary>The key that this one follows, or null.</summary>
    public Guid? FollowsId { get; init; }

    /// <summary>When it was last used, to within minutes; null where it never was.</summary>
    public DateTime? LastUsedAtUtc { get; set; }

    public int Version { get; set; }
}
