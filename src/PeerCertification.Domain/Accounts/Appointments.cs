namespace PeerCertification.Domain.Accounts;

/// <summary>When somebody may be given a role at a board, and when it may be taken from them.</summary>
public static class Appointments
{
    /// <summary>Only a person whose address is confirmed can be appointed, to each role once at a time, and by somebody else.</summary>
    /// <param name="isOneself">Whether the account is that of whoever appoints.</param>
    public static Refusal? RefuseAppointing(bool hasConfirmedAccount, bool holdsRoleAlready, bool isOneself) =>
        !hasConfirmedAccount ? new Refusal("appointment.account_unknown", "Nobody with a confirmed account has this address; they must register and confirm it first.")
        : isOneself ? new Refusal("appointment.own_account", "Nobody gives themselves a role; another administrator, or an operator, must appoint you.")
        : holdsRoleAlready ? new Refusal("appointment.already_held", "This person holds this role at the board already.")
        : null;

    /// <summary>An appointment ends once, and a board never ends its last administrator: nobody could appoint the next.</summary>
    /// <param name="administrators">How many administrators the board has now, this one included; 0 or more.</param>
    public static Refusal? RefuseEnding(bool hasEnded, bool isAdministrator, int administrators) =>
        hasEnded ? new Refusal("appointment.already_ended", "This appointment has ended already.")
        : isAdministrator && administrators <= 1 ? new Refusal("appointment.last_administrator", "This is the board's last administrator; appoint another one first.")
        : null;
}
