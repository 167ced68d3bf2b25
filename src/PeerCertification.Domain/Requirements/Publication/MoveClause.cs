using PeerCertification.Domain.Applications;

namespace PeerCertification.Domain.Requirements.Publication;

/// <summary>Which submitted applications that are not decided yet a new version takes over from the versions before it.</summary>
public enum MovedApplications { None, ReceivedFrom, All }

/// <summary>The transition that a board gives a new version: said by who proposes it, confirmed by who publishes it.</summary>
/// <param name="ReceivedFromOn">The first day of receipt that moves; only with <see cref="MovedApplications.ReceivedFrom"/>.</param>
public readonly record struct MoveClause(MovedApplications Moves, DateOnly? ReceivedFromOn)
{
    /// <summary>
    /// The applications that a version can take over, and that it is tried on: first ones. The day on which a renewal or a reinstatement comes in tells
    /// by which version it is decided, and its period was lived under that one; no later version takes it over.
    /// </summary>
    public const ApplicationKind Concerns = ApplicationKind.First;

    /// <summary>Whether a day is there exactly where one is needed.</summary>
    public bool IsComplete => Enum.IsDefined(Moves) && (Moves == MovedApplications.ReceivedFrom) == (ReceivedFromOn is not null);

    /// <summary>The first day of receipt whose applications move, or null where none does.</summary>
    public DateOnly? FirstDay => Moves switch
    {
        MovedApplications.All => DateOnly.MinValue,
        MovedApplications.ReceivedFrom => ReceivedFromOn,
        _ => null,
    };
}
