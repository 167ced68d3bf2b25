using CsvHelper;
using PeerCertification.Domain;

namespace PeerCertification.Api.Pipeline;

/// <summary>A table as a spreadsheet writes it: RFC 4180, the columns named in the first row, in any order.</summary>
internal static class CsvTable
{
    internal const int MostRows = 5000;

    /// <summary>One row. Numbered as a spreadsheet numbers it; the header is row 1.</summary>
    /// <param name="Broken">Why its cells cannot be told apart, or null.</param>
    internal sealed record Row(int Number, IReadOnlyDictionary<string, string> Cells, string? Broken);

    internal static Outcome<List<Row>> Read(string csv, IReadOnlyList<string> columns)
    {
        var broken = new HashSet<long>();
        using var reader = CsvReader.FromText(csv, Options(broken));
        if (!reader.Read() || reader.Current.ToArray() is not { } header || !HeaderIsRight(header, columns))
        {
            return new Refusal("request.csv_header_wrong", $"The first row must name these columns, each once, in any order: {string.Join(',', columns)}.");
        }

        var names = header.Select(name => name.Trim()).ToList();
        var rows = new List<Row>();
        while (reader.Read())
        {
            var record = reader.Current.ToArray();
            if (record.All(string.IsNullOrWhiteSpace))
            {
                continue;
            }

            if (rows.Count == MostRows)
            {
                return new Refusal("request.csv_too_many_rows", $"A file has {MostRows} rows at most; send the rest as another one.");
            }

            var number = (int)reader.RowNumber;
            rows.Add(broken.Contains(number) ? Broken(number, "A quotation mark stands in the wrong place, or is never closed in its row.")
                : record.Length != names.Count ? Broken(number, $"The row has {record.Length} cells; the header has {names.Count}.")
                : new Row(number, names.Zip(record).ToDictionary(cell => cell.First, cell => cell.Second.Trim(), StringComparer.OrdinalIgnoreCase), null));
        }

        return rows;
    }

    /// <summary>No cell of ours spans lines, so that a lost quotation mark costs one row and not the rest of the file.</summary>
    private static CsvReaderOptions Options(HashSet<long> broken) => new()
    {
        Separator = ',',
        HasHeader = false,
        SkipEmptyLines = false,
        AllowLineBreaksInQuotes = false,
        OnMalformedRecord = record => broken.Add(record.RecordNumber),
    };

    private static bool HeaderIsRight(string[] header, IReadOnlyList<string> columns) =>
        header.Length == columns.Count && header.Select(h => h.Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(columns);

    private static Row Broken(int number, string reason) => new(number, new Dictionary<string, string>(), reason);
}
