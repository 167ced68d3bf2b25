namespace PeerCertification.Domain.Evidence;

public enum EvidenceState { Draft, Claimed, Attested, Accepted, PartlyAccepted, Rejected, Superseded }

public enum EvidenceAct { Claim, Attest, Decline, Accept, AcceptInPart, Reject, Supersede }

/// <summary>
/// An entry is claimed by its applicant, may be attested by a third party, and is then judged by a board, once for each application it is part of.
/// A board may judge again until it decides. A superseded entry keeps its place in the history and counts for nothing.
/// </summary>
public static class EvidenceLifecycle
{
    public static readonly Lifecycle<EvidenceState, EvidenceAct> Table = new("An entry", "evidence.act_not_allowed", new Dictionary<(EvidenceState, EvidenceAct), EvidenceState>
    {
        [(EvidenceState.Draft, EvidenceAct.Claim)] = EvidenceState.Claimed,
        [(EvidenceState.Draft, EvidenceAct.Supersede)] = EvidenceState.Superseded,
        [(EvidenceState.Claimed, EvidenceAct.Attest)] = EvidenceState.Attested,
        [(EvidenceState.Claimed, EvidenceAct.Decline)] = EvidenceState.Claimed,
        [(EvidenceState.Claimed, EvidenceAct.Accept)] = EvidenceState.Accepted,
        [(EvidenceState.Claimed, EvidenceAct.AcceptInPart)] = EvidenceState.PartlyAccepted,
        [(EvidenceState.Claimed, EvidenceAct.Reject)] = EvidenceState.Rejected,
        [(EvidenceState.Claimed, EvidenceAct.Supersede)] = EvidenceState.Superseded,
        [(EvidenceState.Attested, EvidenceAct.Accept)] = EvidenceState.Accepted,
        [(EvidenceState.Attested, EvidenceAct.AcceptInPart)] = EvidenceState.PartlyAccepted,
        [(EvidenceState.Attested, EvidenceAct.Reject)] = EvidenceState.Rejected,
        [(EvidenceState.Attested, EvidenceAct.Supersede)] = EvidenceState.Superseded,
        [(EvidenceState.Accepted, EvidenceAct.AcceptInPart)] = EvidenceState.PartlyAccepted,
        [(EvidenceState.Accepted, EvidenceAct.Reject)] = EvidenceState.Rejected,
        [(EvidenceState.PartlyAccepted, EvidenceAct.Accept)] = EvidenceState.Accepted,
        [(EvidenceState.PartlyAccepted, EvidenceAct.AcceptInPart)] = EvidenceState.PartlyAccepted,
        [(EvidenceState.PartlyAccepted, EvidenceAct.Reject)] = EvidenceState.Rejected,
        [(EvidenceState.Rejected, EvidenceAct.Accept)] = EvidenceState.Accepted,
        [(EvidenceState.Rejected, EvidenceAct.AcceptInPart)] = EvidenceState.PartlyAccepted,
    });
}
