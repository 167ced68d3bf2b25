using System.Collections.Frozen;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Fees;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Domain.Applications;

/// <summary>Why a renewal that the rules would let through by themselves goes to a person.</summary>
public enum PersonNeeded { SentLate, NotMetByAttendance, AuditOpen, Restricted, Discipline, FeeOwed, TakenBackBefore, PeriodNotClear }

/// <summary>What the registry knows of a renewal that was just handed in, beside its evidence.</summary>
/// <param name="OnAttendance">How it comes out on what training providers posted and on nothing else.</param>
/// <param name="HasOpenAudit">Whether a renewal of the credential is drawn for an audit that is not concluded.</param>
/// <param name="IsRestricted">Whether a restriction holds for the credential today or is to hold later.</param>
/// <param name="HasDiscipline">Whether a credential of the holder at the board is suspended or revoked, today or from a later day, or a failed audit was referred since the period began.</param>
/// <param name="Fees">The ledger of the application, with what handing it in is charged.</param>
/// <param name="WasTakenBack">Whether the board took a renewal of the same period back before.</param>
public sealed record StraightThroughFile(RenewalPhase Phase, Evaluation OnAttendance, bool HasOpenAudit, bool IsRestricted, bool HasDiscipline, FeeAccount Fees, bool WasTakenBack);

/// <summary>Whether a renewal is decided by the rules alone when it is handed in. Source: the issue on a credential's life, section C.</summary>
public static class StraightThroughRule
{
    /// <summary>Each ground in words; told to the holder and to the board.</summary>
    public static readonly FrozenDictionary<PersonNeeded, string> Texts = new Dictionary<PersonNeeded, string>
    {
        [PersonNeeded.SentLate] = "It came after the last day of the period.",
        [PersonNeeded.NotMetByAttendance] = "Attendance that approved training providers posted does not meet every requirement by itself.",
        [PersonNeeded.AuditOpen] = "An earlier renewal of this credential is being audited.",
        [PersonNeeded.Restricted] = "A restriction is on the credential.",
        [PersonNeeded.Discipline] = "A suspension, a revocation or a failed audit is on record with the board.",
        [PersonNeeded.FeeOwed] = "A fee is owed that the rules ask for before approval.",
        [PersonNeeded.TakenBackBefore] = "The board took back a renewal of this period before.",
        [PersonNeeded.PeriodNotClear] = "The registry cannot tell by itself until when the next period goes.",
    }.ToFrozenDictionary();

    /// <summary>Every ground on which a person decides; none where the rules do.</summary>
    public static IReadOnlyList<PersonNeeded> Grounds(StraightThroughFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        (bool Holds, PersonNeeded Ground)[] table =
        [
            (file.Phase is not (RenewalPhase.Open or RenewalPhase.OpenWithFee), PersonNeeded.SentLate),
            (file.OnAttendance is not { Basis: FactBasis.Accepted, IsMet: true }, PersonNeeded.NotMetByAttendance),
            (file.HasOpenAudit, PersonNeeded.AuditOpen),
            (file.IsRestricted, PersonNeeded.Restricted),
            (file.HasDiscipline, PersonNeeded.Discipline),
            (file.Fees.RefuseOwed(FeeBlock.Decision) is not null, PersonNeeded.FeeOwed),
            (file.WasTakenBack, PersonNeeded.TakenBackBefore),
        ];
        return [.. table.Where(row => row.Holds).Select(row => row.Ground)];
    }

    /// <summary>The facts of a renewal as the rules alone may read them: what providers posted that the board approved counts as accepted, and nothing else does: not what the holder says of their recovery either.</summary>
    /// <param name="claimed">As handed in.</param>
    /// <param name="board">The code of the board.</param>
    /// <param name="entries">The entries that are part of the application.</param>
    /// <param name="ownProviders">Providers that the holder acts for: what they post of her is for a person to judge.</param>
    public static Facts OnAttendance(Facts claimed, string board, IReadOnlySet<Guid> entries, IReadOnlySet<Guid> ownProviders)
    {
        ArgumentNullException.ThrowIfNull(claimed);
        return claimed with
        {
            Basis = FactBasis.Accepted,
            RecoverySince = null,
            Evidence = [.. claimed.Evidence.Where(fact => entries.Contains(fact.Id)).Select(fact => IsPosted(fact, board, ownProviders) ? fact with { State = EvidenceState.Accepted, AcceptedMinutes = fact.AttestedMinutes } : fact)],
        };
    }

    private static bool IsPosted(EvidenceFact fact, string board, IReadOnlySet<Guid> ownProviders) =>
        fact is { State: EvidenceState.Attested, AttestedMinutes: > 0, Detail: EvidenceDetail.Training { Posted: { } posted } }
        && !ownProviders.Contains(posted.ProviderId)
        && posted.ApprovedBy.Any(approving => approving.Board == board);
}
