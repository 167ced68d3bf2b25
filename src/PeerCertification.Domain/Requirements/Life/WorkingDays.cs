namespace PeerCertification.Domain.Requirements.Life;

/// <summary>Which days a board works: Monday to Friday without its holidays. The holidays are data that the caller brings.</summary>
public sealed record WorkingDays(IReadOnlySet<DateOnly> Holidays)
{
    public static readonly WorkingDays WithoutHolidays = new(new HashSet<DateOnly>());

    public bool Has(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Holidays.Contains(day);

    /// <summary>The day itself where it is a working day, or the closest one before; the day itself where the calendar has none before it.</summary>
    public DateOnly OnOrBefore(DateOnly day)
    {
        var found = day;
        while (!Has(found) && found > DateOnly.MinValue)
        {
            found = found.AddDays(-1);
        }

        return Has(found) ? found : day;
    }

    /// <summary>The last of so many working days after a day, or before it with a negative number. The day itself is not counted.</summary>
    public DateOnly Count(DateOnly from, int days)
    {
        var step = Math.Sign(days);
        var end = step < 0 ? DateOnly.MinValue : DateOnly.MaxValue;
        var day = from;
        for (long left = Math.Abs((long)days); left > 0 && day != end;)
        {
            day = day.AddDays(step);
            left -= Has(day) ? 1 : 0;
        }

        return day;
    }
}
