using System.Text.Json.Serialization;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Domain.Requirements;

/// <summary>Which of the three numbers of an entry the evaluation reads: claimed for submitting, accepted for granting.</summary>
public enum FactBasis { Claimed, Accepted }

/// <summary>
/// Who is told of days to come: nobody, where an evaluation is kept as it came out; a board; or the person alone, who may read from them when she was
/// born and since when she is in recovery.
/// </summary>
public enum Outlook { None, Board, Person }

/// <summary>What the file holds on the day it is judged: plain facts, already read from storage.</summary>
/// <param name="RecoverySince">The first day of recovery that the applicant attests to, or null when she has attested to none.</param>
public sealed record Facts(FactBasis Basis, IReadOnlyList<EvidenceFact> Evidence, DateOnly? RecoverySince, DateOnly? BirthDate)
{
    /// <summary>Credentials that the person holds or held, at this board or at others.</summary>
    public IReadOnlyList<HeldCredential> Held { get; init; } = [];

    /// <summary>
    /// The days that windows are counted from, by the names of <see cref="Anchor"/>. Receipt, Submission and Decision are the day of the check
    /// where they are not given; a window that hangs on any other day that is not given takes nothing.
    /// </summary>
    public IReadOnlyDictionary<string, DateOnly> Days { get; init; } = new Dictionary<string, DateOnly>();

    /// <summary>What entries counted for before: another credential, or an earlier period of this one.</summary>
    public IReadOnlyList<EarlierUse> EarlierUses { get; init; } = [];

    /// <summary>What a board lets the person off. It holds for requirements that the rules call waivable, and for no others.</summary>
    public IReadOnlyList<Waiver> Waivers { get; init; } = [];

    /// <summary>What came in for the application, and what the board let the person off of its fees.</summary>
    public IReadOnlyList<Payment> Payments { get; init; } = [];

    /// <summary>The period that the file renews; null for a first application.</summary>
    public RenewedPeriod? Renewal { get; init; }
}

/// <summary>
/// The period that a file renews and what may count for it. It is part of the facts, so that a decision is made out again from them alone.
/// Minutes dated before the first day count only by carry-over and where a rule looks back further than a period; minutes dated after
/// <paramref name="HoursUntilOn"/> never do. Anything else must be of the period where a rule names no window of its own.
/// </summary>
/// <param name="StartsOn">The first day of the period, or of the credential where that is later.</param>
/// <param name="BandId">The late band or the reinstatement that the day of sending is in, or null where it is sent in time.</param>
/// <param name="IsReinstatement">Whether windows look back from the day of the check, as of those who come back.</param>
/// <param name="IsFirst">Whether it is the first period of the credential.</param>
/// <param name="CeShare">How much of a whole period's continuing education is owed.</param>
/// <param name="Carried">Minutes of the period before that may count in this one.</param>
/// <param name="Spent">Minutes that counted for the period before, such as those earned late for it.</param>
public sealed record RenewedPeriod(
    DateOnly StartsOn, DateOnly EndsOn, DateOnly HoursUntilOn, string? BandId, bool IsReinstatement, bool IsFirst, CeShare CeShare, IReadOnlyList<EntryMinutes> Carried, IReadOnlyList<EntryMinutes> Spent)
{
    /// <summary>The first day of an extension, or null where the period has none.</summary>
    public DateOnly? ExtensionFromOn { get; init; }

    /// <summary>Whether hours of the extension may go into the next period.</summary>
    public bool ExtensionHoursReusable { get; init; }
}

/// <summary>So many minutes of one entry.</summary>
public sealed record EntryMinutes(Guid EvidenceId, int Minutes);

/// <summary>A credential of the person, as it stands on the day of the check.</summary>
/// <param name="Type">The code of its type at its board.</param>
/// <param name="State">Two letters, or <c>US</c> for a national board.</param>
/// <param name="Standing">Such as <c>Active</c>; of other boards' credentials, what that board says.</param>
/// <param name="EndsOn">The last day of its period, or null where it has none.</param>
/// <param name="Tags">Such as the consortium it belongs to.</param>
public sealed record HeldCredential(string Board, string Type, string State, string Standing, DateOnly IssuedOn, DateOnly? EndsOn, IReadOnlyList<string> Tags);

/// <summary>Minutes of an entry that counted before.</summary>
/// <param name="Activity">Provider and title, by which the same activity is known again.</param>
/// <param name="CredentialType">What they counted for.</param>
public sealed record EarlierUse(Guid EvidenceId, string Activity, int Minutes, string CredentialType)
{
    /// <summary>The board of that credential: several may use one abbreviation. Null where it was not noted; then the abbreviation alone tells.</summary>
    public string? Board { get; init; }

    /// <summary>What a decision for a credential needed.</summary>
    public static IEnumerable<EarlierUse> In(Facts facts, Evaluation evaluation, string board, string credentialType)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var used = UsedMinutes.In(facts, evaluation);
        return facts.Evidence.Where(fact => used.ContainsKey(fact.Id)).Select(fact => new EarlierUse(fact.Id, ActivityOf(fact), used[fact.Id], credentialType) { Board = board });
    }

    internal static string ActivityOf(EvidenceFact fact) => fact.Detail is EvidenceDetail.Training training ? $"{training.Provider.Trim()}|{training.Title.Trim()}".ToUpperInvariant() : fact.Id.ToString();
}

/// <summary>One requirement that is waived, in full or by so many of its unit.</summary>
/// <param name="Amount">In the unit of the requirement's finding; null for all of it.</param>
public sealed record Waiver(string RequirementId, int? Amount, string Reason);

/// <summary>Money that has come in for one purpose, or that a board let the person off, in cents.</summary>
/// <param name="For">A word of <see cref="Life.FeePurpose"/>.</param>
public sealed record Payment(string For, long Cents, DateOnly PaidOn)
{
    /// <summary>The credential type that it was paid for, and its board; null where it counts for any.</summary>
    public string? CredentialType { get; init; }

    public string? Board { get; init; }
}

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
    IReadOnlyList<Finding> Of)
{
    /// <summary>Why the requirement counts as met although it is not, or null.</summary>
    public string? Waived { get; init; }

    /// <summary>The first day on which waiting alone cures it, or null where waiting does not, or where the evaluation has no outlook.</summary>
    public DateOnly? CuredOn { get; init; }

    /// <summary>
    /// The last day on which it is met by what counts here, before a window leaves too much of it behind; null where nothing runs out, or where the
    /// evaluation has no outlook. What is decided has none, and is written as it was before there was one.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? CountsUntil { get; init; }

    /// <summary>Whether the file has so many entries that not every way of sharing their minutes out was tried. What is met is met; of what is not, more might count another way. Written only where it is so.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool NotEveryWayTried { get; init; }
}

public enum FindingUnit { Minutes, Months, Years, Count, Requirements, Cents }

public sealed record CountedEntry(Guid EvidenceId, int Amount);

/// <param name="Code">Stable, such as <c>not_yet_accepted</c>, <c>outside_window</c>, <c>topic_not_asked</c>.</param>
/// <param name="Amount">What did not count, in the finding's unit.</param>
public sealed record RefusedEntry(Guid EvidenceId, int Amount, string Code, string Reason);

/// <summary>What became of one entry across the whole set: every minute of it is either counted somewhere or has a reason.</summary>
public sealed record EntryUse(Guid EvidenceId, int ClaimedMinutes, int CountedMinutes, IReadOnlyList<string> CountedToward, IReadOnlyList<RefusedEntry> NotCounted);
