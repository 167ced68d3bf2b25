using System.Collections.Frozen;
using System.Globalization;

namespace PeerCertification.Domain.Credentials;

/// <summary>Says in plain words which act was recorded and from which day it holds; never why.</summary>
public static class ActSentence
{
    private static readonly FrozenDictionary<CredentialActKind, string> Names = new Dictionary<CredentialActKind, string>
    {
        [CredentialActKind.Issue] = "Award",
        [CredentialActKind.Renew] = "Renewal",
        [CredentialActKind.Extend] = "Longer period",
        [CredentialActKind.AwaitRenewal] = "A complete renewal waits for the board",
        [CredentialActKind.EndAwait] = "No renewal waits for the board any more",
        [CredentialActKind.ChangeName] = "Change of the printed name",
        [CredentialActKind.Deactivate] = "Inactive",
        [CredentialActKind.Reactivate] = "Active again",
        [CredentialActKind.Suspend] = "Suspension",
        [CredentialActKind.LiftSuspension] = "Suspension lifted",
        [CredentialActKind.Revoke] = "Revocation",
        [CredentialActKind.Surrender] = "Surrender",
        [CredentialActKind.Reinstate] = "Reinstatement",
        [CredentialActKind.RecordDeath] = "Record of a death",
    }.ToFrozenDictionary();

    /// <summary>The act with this number among all acts of its credential.</summary>
    public static string Of(int sequence, IReadOnlyCollection<CredentialAct> acts)
    {
        var act = acts.Single(a => a.Sequence == sequence);
        return act.VacatesSequence is { } vacated ? $"Taken back, as if it had never been: {Of(vacated, acts)}"
            : act.UntilOn is { } until ? string.Create(CultureInfo.InvariantCulture, $"{Names[act.Kind]}, from {act.EffectiveOn:yyyy-MM-dd} to the end of {until:yyyy-MM-dd}.")
            : string.Create(CultureInfo.InvariantCulture, $"{Names[act.Kind]}, from {act.EffectiveOn:yyyy-MM-dd} on.");
    }
}
