using PeerCertification.Domain.Calendars;

namespace PeerCertification.Api.Persistence;

/// <summary>A body that certifies. Its days begin and end in its own time zone.</summary>
public sealed class Board
{
    public Guid Id { get; init; }

    /// <summary>Short, stable, lower case, such as <c>ncc-ap</c>: what addresses and claims name the board by.</summary>
    public required string Code { get; init; }

    public required string Name { get; set; }

    /// <summary>IANA name, such as <c>America/New_York</c>.</summary>
    public required string TimeZone { get; set; }

    /// <summary>How many days before expiry the board wants to be told, longest first.</summary>
    public List<BoardLeadTime> LeadTimes { get; init; } = [];

    public TimeZoneInfo Zone => BoardZone.Named(TimeZone);
}

public sealed class BoardLeadTime
{
    public Guid BoardId { get; init; }

    public int Days { get; init; }
}

/// <summary>What a board can award. Never keyed on its abbreviation across boards: the same letters mean different things at two boards.</summary>
public sealed class CredentialType
{
    public Guid Id { get; init; }

    public Guid BoardId { get; init; }

    public Board Board { get; init; } = null!;

    /// <summary>The abbreviation, unique within the board.</summary>
    public required string Code { get; init; }

    public required string PublicTitle { get; set; }

    /// <summary>Unique across the registry, since numbers begin with it.</summary>
    public required string NumberPrefix { get; init; }

    /// <summary>The serial of the last number given out; the next one is a random step further.</summary>
    public int LastSerial { get; set; }

    public int Version { get; set; }
}

public enum RequirementSetState { Draft, Published, Superseded, Withdrawn }

/// <summary>One version of a credential type's rules. The document never changes once published.</summary>
public sealed class RequirementSetVersion
{
    public Guid Id { get; init; }

    public Guid CredentialTypeId { get; init; }

    public CredentialType CredentialType { get; init; } = null!;

    public int Number { get; init; }

    public DateOnly EffectiveFrom { get; init; }

    /// <summary>The last day on which this version takes new applications, or null.</summary>
    public DateOnly? EffectiveUntil { get; init; }

    public RequirementSetState State { get; set; }

    /// <summary>The document as published, byte for byte.</summary>
    public required string Document { get; init; }

    public required string Sha256 { get; init; }
}
