namespace PeerCertification.Domain.Fees;

/// <summary>What does not agree in a ledger, or wants looking at.</summary>
public enum DisagreementKind
{
    /// <summary>More was paid than is charged.</summary>
    OverPaid,

    /// <summary>Money is there for an application that is not handed in.</summary>
    PaidAhead,

    /// <summary>More was waived than was charged.</summary>
    OverWaived,

    /// <summary>More went back than came in.</summary>
    OverRefunded,

    /// <summary>Something is owed after its last day.</summary>
    Overdue,
}

/// <param name="Cents">By how much.</param>
public sealed record FeeDisagreement(Guid ApplicationId, DisagreementKind Kind, long Cents);

/// <summary>What the ledger of one application comes to at the end of a day. Cents.</summary>
/// <param name="IsOverdue">Whether the last day of a charge has passed.</param>
public sealed record ApplicationSums(Guid ApplicationId, bool IsDraft, long Charged, long Waived, long Paid, long Refunded, bool IsOverdue)
{
    /// <summary>What is charged and neither waived nor paid, whatever it is for; never less than 0.</summary>
    public long OwedCents => Math.Max(0, Charged - Waived - (Paid - Refunded));
}

/// <summary>Finds what does not agree in the ledger of an application. The rules of posting let little of it happen; that they hold is what is proved here.</summary>
public static class FeeDisagreements
{
    public static IEnumerable<FeeDisagreement> In(ApplicationSums sums)
    {
        ArgumentNullException.ThrowIfNull(sums);
        (DisagreementKind Kind, long Cents, bool Is)[] found =
        [
            (sums.IsDraft ? DisagreementKind.PaidAhead : DisagreementKind.OverPaid, sums.Paid - sums.Refunded - Math.Max(0, sums.Charged - sums.Waived), true),
            (DisagreementKind.OverWaived, sums.Waived - sums.Charged, true),
            (DisagreementKind.OverRefunded, sums.Refunded - sums.Paid, true),
            (DisagreementKind.Overdue, sums.OwedCents, sums.IsOverdue),
        ];
        return found.Where(f => f is { Is: true, Cents: > 0 }).Select(f => new FeeDisagreement(sums.ApplicationId, f.Kind, f.Cents));
    }
}
