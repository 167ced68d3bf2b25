using PeerCertification.Domain.Evidence;

namespace PeerCertification.Domain.Requirements;

/// <summary>Which of the three numbers of an entry the evaluation reads: claimed for submitting, accepted for granting.</summary>
public enum FactBasis { Claimed, Accepted }

/// <summary>What the file holds on the day it is judged: plain facts, already read from storage.</summary>
/// <param name="RecoverySince">The first day of recovery that the applicant attests to, or null when she has attested to none.</param>
public sealed record Facts(FactBasis Basis, IReadOnlyList<EvidenceFact> Evidence, DateOnly? RecoverySince, DateOnly? BirthDate);

/// <summary>One entry with its three numbers, in whole minutes.</summary>
/// <param name="State">How far the entry has come; in an application, the board's judgement of it.</param>
/// <param name="AttestedMinutes">What the attester confirmed; null before an answer, 0 after a refusal.</param>
/// <param name="AcceptedMinutes">What the board accepted; null before a judgement.</param>
/// <param name="HasDocument">Whether a document is attached.</param>
/// <param name="Note">Why a board or an attester did not take it all, in their words, or null.</param>
public sealed record EvidenceFact(Guid Id, EvidenceDetail Detail, EvidenceState State, int? AttestedMinutes, int? AcceptedMinutes, bool HasDocument, string? Note);

/// <summary>The whole result of judging a file: pure function of requirement set, facts and day, and so the same every time.</summary>
public sealed record Evaluation(DateOnly On, FactBasis Basis, bool IsMet, Finding Root, IReadOnlyList<EntryUse> Entries);

/// <summary>How one requirement came out: what is there, what is needed, and what would cure it.</summary>
/// <param name="Have">In the unit named by <paramref name="Unit"/>.</param>
/// <param name="Cure">One plain sentence that tells the applicant what to do; null when the requirement is met.</param>
/// <param name="Counted">The entries that counted here, and how much of each.</param>
/// <param name="NotCounted">The entries of the right kind that did not count in full, each with a coded reason.</param>
public sealed record Finding(
    string Id,
    string Label,
    string Source,
    bool IsMet,
    int Have,
    int Need,
    FindingUnit Unit,
    string? Cure,
    IReadOnlyList<CountedEntry> Counted,
    IReadOnlyList<RefusedEntry> NotCounted,
    IReadOnlyList<Finding> Of);

public enum FindingUnit { Minutes, Months, Years, Count, Requirements }

public sealed record CountedEntry(Guid EvidenceId, int Amount);

/// <param name="Code">Stable, such as <c>not_yet_accepted</c>, <c>outside_window</c>, <c>topic_not_asked</c>.</param>
/// <param name="Amount">What did not count, in the finding's unit.</param>
public sealed record RefusedEntry(Guid EvidenceId, int Amount, string Code, string Reason);

/// <summary>What became of one entry across the whole set: every minute of it is either counted somewhere or has a reason.</summary>
public sealed record EntryUse(Guid EvidenceId, int ClaimedMinutes, int CountedMinutes, IReadOnlyList<string> CountedToward, IReadOnlyList<RefusedEntry> NotCounted);
