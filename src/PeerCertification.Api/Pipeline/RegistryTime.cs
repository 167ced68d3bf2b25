using PeerCertification.Domain.Calendars;

namespace PeerCertification.Api.Pipeline;

/// <summary>The registry's reading of the clock: whole milliseconds, so that both databases give back what was stored.</summary>
public static class RegistryTime
{
    public static DateTime UtcNow(this TimeProvider clock)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }

    /// <summary>Today, where the board is.</summary>
    public static DateOnly TodayAt(this TimeProvider clock, TimeZoneInfo zone) => BoardDay.Of(clock.UtcNow(), zone);
}

/// <summary>Identities that sort by the time they were made.</summary>
public static class Ids
{
#pragma warning disable RS0030 // the one place that may
    public static Guid New(TimeProvider clock) => Guid.CreateVersion7(clock.GetUtcNow());
#pragma warning restore RS0030
}
