using System.Globalization;
using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements.Life;

public enum FeePurpose { Application, Exam, Renewal, Late, Reinstatement, Review, Endorsement }

/// <summary>What an act waits for a fee for: nothing, handing the application in, or approving it.</summary>
public enum FeeBlock { Nothing, Submission, Decision }

/// <summary>Something that costs money.</summary>
/// <param name="When">Who owes it: those who meet this; everybody where it is null.</param>
/// <param name="WaivedWhen">Those who meet this owe nothing.</param>
/// <param name="PerHourOf">The code of the minutes it is charged on, by each hour begun; null where it is charged once.</param>
/// <param name="Attempts">How many attempts one payment covers; null where it has nothing to do with attempts.</param>
/// <param name="Blocks">What it blocks while it is owed.</param>
/// <param name="DueWithin">How long after it is charged it must be paid, or null where the rules name no time.</param>
public sealed record Fee(
    string Id,
    string Label,
    RequirementSource Source,
    FeePurpose For,
    int Cents,
    Requirement? When,
    Requirement? WaivedWhen,
    string? PerHourOf,
    int? Attempts,
    FeeBlock Blocks,
    CalendarLength? DueWithin)
{
    /// <summary>One hundred thousand dollars.</summary>
    internal const int MostCents = 10_000_000;

    internal static Fee Read(ElementReader element, DocumentContext context)
    {
        var fee = new Fee(
            element.Id,
            element.Label,
            element.Source,
            element.Choice<FeePurpose>("for"),
            element.Whole("cents", 0, MostCents),
            element.OptionalTree("when", context),
            element.OptionalTree("waivedWhen", context),
            element.OptionalText("perHour"),
            element.OptionalWhole("attempts", 1, 100),
            element.OptionalChoice("blocks", FeeBlock.Nothing),
            element.Part("dueWithin", CalendarLength.ReadPlain));
        if (fee is { PerHourOf: not null, Attempts: not null })
        {
            element.Wrong("A fee is charged by the hour or by the attempt, not by both.");
        }

        if (fee is { Blocks: FeeBlock.Submission, DueWithin: not null })
        {
            element.Wrong("What blocks the submission is paid before it, and so is not due afterwards.");
        }

        return fee;
    }

    /// <summary>What is charged for a purpose, each with its reason. A fee that is not asked of this person is not in the list; a waived one is.</summary>
    public static IReadOnlyList<Charge> Due(IEnumerable<Fee> fees, FeePurpose purpose, FeeFacts facts)
    {
        ArgumentNullException.ThrowIfNull(fees);
        ArgumentNullException.ThrowIfNull(facts);
        return [.. fees.Where(fee => fee.For == purpose && (fee.When is null || facts.Holds(fee.When))).Select(fee => fee.Charge(facts))];
    }

    /// <summary>How many attempts are left of those that are paid for.</summary>
    public int AttemptsLeft(int attemptsBefore) => Attempts is { } bundled && attemptsBefore > 0 ? (bundled - (attemptsBefore % bundled)) % bundled : 0;

    private Charge Charge(FeeFacts facts)
    {
        if ((WaivedWhen is not null && facts.Holds(WaivedWhen)) || facts.WaivedIds.Contains(Id))
        {
            return Of(0, ChargeReason.Waived, $"{Label}: waived.");
        }

        if (PerHourOf is not null)
        {
            var hours = (Math.Max(0L, facts.MinutesOf(PerHourOf)) + 59) / 60;
            return Of(hours * Cents, ChargeReason.PerHour, string.Create(CultureInfo.InvariantCulture, $"{Label}: {hours} hours begun."));
        }

        return Attempts is not null && AttemptsLeft(facts.AttemptsBefore) > 0
            ? Of(0, ChargeReason.CoveredByEarlierPayment, $"{Label}: covered by an earlier payment.")
            : Of(Cents, ChargeReason.Owed, $"{Label}.");
    }

    private Charge Of(long cents, ChargeReason reason, string why) => new(Id, For, cents, reason, why, Source.Citation, Blocks, DueWithin);
}

public enum ChargeReason { Owed, PerHour, CoveredByEarlierPayment, Waived }

/// <summary>What the caller knows that fees depend on.</summary>
/// <param name="Holds">Whether a requirement is met by this person's file.</param>
/// <param name="MinutesOf">How many minutes there are under a code, such as hours from a provider that was not approved.</param>
/// <param name="AttemptsBefore">How often it was tried already.</param>
/// <param name="WaivedIds">Fees that an exception waives.</param>
public sealed record FeeFacts(Func<Requirement, bool> Holds, Func<string, int> MinutesOf, int AttemptsBefore, IReadOnlySet<string> WaivedIds);

/// <summary>What is owed for one thing, and why.</summary>
/// <param name="FeeId">What the rules name it by: a fee, a late band, a reinstatement, carry-over, or a requirement that is a fee.</param>
/// <param name="Cents">0 where it is waived or covered.</param>
/// <param name="Why">In plain words.</param>
/// <param name="DueWithin">How long after it is charged it must be paid, or null where the rules name no time.</param>
public sealed record Charge(string FeeId, FeePurpose For, long Cents, ChargeReason Reason, string Why, string Source, FeeBlock Blocks = FeeBlock.Nothing, CalendarLength? DueWithin = null)
{
    /// <summary>The last day to pay what is charged on a day, or null where the rules name no time.</summary>
    public DateOnly? DueOn(DateOnly chargedOn) => DueWithin?.From(chargedOn);
}
