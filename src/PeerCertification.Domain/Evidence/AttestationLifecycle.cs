namespace PeerCertification.Domain.Evidence;

public enum AttestationState { Created, Sent, Opened, Completed, Declined, Expired, Cancelled }

public enum AttestationAct { Send, Open, Complete, Decline, Expire, Cancel, Renew }

/// <summary>
/// The life of one request to one attester for one statement. Renewing makes a new link and kills the old one. A request may be opened and
/// answered before its sending is noted: whoever holds the link has received it.
/// </summary>
public static class AttestationLifecycle
{
    public static readonly Lifecycle<AttestationState, AttestationAct> Table = new("An attestation request", "attestation.act_not_allowed", new Dictionary<(AttestationState, AttestationAct), AttestationState>
    {
        [(AttestationState.Created, AttestationAct.Send)] = AttestationState.Sent,
        [(AttestationState.Created, AttestationAct.Open)] = AttestationState.Opened,
        [(AttestationState.Created, AttestationAct.Complete)] = AttestationState.Completed,
        [(AttestationState.Created, AttestationAct.Decline)] = AttestationState.Declined,
        [(AttestationState.Created, AttestationAct.Expire)] = AttestationState.Expired,
        [(AttestationState.Created, AttestationAct.Cancel)] = AttestationState.Cancelled,
        [(AttestationState.Created, AttestationAct.Renew)] = AttestationState.Created,
        [(AttestationState.Sent, AttestationAct.Open)] = AttestationState.Opened,
        [(AttestationState.Sent, AttestationAct.Complete)] = AttestationState.Completed,
        [(AttestationState.Sent, AttestationAct.Decline)] = AttestationState.Declined,
        [(AttestationState.Sent, AttestationAct.Expire)] = AttestationState.Expired,
        [(AttestationState.Sent, AttestationAct.Cancel)] = AttestationState.Cancelled,
        [(AttestationState.Sent, AttestationAct.Renew)] = AttestationState.Created,
        [(AttestationState.Opened, AttestationAct.Open)] = AttestationState.Opened,
        [(AttestationState.Opened, AttestationAct.Complete)] = AttestationState.Completed,
        [(AttestationState.Opened, AttestationAct.Decline)] = AttestationState.Declined,
        [(AttestationState.Opened, AttestationAct.Expire)] = AttestationState.Expired,
        [(AttestationState.Opened, AttestationAct.Cancel)] = AttestationState.Cancelled,
        [(AttestationState.Opened, AttestationAct.Renew)] = AttestationState.Created,
        [(AttestationState.Expired, AttestationAct.Cancel)] = AttestationState.Cancelled,
        [(AttestationState.Expired, AttestationAct.Renew)] = AttestationState.Created,
    });

    /// <summary>The states in which an answer is awaited; at most one request for each entry.</summary>
    public static readonly IReadOnlySet<AttestationState> Open = Table.Moves.Where(m => m.Key.Act == AttestationAct.Expire).Select(m => m.Key.From).ToHashSet();

    /// <summary>How a request stands at an instant, whether or not the clock's job has been there: an open one is expired from <paramref name="expiresAtUtc"/> on.</summary>
    public static AttestationState AsOf(AttestationState written, DateTime expiresAtUtc, DateTime atUtc) =>
        Open.Contains(written) && expiresAtUtc <= atUtc ? Table.Decide(written, AttestationAct.Expire).Value : written;
}
