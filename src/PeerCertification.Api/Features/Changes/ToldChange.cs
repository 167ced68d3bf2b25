using System.Linq.Expressions;
using PeerCertification.Api.Persistence;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.Changes;

/// <summary>A change as an organisation is told it, wherever: in the list, or at its webhook. Nothing of it is about a person but the number of the credential.</summary>
/// <param name="Number">The organisation's own: 1, 2, 3, without a gap.</param>
/// <param name="Credential">The number of the credential.</param>
/// <param name="From">How it stood before: on the day before where a day brought it about, by what was known before where an act did; null where it was not known.</param>
/// <param name="To">How it stands; as before where the period, a restriction or an endorsement is what changed.</param>
/// <param name="EffectiveOn">The first day, at the board, of which this is said.</param>
/// <param name="UntilOn">The last such day, where only days that have passed are told otherwise than before; null otherwise.</param>
/// <param name="PeriodEndsOn">The last day of the period that holds from then on.</param>
/// <param name="IsCorrection">Whether it reaches back to days before it was known: answers of those days are told otherwise now.</param>
/// <param name="KnownAtUtc">Since when the registry says it.</param>
/// <param name="Endorsement">The code of the endorsement that is held, or is the primary one, from then on, or no more; null where something else changed.</param>
public sealed record ToldChange(
    long Number, string Credential, StandingChangeKind Kind, Standing? From, Standing To, DateOnly EffectiveOn, DateOnly? UntilOn, DateOnly PeriodEndsOn, bool IsCorrection, DateTime KnownAtUtc, string? Endorsement = null)
{
    internal static readonly Expression<Func<OrganisationChange, ToldChange>> Read = c => new ToldChange(
        c.Number, c.Change.Credential.Number, c.Change.Kind, c.Change.From, c.Change.To, c.Change.EffectiveOn, c.Change.UntilOn, c.Change.PeriodEndsOn, c.Change.IsCorrection, c.Change.KnownAtUtc, c.Change.Endorsement);
}
