namespace PeerCertification.Domain.Requirements;

/// <summary>Counts calendar months. Where a month is too short to have the day, its last day stands for it.</summary>
public static class CalendarMonths
{
    /// <summary>
    /// Whole months from one day to another; 0 where the second is the earlier. A month is whole on the same day of the next month:
    /// from 29 February 2024 the 24th is whole on 28 February 2026.
    /// </summary>
    public static int Between(DateOnly from, DateOnly to)
    {
        if (to <= from)
        {
            return 0;
        }

        var months = ((to.Year - from.Year) * 12) + to.Month - from.Month;
        var lastDay = DateTime.DaysInMonth(to.Year, to.Month);
        return to.Day >= Math.Min(from.Day, lastDay) ? months : months - 1;
    }

    /// <summary>The first day on which so many months since <paramref name="from"/> are whole; null beyond the calendar.</summary>
    public static DateOnly? WholeOn(DateOnly from, int months) => ((long)from.Year * 12) + from.Month + months <= (9999L * 12) + 12 ? from.AddMonths(months) : null;

    /// <summary>The first day of a window of so many months that ends on <paramref name="day"/>; that first day is inside.</summary>
    public static DateOnly WindowStart(DateOnly day, int months) =>
        (day.Year * 12) + day.Month - 1 - months < 12 ? DateOnly.MinValue : day.AddMonths(-months);

    /// <summary>The first day whose window of so many months begins after <paramref name="day"/>; null beyond the calendar.</summary>
    public static DateOnly? FirstAfter(DateOnly day, int months)
    {
        if (((long)day.Year * 12) + day.Month + months > (9999L * 12) + 11)
        {
            return null;
        }

        var first = day.AddMonths(months);
        while (WindowStart(first, months) <= day)
        {
            first = first.AddDays(1);
        }

        return first;
    }
}
