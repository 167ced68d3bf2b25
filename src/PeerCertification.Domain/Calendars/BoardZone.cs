using System.Collections.Concurrent;

namespace PeerCertification.Domain.Calendars;

/// <summary>The time zones of the boards, looked up once each.</summary>
public static class BoardZone
{
    private static readonly ConcurrentDictionary<string, TimeZoneInfo> Found = new(StringComparer.Ordinal);

    /// <summary>The zone with an IANA name, such as <c>America/New_York</c>.</summary>
    /// <exception cref="TimeZoneNotFoundException">There is no such zone; boards are checked when they are entered.</exception>
    public static TimeZoneInfo Named(string ianaName) => Found.GetOrAdd(ianaName, TimeZoneInfo.FindSystemTimeZoneById);
}
