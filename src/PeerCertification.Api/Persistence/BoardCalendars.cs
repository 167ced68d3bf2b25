using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Domain.Calendars;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Api.Persistence;

/// <summary>The holidays that every board keeps unless it says otherwise, from <c>seed-data/holidays.json</c>.</summary>
internal sealed class FederalHolidays(string path)
{
    private const int FirstYear = 1990;
    private const int LastYear = 2150;

    private static readonly JsonSerializerOptions AsWritten = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private readonly Lazy<IReadOnlyDictionary<DateOnly, string>> _days = new(() =>
        HolidayRule.Between(JsonSerializer.Deserialize<HolidayRule[]>(File.ReadAllText(path), AsWritten)!, FirstYear, LastYear));

    internal IReadOnlyDictionary<DateOnly, string> Days => _days.Value;
}

/// <summary>On which days a board works.</summary>
internal sealed class BoardCalendars(RegistryContext db, FederalHolidays federal)
{
    internal async Task<WorkingDays> Of(Guid boardId, CancellationToken cancellationToken)
    {
        var own = await db.BoardHolidays.Where(h => h.BoardId == boardId).Select(h => new { h.Day, h.IsOpen }).ToListAsync(cancellationToken);
        var closed = federal.Days.Keys.ToHashSet();
        closed.UnionWith(own.Where(h => !h.IsOpen).Select(h => h.Day));
        closed.ExceptWith(own.Where(h => h.IsOpen).Select(h => h.Day));
        return new WorkingDays(closed);
    }
}
