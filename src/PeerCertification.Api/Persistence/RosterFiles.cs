using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Persistence;

/// <summary>A roster so long that it is sent as a file, and answered in the background into another. Both files lie in the document store.</summary>
public sealed class RosterFile
{
    public Guid Id { get; init; }

    /// <summary>Whose it is: the organisation that it is asked for or, where there is none, the account. One open file each.</summary>
    public Guid HolderId { get; init; }

    /// <summary>For whom it is asked; null where somebody signed in asks for themselves.</summary>
    public Guid? OrganisationId { get; init; }

    /// <summary>Who asked; null where it was a key.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>The key that asked; null where it was a person.</summary>
    public Guid? KeyId { get; init; }

    public string? Purpose { get; init; }

    /// <summary>The day asked about; null for the day at each board when it was asked.</summary>
    public DateOnly? On { get; init; }

    /// <summary>The one instant by which every row is answered.</summary>
    public DateTime KnownAtUtc { get; init; }

    public RosterFileState State { get; set; }

    public DateTime RequestedAtUtc { get; init; }

    public DateTime? EndedAtUtc { get; set; }

    /// <summary>What went wrong last, by its kind: its message may quote a row.</summary>
    public string? Error { get; set; }

    /// <summary>The name of what was sent, in the document store.</summary>
    public required string StorageName { get; init; }

    public int Rows { get; init; }

    public int RowsDone { get; set; }

    /// <summary>How many of those that are done have no answer.</summary>
    public int RowsRefused { get; set; }

    /// <summary>The first rows without an answer.</summary>
    public IReadOnlyList<RefusedRow> FirstRefused { get; set; } = [];

    /// <summary>How many bytes of what was sent are dealt with; the next row begins there.</summary>
    public long BytesRead { get; set; }

    /// <summary>How often it was begun. Each attempt writes answers of its own, so that one that was given up by mistake disturbs no other.</summary>
    public int Attempts { get; set; }

    /// <summary>The attempt whose answers are good, up to <see cref="AnswersBytes"/>; 0 while there are none.</summary>
    public int AnswersOf { get; set; }

    public long AnswersBytes { get; set; }

    /// <summary>Whether nothing is left in the document store but the answers of a finished file.</summary>
    public bool IsTidied { get; set; }

    /// <summary>The name of an attempt's answers, in the document store.</summary>
    public string AnswersName(int attempt) => $"{StorageName}-{attempt}";
}

/// <summary>A row that has no answer, and why.</summary>
/// <param name="Number">Which of those sent it is, from 1; the header of the file is not counted.</param>
public sealed record RefusedRow(int Number, string Code, string Reason);
