namespace PeerCertification.Domain.Credentials;

/// <summary>One span from issue or renewal to expiry. Both days are inside; the credential is good to the end of <paramref name="EndsOn"/> at the board.</summary>
/// <param name="GraceEndsOn">The last day on which a board still lets the holder work while papers are late, or null where it grants no grace.</param>
public sealed record Period(DateOnly StartsOn, DateOnly EndsOn, DateOnly? GraceEndsOn = null);

/// <summary>What is shown of a credential after the end of its period, to the end of a last day, where a board shows something other than expired.</summary>
public sealed record LateStanding(DateOnly UntilOn, Standing Standing);

/// <summary>A period that a credential has or had.</summary>
/// <param name="Period">As it is now, with its extensions.</param>
/// <param name="AsOpened">As an award or a renewal opened it.</param>
public sealed record HeldPeriod(Period Period, Period AsOpened)
{
    /// <summary>The first day of an extension, or null where there is none.</summary>
    public DateOnly? ExtensionFromOn => Period.EndsOn > AsOpened.EndsOn ? AsOpened.EndsOn.AddDays(1) : null;
}

/// <summary>How long one period is. Months are calendar months, 1 to 120; grace days 0 to 366.</summary>
public sealed record PeriodRule(int Months, int GraceDays = 0)
{
    /// <summary>
    /// The period that begins on a day. It ends on the day before the same day of the month; where that month is too short to have the day,
    /// it ends on the month's last day: 24 months from 29 February 2024 end on 28 February 2026, not on the 27th.
    /// </summary>
    public Period StartingOn(DateOnly day)
    {
        var anniversary = day.AddMonths(Months);
        var ends = anniversary.Day < day.Day ? anniversary : anniversary.AddDays(-1);
        return new Period(day, ends, GraceDays == 0 ? null : ends.AddDays(GraceDays));
    }
}
