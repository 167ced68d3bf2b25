using System.Collections.Frozen;

namespace PeerCertification.Domain.Evidence;

/// <summary>What an attester is to the applicant.</summary>
public enum AttesterRole { Supervisor, Trainer, Referee }

public enum AttestationAnswer { Confirmed, Corrected, Declined }

/// <summary>Who is asked, and where.</summary>
public sealed record Attester(string Name, string Email);

/// <summary>What an answer does to the entry: the act, and the minutes the attester stands for.</summary>
public sealed record AttestedStatement(EvidenceAct EntryAct, AttestationAct RequestAct, int Minutes);

/// <summary>Who may attest what, and what an answer is worth.</summary>
public static class AttestationRules
{
    /// <summary>Whose word counts for which kind of entry. Examinations, diplomas and signed texts are shown by their document; nobody attests them.</summary>
    public static readonly FrozenDictionary<EvidenceKind, FrozenSet<AttesterRole>> RolesFor = new Dictionary<EvidenceKind, FrozenSet<AttesterRole>>
    {
        [EvidenceKind.Training] = [AttesterRole.Trainer, AttesterRole.Supervisor],
        [EvidenceKind.Practice] = [AttesterRole.Supervisor],
        [EvidenceKind.Supervision] = [AttesterRole.Supervisor],
        [EvidenceKind.Exam] = [],
        [EvidenceKind.Reference] = [AttesterRole.Referee, AttesterRole.Supervisor],
        [EvidenceKind.Education] = [],
        [EvidenceKind.SignedDocument] = [],
        [EvidenceKind.Statement] = [AttesterRole.Supervisor, AttesterRole.Referee],
    }.ToFrozenDictionary();

    /// <summary>The attester whom the entry itself names, or null where it names none.</summary>
    public static Attester? NamedIn(EvidenceDetail entry) => entry switch
    {
        EvidenceDetail.Practice practice => new Attester(practice.SupervisorName, practice.SupervisorEmail),
        EvidenceDetail.Supervision supervision => new Attester(supervision.SupervisorName, supervision.SupervisorEmail),
        EvidenceDetail.Reference reference => new Attester(reference.RefereeName, reference.RefereeEmail),
        _ => null,
    };

    /// <summary>Whether this person may be asked about this entry now; the attester, or why not.</summary>
    public static Outcome<Attester> MayAsk(EvidenceState state, EvidenceDetail entry, AttesterRole role, Attester? chosen, string? applicantEmail)
    {
        if (EvidenceLifecycle.Table.Decide(state, EvidenceAct.Attest).Refusal is { } refusal)
        {
            return refusal;
        }

        if (!RolesFor[entry.Kind].Contains(role))
        {
            return new Refusal("attestation.role_does_not_fit", RolesFor[entry.Kind].Count == 0
                ? $"An entry of kind {entry.Kind} is shown by its document; nobody is asked to attest it."
                : $"An entry of kind {entry.Kind} is attested by: {string.Join(", ", RolesFor[entry.Kind].Order())}.");
        }

        if ((chosen ?? NamedIn(entry)) is not { } attester)
        {
            return new Refusal("attestation.attester_missing", "The entry names nobody to ask: send the attester's name and e-mail address.");
        }

        return applicantEmail is not null && EmailIdentity.Same(attester.Email, applicantEmail)
            ? new Refusal("attestation.attester_is_applicant", "Nobody attests their own statement: the attester's address is the applicant's.")
            : attester;
    }

    /// <summary>Whether a link is good at all. One that was cancelled is refused in the same words as one that never was.</summary>
    public static Refusal? AgainstLink(AttestationState? state) => state switch
    {
        AttestationState.Created or AttestationState.Sent or AttestationState.Opened => null,
        AttestationState.Completed or AttestationState.Declined => new Refusal("attestation.already_answered", "This link was used: the statement is answered. Nothing more is needed."),
        AttestationState.Expired => new Refusal("attestation.link_expired", "This link has run out. The applicant can send a new one."),
        _ => new Refusal("attestation.link_not_good", "This link is not known, was replaced by a newer one, or was cancelled. Use the link of the newest message, or ask the applicant."),
    };

    /// <summary>
    /// What the attester stands for: all of the claim, less of it, or nothing. More than was claimed is never attested; the applicant claims it
    /// first, so that a board sees who says what.
    /// </summary>
    public static Outcome<AttestedStatement> Weigh(AttestationAnswer answer, int claimedMinutes, int? minutes) => answer switch
    {
        AttestationAnswer.Confirmed => new AttestedStatement(EvidenceAct.Attest, AttestationAct.Complete, claimedMinutes),
        AttestationAnswer.Declined => new AttestedStatement(EvidenceAct.Decline, AttestationAct.Decline, 0),
        AttestationAnswer.Corrected when minutes > claimedMinutes =>
            new Refusal("attestation.minutes_above_claim", $"The applicant claims {claimedMinutes} minutes; an attester can correct to fewer, not to more."),
        AttestationAnswer.Corrected when minutes == claimedMinutes =>
            new Refusal("attestation.minutes_unchanged", $"The applicant claims {claimedMinutes} minutes as well: confirm the statement instead."),
        AttestationAnswer.Corrected when minutes > 0 => new AttestedStatement(EvidenceAct.Attest, AttestationAct.Complete, minutes.Value),
        _ => new Refusal("attestation.minutes_needed", "A corrected statement needs the right minutes, more than 0; decline it where there were none."),
    };
}
