namespace PeerCertification.Domain.Evidence;

public enum AttestationState { Created, Sent, Opened, Completed, Declined, Expired, Cancelled }

public enum AttestationAct { Send, Open, Complete, Decline, Expire, Cancel }

/// <summary>The life of one request to one attester for one statement. Sending again makes a new link and kills the old one.</summary>
public static class AttestationLifecycle
{
    public static readonly Lifecycle<AttestationState, AttestationAct> Table = new("An attestation request", "attestation.act_not_allowed", new Dictionary<(AttestationState, AttestationAct), AttestationState>
    {
        [(AttestationState.Created, AttestationAct.Send)] = AttestationState.Sent,
        [(AttestationState.Created, AttestationAct.Cancel)] = AttestationState.Cancelled,
        [(AttestationState.Sent, AttestationAct.Send)] = AttestationState.Sent,
        [(AttestationState.Sent, AttestationAct.Open)] = AttestationState.Opened,
        [(AttestationState.Sent, AttestationAct.Complete)] = AttestationState.Completed,
        [(AttestationState.Sent, AttestationAct.Decline)] = AttestationState.Declined,
        [(AttestationState.Sent, AttestationAct.Expire)] = AttestationState.Expired,
        [(AttestationState.Sent, AttestationAct.Cancel)] = AttestationState.Cancelled,
        [(AttestationState.Opened, AttestationAct.Send)] = AttestationState.Sent,
        [(AttestationState.Opened, AttestationAct.Open)] = AttestationState.Opened,
        [(AttestationState.Opened, AttestationAct.Complete)] = AttestationState.Completed,
        [(AttestationState.Opened, AttestationAct.Decline)] = AttestationState.Declined,
        [(AttestationState.Opened, AttestationAct.Expire)] = AttestationState.Expired,
        [(AttestationState.Opened, AttestationAct.Cancel)] = AttestationState.Cancelled,
        [(AttestationState.Expired, AttestationAct.Send)] = AttestationState.Sent,
    });
}
