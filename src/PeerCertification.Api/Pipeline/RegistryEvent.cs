namespace PeerCertification.Api.Pipeline;

/// <summary>Everything that can happen, in the past tense. docs/events.md lists which act raises which; a test keeps it true.</summary>
public enum RegistryEvent
{
    AccountRegistered,
    AccountRegisteredAgain,
    AddressConfirmed,
    ApplicationAbandoned,
    ApplicationApproved,
    ApplicationBegun,
    ApplicationDenied,
    ApplicationItemAttested,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    AttestationCancelled,
    AttestationConfirmed,
    AttestationCorrected,
    AttestationDeclined,
    AttestationExpired,
    AttestationOpened,
    AttestationRenewed,
    AttestationRequested,
    CredentialIssued,
    PasswordReset,
    PasswordResetAsked,
    SecondFactorBegun,
    SecondFactorConfirmed,
    SecondFactorRemoved,
    SignedOutEverywhere,
    TakenAddressTried,
}
