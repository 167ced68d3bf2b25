using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.Verification;

/// <summary>How a credential stood on a day, as known at an instant: all that the public is told, and nothing else.</summary>
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
    string Sentence,
    DateOnly? StandingUntilOn,
    DateOnly FirstIssuedOn,
    Period Period,
    IReadOnlyList<VerificationAnswer.RestrictionInForce> Restrictions,
    DateTime LastChangedAtUtc,
    DateTime? BoardConfirmedAtUtc,
    VerificationAnswer.Hold? BoardOnHold,
    DateTime AnsweredAtUtc,
    string Registry)
{
    public sealed record BoardNamed(string Code, string Name);

    public sealed record RestrictionInForce(string Text, DateOnly FromOn, DateOnly? UntilOn);

    public sealed record Hold(string Reason, DateTime SinceUtc);
}
