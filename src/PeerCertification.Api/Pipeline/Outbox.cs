using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;

namespace PeerCertification.Api.Pipeline;

/// <summary>What the registry writes to people about. Messages/ holds the text of each.</summary>
public enum MessageKind
{
    AddressAlreadyRegistered,
    AddressToConfirm,
    ApplicantAsked,
    ApplicationApproved,
    ApplicationDenied,
    ApplicationReceived,
    ApplicationRulesChanged,
    AttendancePosted,
    AttendanceTakenBack,
    AttestationRequested,
    AuditDrawn,
    AuditMoved,
    ChangesDigest,
    CredentialActRecorded,
    CredentialExpiring,
    DecisionsOverdue,
    OrganisationInvited,
    PasswordToReset,
    ReceiptCorrected,
    RequirementWaived,
    WaiverWithdrawn,
    ProviderInvited,
    TrainingApprovalDecided,
    WebhookDisabled,
}

/// <summary>Promises a message in the transaction of the act that causes it; a job delivers it. Recipient and data are encrypted at rest.</summary>
public sealed class Outbox(RegistryContext db, IDataProtectionProvider protection, TimeProvider clock)
{
    private readonly IDataProtector _protector = protection.CreateProtector("outbox");

    /// <summary>To an address, whether or not it has an account.</summary>
    public void Write(MessageKind kind, string email, object data) => Add(kind, null, _protector.Protect(email), data);

    /// <summary>To the address that the applicant's account has when the message is delivered.</summary>
    public async Task WriteToApplicant(MessageKind kind, Guid applicantId, object data, CancellationToken cancellationToken) =>
        Add(kind, await db.Applicants.Where(a => a.Id == applicantId).Select(a => a.AccountId).SingleAsync(cancellationToken), null, data);

    /// <summary>To the address that the account has when the message is delivered.</summary>
    public void WriteToAccount(MessageKind kind, Guid accountId, object data) => Add(kind, accountId, null, data);

    /// <summary>Reads back what <c>Write</c> protected.</summary>
    public string Open(string protectedText) => _protector.Unprotect(protectedText);

    private void Add(MessageKind kind, Guid? accountId, string? recipient, object data)
    {
        var now = clock.UtcNow();
        db.Outbox.Add(new OutboxMessage
        {
            Kind = kind.ToString(),
            RecipientAccountId = accountId,
            RecipientProtected = recipient,
            DataProtected = _protector.Protect(JsonSerializer.Serialize(data, RegistryJson.Options)),
            State = OutboxState.Waiting,
            CreatedAtUtc = now,
            NextAttemptAtUtc = now,
        });
    }
}
