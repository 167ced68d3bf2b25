using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain.Calendars;

namespace PeerCertification.Api.Persistence;

/// <summary>Today for what belongs to a person and to no board.</summary>
internal static class LatestDay
{
    internal static async Task<DateOnly> LatestToday(this RegistryContext db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var zones = await db.Boards.Select(b => b.TimeZone).Distinct().ToListAsync(cancellationToken);
        return BoardDay.Latest(clock.UtcNow(), zones.Select(BoardZone.Named));
    }
}
