using System.Globalization;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Domain.Fees;

/// <summary>What was posted under a reference from outside.</summary>
/// <param name="Cents">As corrected.</param>
public sealed record PostedPayment(Guid ApplicationId, FeePurpose? For, long Cents, DateOnly PaidOn);

/// <summary>What may be written into the ledger. Nothing in it changes: what was wrong is corrected by a line with the difference.</summary>
public static class FeeRules
{
    /// <summary>The longest that a day of payment may lie back, in days.</summary>
    public const int MostDaysBack = 366;

    /// <summary>Whether a payment may be posted.</summary>
    /// <param name="posted">What is there under its reference, or null.</param>
    /// <returns>Null, or a refusal: <c>payment.reference_used</c>, <c>payment.day_not_possible</c>, <c>payment.purpose_needed</c>.</returns>
    public static Refusal? RefusePayment(FeeAccount account, PostedPayment payment, PostedPayment? posted, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(payment);
        return posted is not null && posted != payment ? ReferenceUsed()
            : posted is not null ? null
            : payment.PaidOn > today || payment.PaidOn < today.AddDays(-MostDaysBack) ? new Refusal("payment.day_not_possible", $"The day on which it came in is {MostDaysBack} days ago at most, and not in the future.")
            : payment.For is null && account.Charges.Count == 0 ? new Refusal("payment.purpose_needed", "Nothing is charged on this application yet; say what the money is for.")
            : null;
    }

    /// <returns>Null, or a refusal: <c>fee.line_not_found</c>, <c>fee.waiver_above_owed</c>.</returns>
    public static Refusal? RefuseWaiver(FeeAccount account, Guid chargeId, long cents)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account.Charges.FirstOrDefault(charge => charge.Id == chargeId) is not { } charge ? NotFound()
            : cents > charge.Owed ? new Refusal("fee.waiver_above_owed", $"Of this charge {Money(charge.Owed)} is owed; no more than that can be waived.")
            : null;
    }

    /// <returns>Null, or a refusal: <c>fee.line_not_found</c>, <c>fee.refund_above_paid</c>.</returns>
    public static Refusal? RefuseRefund(FeeAccount account, Guid paymentId, long cents)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account.Payments.FirstOrDefault(payment => payment.Id == paymentId) is not { } payment ? NotFound()
            : cents > payment.Left ? new Refusal("fee.refund_above_paid", $"Of this payment {Money(payment.Left)} is left; no more than that can be paid back.")
            : null;
    }

    /// <summary>What a correction writes so that a line comes to so many cents.</summary>
    /// <param name="cents">0 or more; 0 takes the line back.</param>
    /// <returns>The difference, or a refusal: <c>fee.line_not_found</c>, <c>fee.correction_changes_nothing</c>, <c>fee.correction_not_possible</c>.</returns>
    public static Outcome<long> Correct(FeeAccount account, Guid lineId, long cents)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (account.Find(lineId) is not { } line)
        {
            return NotFound();
        }

        if (line.Corrects is not null)
        {
            return new Refusal("fee.correction_not_possible", "This line is a correction itself; correct the line that it is of.");
        }

        var (least, most) = Bounds(account, line);
        return account.Net(line) == cents ? new Refusal("fee.correction_changes_nothing", $"The line says {Money(cents)} already.")
            : cents < least ? new Refusal("fee.correction_not_possible", $"{Money(least)} of it was waived or paid back; correct that first.")
            : cents > most ? new Refusal("fee.correction_not_possible", $"It can be {Money(most)} at most: no more is waived than is owed, and no more paid back than was paid.")
            : cents - account.Net(line);
    }

    /// <summary>Said where a line is not in the ledger of the application or of the board.</summary>
    public static Refusal NotFound() => new("fee.line_not_found", "The ledger of this board has no such line.");

    /// <summary>Said where something else was posted with a reference.</summary>
    public static Refusal ReferenceUsed() =>
        new("payment.reference_used", "Something else was posted with this reference. Where it was mistyped, post it with its own; where the posted line is wrong, correct that.");

    /// <summary>Said where somebody charges what is not handed in.</summary>
    public static Refusal NotSubmitted() => new("fee.not_submitted", "The application is not handed in, so no rules are chosen for it yet and nothing can be charged.");

    internal static string Money(long cents) => string.Create(CultureInfo.InvariantCulture, $"${cents / 100}.{cents % 100:00}");

    private static (long Least, long Most) Bounds(FeeAccount account, FeeLine line) => line.Kind switch
    {
        FeeLineKind.Charge => (account.About(line, FeeLineKind.Waiver), long.MaxValue),
        FeeLineKind.Payment => (account.About(line, FeeLineKind.Refund), long.MaxValue),
        FeeLineKind.Waiver => (0, account.Net(line) + account.Charges.Single(charge => charge.Id == line.About).Owed),
        FeeLineKind.Refund => (0, account.Net(line) + account.Payments.Single(payment => payment.Id == line.About).Left),
        _ => throw new ArgumentOutOfRangeException(nameof(line), line.Kind, "No rule says how such a line is corrected."),
    };
}
