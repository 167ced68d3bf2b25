using System.Globalization;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Evidence;

/// <summary>Practice entries as a spreadsheet writes them: RFC 4180, UTF-8, the columns named in the first row. Columns are the fields of the JSON.</summary>
internal static class PracticeCsv
{
    internal static readonly IReadOnlyList<string> Columns =
        ["day", "practiceMinutes", "role", "domains", "modality", "setting", "population", "compensation", "supervisorName", "supervisorEmail", "startsAt", "endsAt", "topic"];

    /// <summary>A row as read: an entry, or the cells that keep it from being one. Numbered as a spreadsheet numbers it; the header is row 1.</summary>
    internal sealed record Row(int Number, EvidenceDetail.Practice? Entry, IReadOnlyList<RefusedCell> Refused);

    internal static Outcome<List<Row>> Read(string csv)
    {
        var table = CsvTable.Read(csv, Columns);
        return table.Refusal is { } unreadable ? unreadable : table.Value.ConvertAll(row => row.Broken is { } reason
            ? new Row(row.Number, null, [new RefusedCell(row.Number, null, "request.invalid", reason)])
            : new Cells(row.Number, row.Cells).ToRow());
    }

    /// <summary>Reads the cells of one row, and remembers those that cannot be read.</summary>
    private sealed class Cells(int number, IReadOnlyDictionary<string, string> cells)
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

        private string Text(string field) => cells[field];

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
