namespace PeerCertification.Api.Persistence;

/// <summary>People on whose credentials an organisation relies, kept under a name.</summary>
public sealed class SavedRoster
{
    public Guid Id { get; init; }

    public Guid OrganisationId { get; init; }

    public required string Name { get; init; }

    public DateTime CreatedAtUtc { get; init; }

    /// <summary>Whether the organisation is told what changes of its people.</summary>
    public bool IsWatched { get; set; }

    /// <summary>Moves on with every change of its people, so that two who change them at once meet.</summary>
    public int Version { get; set; }
}

/// <summary>That somebody is on a saved roster from a day to a day. Ended, never deleted: who was on it on a past day stays known.</summary>
public sealed class SavedRosterEntry
{
    public Guid Id { get; init; }

    public Guid RosterId { get; init; }

    public SavedRoster Roster { get; init; } = null!;

    /// <summary>The credential's number, as printed.</summary>
    public required string Number { get; init; }

    /// <summary>What the organisation calls the person, such as a staff number.</summary>
    public string? Reference { get; init; }

    public DateOnly FromOn { get; init; }

    /// <summary>The last day on it; null while it has none. A day before <see cref="FromOn"/> means that the stay was taken back before it began.</summary>
    public DateOnly? UntilOn { get; set; }

    public DateTime AddedAtUtc { get; init; }

    public DateTime? RemovedAtUtc { get; set; }
}
