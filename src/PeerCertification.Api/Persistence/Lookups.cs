namespace PeerCertification.Api.Persistence;

/// <summary>In which form somebody asked about a credential.</summary>
public enum LookupWay { Verification, Assessment, Receipt, Roster, Search, History, Watch }

/// <summary>One question about one credential by somebody whom the registry knows. Appended only: triggers refuse to change or delete it.</summary>
public sealed class Lookup
{
    public long Id { get; init; }

    /// <summary>For whom it was asked; null where somebody signed in asked for themselves.</summary>
    public Guid? OrganisationId { get; init; }

    /// <summary>Who asked; null where it was a key.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>The key that asked; null where it was a person.</summary>
    public Guid? KeyId { get; init; }

    public LookupWay Way { get; init; }

    public DateTime AtUtc { get; init; }

    /// <summary>As printed; whether a credential has it, <see cref="Said"/> tells.</summary>
    public required string Number { get; init; }

    /// <summary>The day asked about; null where no day was said and nothing was found.</summary>
    public DateOnly? On { get; init; }

    public DateTime KnownAtUtc { get; init; }

    /// <summary>For what, as whoever asked said it.</summary>
    public string? Purpose { get; init; }

    /// <summary>What was answered: a standing, what an assessment came to, or the code of a refusal.</summary>
    public required string Said { get; init; }
}

/// <summary>
/// The questions of a part of a roster, kept as they came: all by one asker at one instant. They are sorted in among the lookups before anybody reads those,
/// and every minute; then this is gone. What an index by number costs is so paid for many at once.
/// </summary>
public sealed class LookupBundle
{
    public long Id { get; init; }

    public Guid? OrganisationId { get; init; }

    public Guid? AccountId { get; init; }

    public Guid? KeyId { get; init; }

    public LookupWay Way { get; init; }

    public DateTime AtUtc { get; init; }

    public string? Purpose { get; init; }

    /// <summary>JSON, in UTF-8: a day and an instant, and what was asked, in order: number and what was said, with another day and instant where these are others.</summary>
    public required byte[] Asked { get; init; }
}

/// <summary>A receipt that somebody known took, to tell them when its answer is corrected.</summary>
public sealed class HeldReceipt
{
    public long Id { get; init; }

    public Guid? OrganisationId { get; init; }

    /// <summary>Who took it; null where it was a key.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>SHA-256 of the receipt, in hexadecimal, by which its holder finds it.</summary>
    public required string Sha256 { get; init; }

    public required string Number { get; init; }

    public DateOnly On { get; init; }

    public DateTime KnownAtUtc { get; init; }

    /// <summary>The answer on the receipt, as JSON.</summary>
    public required string Answer { get; init; }

    public DateTime IssuedAtUtc { get; init; }

    /// <summary>What was recorded since may have changed the answer; what was recorded earlier was looked at.</summary>
    public DateTime LookFromUtc { get; set; }
}

/// <summary>That the answer on a receipt was corrected, and its holder told. Appended only.</summary>
public sealed class ReceiptCorrection
{
    public long Id { get; init; }

    public long ReceiptId { get; init; }

    public HeldReceipt Receipt { get; init; } = null!;

    /// <summary>Which correction of this receipt it is, from 1.</summary>
    public int Number { get; init; }

    public DateTime FoundAtUtc { get; init; }

    /// <summary>The names of what the answer says otherwise than it did before.</summary>
    public required List<string> Corrected { get; init; }

    /// <summary>The answer from then on, as JSON.</summary>
    public required string Answer { get; init; }
}
