using System.Collections.Frozen;

namespace PeerCertification.Domain;

/// <summary>
/// The whole life of a thing, as one table: from a state, by an act, to a state. What the table does not list is refused;
/// there is no default move. The tests compare every cell, and docs/lifecycles.md prints it.
/// </summary>
public sealed class Lifecycle<TState, TAct>(string subject, string refusalCode, IReadOnlyDictionary<(TState From, TAct Act), TState> moves)
    where TState : struct, Enum
    where TAct : struct, Enum
{
    private readonly FrozenDictionary<(TState From, TAct Act), TState> _moves = moves.ToFrozenDictionary();

    /// <summary>Every allowed move, for the documents and the tests.</summary>
    public IEnumerable<KeyValuePair<(TState From, TAct Act), TState>> Moves => _moves;

    /// <summary>The state that follows, or a refusal with the lifecycle's code that names state and act.</summary>
    public Outcome<TState> Decide(TState from, TAct act) =>
        _moves.TryGetValue((from, act), out var to)
            ? to
            : new Refusal(refusalCode, $"{subject} that is {from} cannot be put through {act}.");
}
