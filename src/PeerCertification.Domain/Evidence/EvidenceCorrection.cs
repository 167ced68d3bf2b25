namespace PeerCertification.Domain.Evidence;

/// <summary>
/// How an applicant changes her mind. A draft says nothing yet and is written over. What was claimed is never written over: a new entry takes its
/// place, so that what an attester was asked, and what was once said, stays as it was. What a board relies on cannot be changed at all.
/// </summary>
public static class EvidenceCorrection
{
    /// <summary>The state that the entry is in once it says something else: still Draft, Claimed where the draft is claimed with it, or Superseded by a new entry.</summary>
    /// <param name="isHeld">Whether an application that a board relies on contains the entry.</param>
    /// <param name="asDraft">Whether the applicant wants what she says now to be a draft.</param>
    public static Outcome<EvidenceState> Correct(EvidenceState state, EvidenceKind kind, EvidenceKind corrected, bool isHeld, bool asDraft) =>
        isHeld ? Held()
        : kind != corrected ? new Refusal("evidence.kind_cannot_change", $"The entry is of kind {kind}; withdraw it, and offer the {corrected} as an entry of its own.")
        : state != EvidenceState.Draft ? EvidenceLifecycle.Table.Decide(state, EvidenceAct.Supersede)
        : asDraft ? EvidenceState.Draft
        : EvidenceLifecycle.Table.Decide(state, EvidenceAct.Claim);

    /// <summary>The state that the entry is in once it is withdrawn.</summary>
    public static Outcome<EvidenceState> Withdraw(EvidenceState state, bool isHeld) =>
        isHeld ? Held() : EvidenceLifecycle.Table.Decide(state, EvidenceAct.Supersede);

    /// <summary>What a training provider posted is the provider's word, and the holder of the record cannot change it.</summary>
    public static Refusal? RefusePosted(EvidenceDetail entry) => entry is EvidenceDetail.Training { Posted: not null }
        ? new Refusal("evidence.posted_by_provider", "A training provider posted this entry; ask the provider to correct it, or the board.")
        : null;

    private static Refusal Held() =>
        new("evidence.in_submitted_application", "The entry is part of an application that was submitted; withdraw the application first, or answer the board.");
}
