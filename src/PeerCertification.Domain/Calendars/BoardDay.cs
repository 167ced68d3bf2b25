namespace PeerCertification.Domain.Calendars;

/// <summary>Turns instants into the days of a board. A day begins and ends where the board is, not where the server is.</summary>
public static class BoardDay
{
    /// <summary>The calendar day at the board when it is <paramref name="instantUtc"/> (kind Utc).</summary>
    public static DateOnly Of(DateTime instantUtc, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(instantUtc, DateTimeKind.Utc), zone));

    /// <summary>
    /// The latest day that can be called today: in UTC, or at a board east of it. What belongs to a person and to no board is held to this.
    /// The latest day anywhere on earth (UTC+14) would let most people offer tomorrow; UTC alone would refuse a true day to a board in Guam.
    /// </summary>
    public static DateOnly Latest(DateTime instantUtc, IEnumerable<TimeZoneInfo> zones) =>
        zones.Select(zone => Of(instantUtc, zone)).Append(DateOnly.FromDateTime(instantUtc)).Max();

    /// <summary>
    /// The first instant that is no longer <paramref name="day"/> at the board: a credential whose last day this is stops being good then.
    /// Where the clocks skip midnight, it is the first instant after the gap.
    /// </summary>
    public static DateTime EndUtc(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(15);
        }

        return TimeZoneInfo.ConvertTimeToUtc(midnight, zone);
    }
}
