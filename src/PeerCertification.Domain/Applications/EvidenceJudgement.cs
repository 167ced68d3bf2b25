using PeerCertification.Domain.Evidence;

namespace PeerCertification.Domain.Applications;

public enum Verdict { Accept, AcceptInPart, Reject }

/// <summary>What a judgement makes of an entry.</summary>
public sealed record JudgedEntry(EvidenceState State, int AcceptedMinutes);

/// <summary>A board's judgement of one entry of a file.</summary>
public static class EvidenceJudgement
{
    /// <summary>
    /// The most that a board can accept, in minutes: what the attester confirmed, where one answered, and never more than was claimed.
    /// </summary>
    public static int MostMinutes(int claimedMinutes, int? attestedMinutes) => Math.Min(claimedMinutes, attestedMinutes ?? claimedMinutes);

    /// <summary>Judges an entry of a file in review. An entry without a length, such as an exam, is accepted or rejected, not accepted in part.</summary>
    /// <param name="partMinutes">What to accept of it, with <see cref="Verdict.AcceptInPart"/>; not read otherwise.</param>
    /// <returns>The judged entry, or a refusal: <c>application.act_not_allowed</c>, <c>evidence.act_not_allowed</c>, <c>judgement.minutes_not_possible</c>.</returns>
    public static Outcome<JudgedEntry> Judge(ApplicationState file, EvidenceState entry, int claimedMinutes, int? attestedMinutes, Verdict verdict, int? partMinutes)
    {
        if (file != ApplicationState.InReview)
        {
            return new Refusal("application.act_not_allowed", $"Entries are judged while an application is InReview; this one is {file}.");
        }

        var moved = EvidenceLifecycle.Table.Decide(entry, ActOf(verdict));
        if (moved.Refusal is not null)
        {
            return moved.Refusal;
        }

        var most = MostMinutes(claimedMinutes, attestedMinutes);
        return verdict switch
        {
            Verdict.Accept when most == 0 && claimedMinutes > 0 =>
                new Refusal("judgement.minutes_not_possible", $"The attester confirmed none of the {claimedMinutes} minutes claimed; reject the entry."),
            Verdict.AcceptInPart when partMinutes is not { } part || part < 1 || part >= most =>
                new Refusal("judgement.minutes_not_possible", $"Of this entry {most} minutes can be accepted at most; a part is at least 1 and less than that."),
            _ => new JudgedEntry(moved.Value, MinutesOf(verdict, most, partMinutes)),
        };
    }

    /// <summary>
    /// Where an entry of a file stands once its attester has answered. A judgement made before stands; the board sees beside it what the attester
    /// said, and rules that ask for a confirmation read that.
    /// </summary>
    public static Outcome<EvidenceState> AfterAnswer(EvidenceState entry, EvidenceAct answer) =>
        entry is EvidenceState.Accepted or EvidenceState.PartlyAccepted or EvidenceState.Rejected ? entry : EvidenceLifecycle.Table.Decide(entry, answer);

    private static EvidenceAct ActOf(Verdict verdict) => verdict switch
    {
        Verdict.Accept => EvidenceAct.Accept,
        Verdict.AcceptInPart => EvidenceAct.AcceptInPart,
        Verdict.Reject => EvidenceAct.Reject,
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "No rule reads this verdict."),
    };

    private static int MinutesOf(Verdict verdict, int most, int? part) => verdict switch
    {
        Verdict.Accept => most,
        Verdict.AcceptInPart => part!.Value,
        _ => 0,
    };
}
