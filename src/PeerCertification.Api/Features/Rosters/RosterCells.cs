using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;
using PeerCertification.Domain.ContinuingEducation;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Rosters;

/// <summary>One attendee as sent, before anything of it is looked at.</summary>
/// <param name="Row">As the sender numbers it: from 1 in JSON, from 2 in a file, whose header is row 1.</param>
/// <param name="Number">Null where the attendee confirms with a code.</param>
/// <param name="Minutes">Null for the whole course.</param>
internal sealed record SentRow(int Row, string? Number, string? FamilyName, CourseRole Role, int? Minutes);

/// <summary>One attendee that can be posted.</summary>
/// <param name="Number">As printed.</param>
internal sealed record GoodRow(int Row, string? Number, string FamilyName, CourseRole Role, int Minutes);

/// <summary>Tells rows that can be posted from those that cannot, the same for JSON and for files.</summary>
internal static class RosterCells
{
    internal static readonly IReadOnlyList<string> Columns = ["number", "familyName", "role", "minutes"];

    private const int LongestName = 200;

    /// <summary>The rows of a file; those of which a cell cannot be read are refused.</summary>
    internal static Outcome<(List<SentRow> Rows, List<RefusedCell> Refused)> Read(string csv)
    {
        var table = CsvTable.Read(csv, Columns);
        if (table.Refusal is not null)
        {
            return table.Refusal;
        }

        var refused = new List<RefusedCell>();
        return ([.. table.Value.Select(row => Read(row, refused)).OfType<SentRow>()], refused);
    }

    /// <summary>The row as it is posted, or null where a cell is refused.</summary>
    /// <param name="isCorrection">Whether it may say that somebody did not come.</param>
    internal static GoodRow? Check(SentRow sent, int courseMinutes, bool isCorrection, List<RefusedCell> refused)
    {
        var before = refused.Count;
        var name = sent.FamilyName?.Trim() ?? "";
        if (name.Length is 0 or > LongestName || !PlainText.ReadsAsWritten(name))
        {
            refused.Add(new RefusedCell(sent.Row, "familyName", "request.invalid", $"A family name has 1 to {LongestName} characters in one line, and no control characters."));
        }

        var number = string.IsNullOrWhiteSpace(sent.Number) ? null : CredentialNumber.Read(sent.Number);
        if (number?.Refusal is { } mistyped)
        {
            refused.Add(new RefusedCell(sent.Row, "number", mistyped.Code, mistyped.Reason));
        }

        if (RosterRules.RefuseMinutes(sent.Minutes ?? courseMinutes, courseMinutes, isCorrection) is { } impossible)
        {
            refused.Add(new RefusedCell(sent.Row, "minutes", impossible.Code, impossible.Reason));
        }

        return refused.Count > before ? null : new GoodRow(sent.Row, number?.Value, name, sent.Role, sent.Minutes ?? courseMinutes);
    }

    private static SentRow? Read(CsvTable.Row row, List<RefusedCell> refused)
    {
        if (row.Broken is { } broken)
        {
            refused.Add(new RefusedCell(row.Number, null, "request.invalid", broken));
            return null;
        }

        var (roleText, minutesText) = (row.Cells["role"], row.Cells["minutes"]);
        var role = CourseRole.Learner;
        var isRole = roleText.Length == 0 || (Enum.GetNames<CourseRole>().Contains(roleText, StringComparer.OrdinalIgnoreCase) && Enum.TryParse(roleText, ignoreCase: true, out role));
        var isMinutes = int.TryParse(minutesText, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var minutes);
        if (!isRole)
        {
            refused.Add(new RefusedCell(row.Number, "role", "request.invalid", $"One of {string.Join(", ", Enum.GetNames<CourseRole>())}, or nothing for a learner."));
        }

        if (!isMinutes && minutesText.Length > 0)
        {
            refused.Add(new RefusedCell(row.Number, "minutes", "request.invalid", "Minutes are a whole number, or nothing for the whole course."));
        }

        return isRole && (isMinutes || minutesText.Length == 0) ? new SentRow(row.Number, row.Cells["number"], row.Cells["familyName"], role, isMinutes ? minutes : null) : null;
    }
}
