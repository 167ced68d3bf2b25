using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Api.Features.Verification;

/// <summary>How a credential stood on a day, as known at an instant: all that the public is told, and nothing else.</summary>
/// <param name="Because">What the standing comes from: acts and the period; a renewal that waits for the board, or one that is late.</param>
/// <param name="LastChangedAtUtc">When the record of the credential was last changed, as known then.</param>
/// <param name="BoardConfirmedAtUtc">When the board last said that its data is right, or null; told as of now, whatever instant is asked for.</param>
/// <param name="BoardOnHold">Why the board's data is not to be relied on, or null; told as of now, whatever instant is asked for.</param>
public sealed record VerificationAnswer(
    string Number,
    string CredentialType,
    string PublicTitle,
    VerificationAnswer.BoardNamed Board,
    string NameAsPrinted,
    DateOnly On,
    DateTime KnownAtUtc,
    Standing Standing,
    StandingCause Because,
    string Sentence,
    DateOnly? StandingUntilOn,
    DateOnly FirstIssuedOn,
    Period Period,
    IReadOnlyList<VerificationAnswer.RestrictionInForce> Restrictions,
    IReadOnlyList<VerificationAnswer.EndorsementHeld> Endorsements,
    IReadOnlyList<VerificationAnswer.ScopeOfPurpose> Scope,
    DateTime LastChangedAtUtc,
    DateTime? BoardConfirmedAtUtc,
    VerificationAnswer.Hold? BoardOnHold,
    DateTime AnsweredAtUtc,
    string Registry)
{
    public sealed record BoardNamed(string Code, string Name);

    public sealed record RestrictionInForce(string Text, DateOnly FromOn, DateOnly? UntilOn);

    /// <param name="IsPrimary">Whether it is the primary one, where the rules know such a one.</param>
    public sealed record EndorsementHeld(string Code, string Label, DateOnly FromOn, bool IsPrimary);

    /// <summary>What the rules in force on the day say an active holder may do under a purpose; whether this one may, the assessment says.</summary>
    public sealed record ScopeOfPurpose(string Purpose, ScopeSays Says);

    public sealed record Hold(string Reason, DateTime SinceUtc);
}
