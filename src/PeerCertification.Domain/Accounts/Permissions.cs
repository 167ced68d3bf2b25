using System.Collections.Frozen;

namespace PeerCertification.Domain.Accounts;

/// <summary>What somebody may do. A route asks for one; a role gives some, at one board or for the holder's own records.</summary>
public enum Permission
{
    /// <summary>Keep and read one's own record, evidence, documents and attestation requests.</summary>
    KeepOwnRecord,

    /// <summary>Apply, answer the board, withdraw, see one's own progress.</summary>
    ApplyForCredential,

    /// <summary>Register a training provider, offer its courses, post who attended.</summary>
    KeepProvider,

    /// <summary>Register an employer or a payer, act for it, and see what it asked.</summary>
    KeepOrganisation,

    /// <summary>Decide who belongs to an organisation and which keys it has, as its owner.</summary>
    RunOrganisation,

    /// <summary>Verify a whole roster of credentials in one request.</summary>
    VerifyRosters,

    /// <summary>Read the files of one board, its queue and its flagged credentials.</summary>
    ReadBoardFiles,

    /// <summary>Read the sensitive record of somebody whose application one judges, with a reason that the person sees.</summary>
    ReadSensitiveRecords,

    /// <summary>Judge evidence, ask for more, recommend.</summary>
    ReviewApplications,

    /// <summary>Approve or deny.</summary>
    DecideApplications,

    /// <summary>Suspend, lift, revoke and the other acts on a credential.</summary>
    ActOnCredentials,

    /// <summary>Keep a certificant in danger out of the search by name, and show them again.</summary>
    HideHolders,

    /// <summary>Approve training providers and their courses, refuse them, and withdraw an approval.</summary>
    ApproveTraining,

    /// <summary>Post payments and refunds of one board's fees, charge, waive, and correct its ledger.</summary>
    KeepFees,

    /// <summary>Give and end roles at one board.</summary>
    AppointStaff,

    /// <summary>Draft, try and publish the rules of one board's credentials (what one proposes, another publishes), keep its holidays, its reminders and the texts of its messages, and say that its data is right.</summary>
    PublishRequirementSets,

    /// <summary>Announce audits of one board, and enter the value that decides their lot.</summary>
    RunAudits,

    /// <summary>Say that a board's data is not to be relied on for the time being, and that it is again.</summary>
    HoldBoard,

    /// <summary>Read the history of one board's files.</summary>
    ReadHistory,

    /// <summary>See and run jobs.</summary>
    OperateJobs,

    /// <summary>Appoint the administrators of any board.</summary>
    AppointAdministrators,

    /// <summary>Change the key that receipts are signed with.</summary>
    KeepReceiptKeys,
}

public enum Role { Applicant, Reviewer, Officer, BoardAdministrator, Auditor, Operator }

/// <summary>Which role may do what. What is not listed is refused.</summary>
public static class RolePermissions
{
    public static readonly FrozenDictionary<Role, FrozenSet<Permission>> Table = new Dictionary<Role, FrozenSet<Permission>>
    {
        [Role.Applicant] = [Permission.KeepOwnRecord, Permission.ApplyForCredential, Permission.KeepProvider, Permission.KeepOrganisation, Permission.RunOrganisation, Permission.VerifyRosters],
        [Role.Reviewer] = [Permission.ReadBoardFiles, Permission.ReadSensitiveRecords, Permission.ReviewApplications],
        [Role.Officer] = [Permission.ReadBoardFiles, Permission.ReadSensitiveRecords, Permission.DecideApplications, Permission.ActOnCredentials, Permission.HideHolders, Permission.ApproveTraining, Permission.KeepFees],
        [Role.BoardAdministrator] = [Permission.ReadBoardFiles, Permission.KeepFees, Permission.AppointStaff, Permission.PublishRequirementSets, Permission.RunAudits, Permission.HideHolders, Permission.HoldBoard, Permission.ReadHistory],
        [Role.Auditor] = [Permission.ReadBoardFiles, Permission.ReadHistory],
        [Role.Operator] = [Permission.OperateJobs, Permission.AppointAdministrators, Permission.HoldBoard, Permission.KeepReceiptKeys],
    }.ToFrozenDictionary();

    /// <summary>The roles that are held at one board.</summary>
    public static readonly FrozenSet<Role> BoardRoles = [Role.Reviewer, Role.Officer, Role.BoardAdministrator, Role.Auditor];
}
