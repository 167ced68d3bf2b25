namespace PeerCertification.Domain.Calendars;

/// <summary>Turns instants into the days of a board. A day begins and ends where the board is, not where the server is.</summary>
public static class BoardDay
{
    /// <summary>The calendar day at the board when it is <paramref name="instantUtc"/> (kind Utc).</summary>
    public static DateOnly Of(DateTime instantUtc, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(instantUtc, DateTimeKind.Utc), zone));

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
