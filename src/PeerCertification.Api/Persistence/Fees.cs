using PeerCertification.Domain.Fees;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Api.Persistence;

/// <summary>One line of the ledger of an application's fees. Appended only: the database refuses to change or delete it.</summary>
public sealed class FeeLineRow
{
    public Guid Id { get; init; }

    public Guid BoardId { get; init; }

    public Guid ApplicantId { get; init; }

    public Guid ApplicationId { get; init; }

    public Application Application { get; init; } = null!;

    /// <summary>1, 2, 3 … within the application.</summary>
    public int Sequence { get; init; }

    /// <summary>The credential that the application renews, or null for a first one.</summary>
    public Guid? CredentialId { get; init; }

    public FeeLineKind Kind { get; init; }

    /// <summary>Null for a payment that is for whatever is owed, and for what goes back of it.</summary>
    public FeePurpose? For { get; init; }

    /// <summary>Of a correction the difference, which may be less than 0.</summary>
    public long Cents { get; init; }

    /// <summary>The day it counts from; of a payment the day on which it came in.</summary>
    public DateOnly On { get; init; }

    /// <summary>Of a charge: what the rules name it by.</summary>
    public string? FeeId { get; init; }

    public FeeBlock Blocks { get; init; }

    /// <summary>Of a charge: the last day to pay it, or null where the rules name no time.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>The charge that is waived, or the payment that is refunded.</summary>
    public Guid? AboutId { get; init; }

    public Guid? CorrectsId { get; init; }

    /// <summary>What a payment or a refund is known by where the money moved. Never the number of a card or an account.</summary>
    public string? Reference { get; init; }

    /// <summary>Told to the applicant: what the rules say of a charge, or why it was waived, paid back, corrected.</summary>
    public string? Why { get; init; }

    /// <summary>The day at the board on which it was written; the reconciliation of that day counts it.</summary>
    public DateOnly RecordedOn { get; init; }

    public DateTime RecordedAtUtc { get; init; }

    public Guid? RecordedByAccountId { get; init; }

    /// <summary>As the Domain reads it.</summary>
    public FeeLine Read() => new(Id, Kind, For, Cents, On, AboutId, CorrectsId, FeeId, Blocks);
}

/// <summary>What a board's ledger came to on one of its days. Written once, when the day is over.</summary>
public sealed class FeeReconciliation
{
    public Guid BoardId { get; init; }

    public DateOnly Day { get; init; }

    public int Lines { get; init; }

    public long ChargedCents { get; init; }

    public long WaivedCents { get; init; }

    public long PaidCents { get; init; }

    public long RefundedCents { get; init; }

    /// <summary>What was owed at the end of the day, over all applications: of each what is charged and neither waived nor paid.</summary>
    public long OwedCents { get; init; }

    /// <summary>As JSON.</summary>
    public required string Disagreements { get; init; }

    public DateTime MadeAtUtc { get; init; }
}
