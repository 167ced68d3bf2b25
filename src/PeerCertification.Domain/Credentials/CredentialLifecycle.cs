namespace PeerCertification.Domain.Credentials;

/// <summary>What the acts alone say of a credential. Expired and in grace are not here: they follow from the day.</summary>
public enum CredentialState { None, Active, Inactive, Suspended, Revoked, Surrendered, Deceased }

/// <summary>What an act does. A new kind comes last: what is packed of acts says the place of their kind.</summary>
public enum CredentialActKind { Issue, Renew, Extend, AwaitRenewal, EndAwait, ChangeName, Endorse, EndEndorsement, Deactivate, Reactivate, Suspend, LiftSuspension, Revoke, Surrender, Reinstate, RecordDeath, Vacate }

/// <summary>
/// What a board may do to a credential, and what follows. Vacate is not in the table: it takes another act out of the history as if it had
/// never been, and what remains must still be a history that the table allows. An expired credential is Active here, and is renewed or
/// reinstated by Renew: that its period has ended is the calendar's doing. AwaitRenewal says that a complete renewal waits for the board, where
/// the rules keep the standing meanwhile; EndAwait, that the board answered otherwise or the holder took it back. A name can be changed, and an endorsement ended, in any state but after
/// a death; an endorsement is added to a credential that is active, on a day on which its period or its grace runs.
/// </summary>
public static class CredentialLifecycle
{
    public static readonly Lifecycle<CredentialState, CredentialActKind> Table = new("A credential", "credential.act_not_allowed", new Dictionary<(CredentialState, CredentialActKind), CredentialState>
    {
        [(CredentialState.None, CredentialActKind.Issue)] = CredentialState.Active,
        [(CredentialState.Active, CredentialActKind.Renew)] = CredentialState.Active,
        [(CredentialState.Active, CredentialActKind.Extend)] = CredentialState.Active,
        [(CredentialState.Active, CredentialActKind.AwaitRenewal)] = CredentialState.Active,
        [(CredentialState.Active, CredentialActKind.EndAwait)] = CredentialState.Active,
        [(CredentialState.Active, CredentialActKind.ChangeName)] = CredentialState.Active,
        [(CredentialState.Active, CredentialActKind.Endorse)] = CredentialState.Active,
        [(CredentialState.Active, CredentialActKind.EndEndorsement)] = CredentialState.Active,
        [(CredentialState.Active, CredentialActKind.Deactivate)] = CredentialState.Inactive,
        [(CredentialState.Active, CredentialActKind.Suspend)] = CredentialState.Suspended,
        [(CredentialState.Active, CredentialActKind.Revoke)] = CredentialState.Revoked,
        [(CredentialState.Active, CredentialActKind.Surrender)] = CredentialState.Surrendered,
        [(CredentialState.Active, CredentialActKind.RecordDeath)] = CredentialState.Deceased,
        [(CredentialState.Inactive, CredentialActKind.Extend)] = CredentialState.Inactive,
        [(CredentialState.Inactive, CredentialActKind.EndAwait)] = CredentialState.Inactive,
        [(CredentialState.Inactive, CredentialActKind.ChangeName)] = CredentialState.Inactive,
        [(CredentialState.Inactive, CredentialActKind.EndEndorsement)] = CredentialState.Inactive,
        [(CredentialState.Inactive, CredentialActKind.Reactivate)] = CredentialState.Active,
        [(CredentialState.Inactive, CredentialActKind.Revoke)] = CredentialState.Revoked,
        [(CredentialState.Inactive, CredentialActKind.Surrender)] = CredentialState.Surrendered,
        [(CredentialState.Inactive, CredentialActKind.RecordDeath)] = CredentialState.Deceased,
        [(CredentialState.Suspended, CredentialActKind.EndAwait)] = CredentialState.Suspended,
        [(CredentialState.Suspended, CredentialActKind.ChangeName)] = CredentialState.Suspended,
        [(CredentialState.Suspended, CredentialActKind.EndEndorsement)] = CredentialState.Suspended,
        [(CredentialState.Suspended, CredentialActKind.LiftSuspension)] = CredentialState.Active,
        [(CredentialState.Suspended, CredentialActKind.Revoke)] = CredentialState.Revoked,
        [(CredentialState.Suspended, CredentialActKind.Surrender)] = CredentialState.Surrendered,
        [(CredentialState.Suspended, CredentialActKind.RecordDeath)] = CredentialState.Deceased,
        [(CredentialState.Revoked, CredentialActKind.EndAwait)] = CredentialState.Revoked,
        [(CredentialState.Revoked, CredentialActKind.ChangeName)] = CredentialState.Revoked,
        [(CredentialState.Revoked, CredentialActKind.EndEndorsement)] = CredentialState.Revoked,
        [(CredentialState.Revoked, CredentialActKind.Reinstate)] = CredentialState.Active,
        [(CredentialState.Revoked, CredentialActKind.RecordDeath)] = CredentialState.Deceased,
        [(CredentialState.Surrendered, CredentialActKind.EndAwait)] = CredentialState.Surrendered,
        [(CredentialState.Surrendered, CredentialActKind.ChangeName)] = CredentialState.Surrendered,
        [(CredentialState.Surrendered, CredentialActKind.EndEndorsement)] = CredentialState.Surrendered,
        [(CredentialState.Surrendered, CredentialActKind.Reinstate)] = CredentialState.Active,
        [(CredentialState.Surrendered, CredentialActKind.RecordDeath)] = CredentialState.Deceased,
        [(CredentialState.Deceased, CredentialActKind.EndAwait)] = CredentialState.Deceased,
    });
}
