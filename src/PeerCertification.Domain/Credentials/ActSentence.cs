using System.Collections.Frozen;
using System.Globalization;

namespace PeerCertification.Domain.Credentials;

/// <summary>What acts are called in one language, and how a day is said with them: {act} is its name, {from} its first day, {until} its last.</summary>
public sealed record ActWords(FrozenDictionary<CredentialActKind, string> Names, string From, string FromUntil, string TakenBack)
{
    public static readonly ActWords English = new(
        new Dictionary<CredentialActKind, string>
        {
            [CredentialActKind.Issue] = "Award",
            [CredentialActKind.Renew] = "Renewal",
            [CredentialActKind.Extend] = "Longer period",
            [CredentialActKind.AwaitRenewal] = "A complete renewal waits for the board",
            [CredentialActKind.EndAwait] = "No renewal waits for the board any more",
            [CredentialActKind.ChangeName] = "Change of the printed name",
            [CredentialActKind.Endorse] = "Endorsement added",
            [CredentialActKind.EndEndorsement] = "Endorsement ended",
            [CredentialActKind.Deactivate] = "Inactive",
            [CredentialActKind.Reactivate] = "Active again",
            [CredentialActKind.Suspend] = "Suspension",
            [CredentialActKind.LiftSuspension] = "Suspension lifted",
            [CredentialActKind.Revoke] = "Revocation",
            [CredentialActKind.Surrender] = "Surrender",
            [CredentialActKind.Reinstate] = "Reinstatement",
            [CredentialActKind.RecordDeath] = "Record of a death",
        }.ToFrozenDictionary(),
        "{act}, from {from} on.",
        "{act}, from {from} to the end of {until}.",
        "Taken back, as if it had never been: {act}");
}

/// <summary>Says in plain words which act was recorded and from which day it holds; never why.</summary>
public static class ActSentence
{
    /// <summary>The act with this number among all acts of its credential.</summary>
    public static string Of(int sequence, IReadOnlyCollection<CredentialAct> acts, ActWords words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var act = acts.Single(a => a.Sequence == sequence);
        return act.VacatesSequence is { } vacated
            ? words.TakenBack.Replace("{act}", Of(vacated, acts, words), StringComparison.Ordinal)
            : (act.UntilOn is null ? words.From : words.FromUntil)
                .Replace("{act}", words.Names[act.Kind], StringComparison.Ordinal)
                .Replace("{from}", Day(act.EffectiveOn), StringComparison.Ordinal)
                .Replace("{until}", Day(act.UntilOn ?? act.EffectiveOn), StringComparison.Ordinal);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
