using System.Globalization;
using System.Text;

namespace PeerCertification.Api.Pipeline;

/// <summary>Writes one line of a CSV file (RFC 4180).</summary>
internal static class CsvLine
{
    /// <summary>The byte order mark, at the very beginning of a file.</summary>
    internal const string SaysUtf8 = "\uFEFF";

    internal static string Of(params ReadOnlySpan<string?> cells)
    {
        var line = new StringBuilder();
        foreach (var cell in cells)
        {
            line.Append(Cell(cell)).Append(',');
        }

        line.Length--;
        return line.Append("\r\n").ToString();
    }

    internal static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>What a spreadsheet would take for a formula is set off with an apostrophe.</summary>
    private static string Cell(string? text)
    {
        var safe = text is [('=' or '+' or '-' or '@' or '\t' or '\r'), ..] ? "'" + text : text ?? "";
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : new StringBuilder(safe).Replace("\"", "\"\"").Insert(0, '"').Append('"').ToString();
    }
}
