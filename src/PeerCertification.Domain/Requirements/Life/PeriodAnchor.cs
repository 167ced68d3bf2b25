using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements.Life;

/// <summary>What the end of a period hangs on.</summary>
public enum AnchorKind { FromIssue, FixedDate, Birthday, FirstOfMonth, LastOfMonth }

/// <summary>The years in which a yearly day ends a period. <c>BirthYear</c>: odd years for those born in one, even years for the others.</summary>
public enum AnchorYears { Any, Odd, Even, BirthYear }

/// <summary>What the end of a period hangs on, and in which years.</summary>
/// <param name="Month">Of a fixed date; null for every other kind.</param>
/// <param name="EveryYears">How many years lie between two such days, 1 to 10.</param>
/// <param name="BaseYear">One year that has such a day; null where it is the year of birth.</param>
public sealed record PeriodAnchor(AnchorKind Kind, int? Month = null, int? Day = null, int EveryYears = 1, int? BaseYear = 0)
{
    internal static readonly PeriodAnchor FromIssue = new(AnchorKind.FromIssue);

    /// <summary>Whether the period ends on one day of the year, the same every time.</summary>
    public bool IsYearlyDay => Kind is AnchorKind.FixedDate or AnchorKind.Birthday;

    internal static PeriodAnchor Read(ElementReader part)
    {
        var kind = part.Choice<AnchorKind>("kind");
        if (kind is not (AnchorKind.FixedDate or AnchorKind.Birthday))
        {
            return new PeriodAnchor(kind);
        }

        var (every, baseYear) = ReadYears(part, kind);
        if (kind == AnchorKind.Birthday)
        {
            return new PeriodAnchor(kind, EveryYears: every, BaseYear: baseYear);
        }

        var (month, day) = (part.Whole("month", 1, 12), part.Whole("day", 1, 31));
        if (day > DateTime.DaysInMonth(2024, month))
        {
            part.Wrong($"Month {month} never has a day {day}.");
        }

        return new PeriodAnchor(kind, month, day, every, baseYear);
    }

    /// <summary>The days on which periods may end; null where that takes a birth date which is not known.</summary>
    internal YearlyDay? DaysFor(DateOnly? birthDate) => (Kind, birthDate) switch
    {
        (AnchorKind.Birthday, { } born) => new YearlyDay(born.Month, born.Day, EveryYears, BaseYear ?? born.Year),
        (AnchorKind.FixedDate, _) when (Month, Day) is ({ } month, { } day) => new YearlyDay(month, day, EveryYears, BaseYear ?? 0),
        _ => null,
    };

    private static (int Every, int? BaseYear) ReadYears(ElementReader part, AnchorKind kind)
    {
        var years = part.OptionalChoice("years", AnchorYears.Any);
        var every = part.OptionalWhole("everyYears", 2, 10);
        var baseYear = part.OptionalWhole("baseYear", 1, 9999);
        if (every is null != baseYear is null)
        {
            part.Wrong("\"everyYears\" and \"baseYear\", one of the years, go together.");
        }

        if (every is not null && years != AnchorYears.Any)
        {
            part.Wrong("\"years\" and \"everyYears\" say two things about the same years.");
        }

        if (years == AnchorYears.BirthYear && kind != AnchorKind.Birthday)
        {
            part.Wrong("Only a birthday can go by the year of birth.");
        }

        return years switch
        {
            AnchorYears.Odd => (2, 1),
            AnchorYears.Even => (2, 0),
            AnchorYears.BirthYear => (2, null),
            _ => (every ?? 1, baseYear ?? 0),
        };
    }
}

/// <summary>One day of the year, in every so many years. 29 February is 28 February where there is no 29th.</summary>
internal readonly record struct YearlyDay(int Month, int Day, int EveryYears, int BaseYear)
{
    internal DateOnly In(int year) =>
        year > DateOnly.MaxValue.Year ? DateOnly.MaxValue : new DateOnly(year, Month, Math.Min(Day, DateTime.DaysInMonth(year, Month)));

    internal DateOnly FirstAfter(DateOnly day)
    {
        var year = day.Year;
        while (year <= DateOnly.MaxValue.Year && (!Has(year) || In(year) <= day))
        {
            year++;
        }

        return In(year);
    }

    /// <summary>The last such day that is after one day and not after another, or null.</summary>
    internal DateOnly? LastWithin(DateOnly after, DateOnly upTo)
    {
        for (var year = upTo.Year; year >= after.Year; year--)
        {
            if (Has(year) && In(year) > after && In(year) <= upTo)
            {
                return In(year);
            }
        }

        return null;
    }

    private bool Has(int year) => (year - BaseYear) % EveryYears == 0;
}
