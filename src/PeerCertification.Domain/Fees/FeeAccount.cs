using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Domain.Fees;

/// <summary>What a line of the ledger says: that something is owed, that it is not asked, that money came, or that it went back.</summary>
public enum FeeLineKind { Charge, Waiver, Payment, Refund }

/// <summary>One line of the ledger of one application, written once.</summary>
/// <param name="For">What it is for; null for a payment that is for whatever is owed.</param>
/// <param name="Cents">0 or more; of a correction the difference to what was there, which may be less than 0.</param>
/// <param name="About">The charge that is waived, or the payment that is refunded.</param>
/// <param name="Corrects">The line that it corrects, or null.</param>
/// <param name="On">The day it counts from: of a payment the day on which it came in.</param>
/// <param name="FeeId">Of a charge: what the rules name it by.</param>
public sealed record FeeLine(Guid Id, FeeLineKind Kind, FeePurpose? For, long Cents, DateOnly On, Guid? About = null, Guid? Corrects = null, string? FeeId = null, FeeBlock Blocks = FeeBlock.Nothing);

/// <summary>One charge as it stands. Cents.</summary>
/// <param name="Charged">As corrected.</param>
/// <param name="Owed">What is left of it; never less than 0.</param>
public sealed record ChargeBalance(Guid Id, string FeeId, FeePurpose For, FeeBlock Blocks, long Charged, long Waived, long Paid, long Owed);

/// <summary>One payment as it stands. Cents.</summary>
/// <param name="Left">What was not paid back; <paramref name="Unused"/> what of that covers no charge.</param>
public sealed record PaymentBalance(Guid Id, FeePurpose? For, DateOnly On, long Paid, long Refunded, long Left, long Unused);

/// <summary>
/// The ledger of one application, added up. A payment for a purpose covers charges of that purpose; one for no purpose covers what the others leave
/// open. Both cover the oldest charge first.
/// </summary>
public sealed class FeeAccount
{
    private readonly IReadOnlyCollection<FeeLine> _lines;
    private readonly List<Payment> _covers = [];

    private FeeAccount(IReadOnlyCollection<FeeLine> lines)
    {
        _lines = lines;
        var charges = Originals(FeeLineKind.Charge).Select(line => new Open(line, Net(line), About(line, FeeLineKind.Waiver))).ToList();
        var payments = Originals(FeeLineKind.Payment).Select(line => new Money(line, Net(line), About(line, FeeLineKind.Refund))).OrderBy(money => money.Line.For is null).ToList();
        foreach (var money in payments)
        {
            foreach (var charge in charges.Where(charge => money.Line.For is null || charge.Line.For == money.Line.For))
            {
                var covered = Math.Min(charge.Owed, money.Unused);
                (charge.Paid, money.Unused) = (charge.Paid + covered, money.Unused - covered);
                Cover(charge.Line.For, covered, money.Line.On);
            }

            Cover(money.Line.For, money.Unused, money.Line.On);
        }

        foreach (var waiver in Originals(FeeLineKind.Waiver))
        {
            Cover(waiver.For, Net(waiver), waiver.On);
        }

        Charges = [.. charges.Select(charge => new ChargeBalance(charge.Line.Id, charge.Line.FeeId!, charge.Line.For!.Value, charge.Line.Blocks, charge.Charged, charge.Waived, charge.Paid, charge.Owed))];
        Payments = [.. payments.Select(money => new PaymentBalance(money.Line.Id, money.Line.For, money.Line.On, money.Paid, money.Refunded, money.Paid - money.Refunded, money.Unused))];
    }

    /// <param name="lines">In the order in which they were written.</param>
    public static FeeAccount Of(IEnumerable<FeeLine> lines) => new([.. lines]);

    /// <summary>How many lines there are; the next one is one further.</summary>
    public int Length => _lines.Count;

    public IReadOnlyList<ChargeBalance> Charges { get; }

    public IReadOnlyList<PaymentBalance> Payments { get; }

    public long ChargedCents => Charges.Sum(charge => charge.Charged);

    public long WaivedCents => Charges.Sum(charge => charge.Waived);

    public long PaidCents => Payments.Sum(payment => payment.Paid);

    public long RefundedCents => Payments.Sum(payment => payment.Refunded);

    public long OwedCents => Charges.Sum(charge => charge.Owed);

    /// <summary>Money that is there and covers nothing: paid ahead, or too much.</summary>
    public long UnusedCents => Payments.Sum(payment => payment.Unused);

    /// <summary>What requirements see of it: what came in or was waived, by purpose. Money for no purpose counts for what it covers.</summary>
    public IReadOnlyList<Payment> Covers => _covers;

    /// <summary>The same account with what would be charged now.</summary>
    public FeeAccount With(IEnumerable<Charge> charges, DateOnly on) =>
        Of([.. _lines, .. charges.Select(charge => new FeeLine(Guid.Empty, FeeLineKind.Charge, charge.For, charge.Cents, on, FeeId: charge.FeeId, Blocks: charge.Blocks))]);

    /// <summary><c>fee.owed</c> where something is owed that blocks this, with what it is, or null.</summary>
    public Refusal? RefuseOwed(FeeBlock block)
    {
        ChargeBalance[] owed = [.. Charges.Where(charge => charge.Blocks == block && charge.Owed > 0)];
        return owed.Length == 0 ? null
            : new Refusal("fee.owed", $"The rules ask for {FeeRules.Money(owed.Sum(charge => charge.Owed))} first: {string.Join(", ", owed.Select(charge => $"{charge.FeeId} {FeeRules.Money(charge.Owed)}"))}. Pay the board, and name this application.")
            {
                Details = new Dictionary<string, object?> { ["owed"] = owed },
            };
    }

    internal FeeLine? Find(Guid id) => _lines.FirstOrDefault(line => line.Id == id);

    /// <summary>A line with its corrections.</summary>
    internal long Net(FeeLine line) => line.Cents + _lines.Where(other => other.Corrects == line.Id).Sum(other => other.Cents);

    internal long About(FeeLine line, FeeLineKind kind) => Originals(kind).Where(other => other.About == line.Id).Sum(Net);

    private IEnumerable<FeeLine> Originals(FeeLineKind kind) => _lines.Where(line => line.Kind == kind && line.Corrects is null);

    private void Cover(FeePurpose? purpose, long cents, DateOnly on)
    {
        if (purpose is { } known && cents > 0)
        {
            _covers.Add(new Payment(known.ToString(), cents, on));
        }
    }

    private sealed class Open(FeeLine line, long charged, long waived)
    {
        internal FeeLine Line { get; } = line;

        internal long Charged { get; } = charged;

        internal long Waived { get; } = waived;

        internal long Paid { get; set; }

        internal long Owed => Math.Max(0, Charged - Waived - Paid);
    }

    private sealed class Money(FeeLine line, long paid, long refunded)
    {
        internal FeeLine Line { get; } = line;

        internal long Paid { get; } = paid;

        internal long Refunded { get; } = refunded;

        internal long Unused { get; set; } = Math.Max(0, paid - refunded);
    }
}
