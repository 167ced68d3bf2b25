using System.Globalization;
using CsvHelper;
using PeerCertification.Domain;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Evidence;

/// <summary>One cell, or the whole row where <paramref name="Field"/> is null, that cannot be taken, and why. The reason never repeats the cell.</summary>
public sealed record RefusedCell(int Row, string? Field, string Code, string Reason);

/// <summary>Practice entries as a spreadsheet writes them: RFC 4180, UTF-8, the columns named in the first row. Columns are the fields of the JSON.</summary>
internal static class PracticeCsv
{
    internal const int MostRows = 5000;

    internal static readonly IReadOnlyList<string> Columns =
        ["day", "practiceMinutes", "role", "domains", "modality", "setting", "population", "compensation", "supervisorName", "supervisorEmail", "startsAt", "endsAt", "topic"];

    /// <summary>A row as read: an entry, or the cells that keep it from being one. Numbered as a spreadsheet numbers it; the header is row 1.</summary>
    internal sealed record Row(int Number, EvidenceDetail.Practice? Entry, IReadOnlyList<RefusedCell> Refused);

    internal static Outcome<List<Row>> Read(string csv)
    {
        var broken = new HashSet<long>();
        using var reader = CsvReader.FromText(csv, Options(broken));
        if (!reader.Read() || reader.Current.ToArray() is not { } header || !HeaderIsRight(header))
        {
            return new Refusal("evidence.csv_header_wrong", $"The first row must name these columns, each once, in any order: {string.Join(',', Columns)}.");
        }

        var at = header.Select((name, i) => (Name: name.Trim(), i)).ToDictionary(c => c.Name, c => c.i, StringComparer.OrdinalIgnoreCase);
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
                return new Refusal("evidence.csv_too_many_rows", $"A file has {MostRows} rows at most; send the rest as another one.");
            }

            var number = (int)reader.RowNumber;
            rows.Add(broken.Contains(number) ? Broken(number, "A quotation mark stands in the wrong place, or is never closed in its row.")
                : record.Length != at.Count ? Broken(number, $"The row has {record.Length} cells; the header has {at.Count}.")
                : new Cells(number, record, at).ToRow());
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

    private static bool HeaderIsRight(string[] header) =>
        header.Length == Columns.Count && header.Select(h => h.Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(Columns);

    private static Row Broken(int number, string reason) => new(number, null, [new RefusedCell(number, null, "request.invalid", reason)]);

    /// <summary>Reads the cells of one row, and remembers those that cannot be read.</summary>
    private sealed class Cells(int number, string[] record, Dictionary<string, int> at)
    {
        private readonly List<RefusedCell> _refused = [];

        public Row ToRow()
        {
            var entry = new EvidenceDetail.Practice(
                Read<DateOnly>("day", t => DateOnly.TryParseExact(t, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null, "A day looks like 2026-03-14."),
                Read<int>("practiceMinutes", t => int.TryParse(t, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var minutes) ? minutes : null, "Minutes are a whole number."),
                One<ServiceRole>("role"),
                Domains(),
                One<Modality>("modality"),
                Text("setting"),
                Optional("population"),
                One<Compensation>("compensation"),
                Text("supervisorName"),
                Text("supervisorEmail"),
                Time("startsAt"),
                Time("endsAt"))
            { Topic = Optional("topic") };
            return new Row(number, _refused.Count == 0 ? entry : null, _refused);
        }

        private string Text(string field) => record[at[field]].Trim();

        private string? Optional(string field) => Text(field) is { Length: > 0 } text ? text : null;

        private T Read<T>(string field, Func<string, T?> parse, string shape)
            where T : struct
        {
            var value = parse(Text(field));
            if (value is null)
            {
                _refused.Add(new RefusedCell(number, field, "request.invalid", shape));
            }

            return value.GetValueOrDefault();
        }

        private T One<T>(string field)
            where T : struct, Enum => Read(field, Named<T>, $"One of {string.Join(", ", Enum.GetNames<T>())}.");

        private List<SupportDomain> Domains()
        {
            var named = Text("domains").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Named<SupportDomain>).ToList();
            if (named.Contains(null))
            {
                _refused.Add(new RefusedCell(number, "domains", "request.invalid", $"Some of {string.Join(", ", Enum.GetNames<SupportDomain>())}, with semicolons between them."));
            }

            return [.. named.OfType<SupportDomain>()];
        }

        private TimeOnly? Time(string field) => Text(field).Length == 0 ? null
            : Read<TimeOnly>(field, t => TimeOnly.TryParseExact(t, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null, "A time of day looks like 09:30.");

        private static T? Named<T>(string text)
            where T : struct, Enum => Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<T>(text, ignoreCase: true) : null;
    }
}
