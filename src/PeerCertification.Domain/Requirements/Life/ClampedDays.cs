using PeerCertification.Domain.Credentials;

namespace PeerCertification.Domain.Requirements.Life;

/// <summary>Counts on the calendar and stops at its first and last day, where a sum would run over.</summary>
internal static class ClampedDays
{
    internal static DateOnly PlusDays(this DateOnly day, int days) =>
        DateOnly.FromDayNumber((int)Math.Clamp((long)day.DayNumber + days, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber));

    /// <summary>The same day so many months later, or earlier; the last day of a month that is too short to have it.</summary>
    internal static DateOnly PlusMonths(this DateOnly day, int months) => (((long)day.Year * 12) + day.Month - 1 + months) switch
    {
        < 12 => DateOnly.MinValue,
        > (9999 * 12) + 11 => DateOnly.MaxValue,
        _ => day.AddMonths(months),
    };

    internal static DateOnly FirstOfMonth(this DateOnly day) => new(day.Year, day.Month, 1);

    internal static DateOnly LastOfMonth(this DateOnly day) => new(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));

    /// <summary>The period with another end; its grace, if it has any, is as long as before.</summary>
    internal static Period EndingOn(this Period period, DateOnly ends) =>
        period with { EndsOn = ends, GraceEndsOn = period.GraceEndsOn is { } last ? ends.PlusDays(last.DayNumber - period.EndsOn.DayNumber) : null };

    internal static DateOnly Later(DateOnly one, DateOnly other) => one >= other ? one : other;
}
