using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements.Life;

public enum LengthUnit { Days, BusinessDays, Months }

/// <summary>A length of time from a day: so many days, business days or calendar months after it, or before it.</summary>
/// <param name="Amount">0 to 10,000; with 0 it is the day itself.</param>
public sealed record CalendarLength(int Amount, LengthUnit Unit, bool IsBefore = false)
{
    /// <summary>Every end that two terms can be compared at: each day of four years, a leap year among them.</summary>
    private static readonly DateOnly[] EveryEnd = [.. Enumerable.Range(0, 1461).Select(new DateOnly(2023, 1, 1).AddDays)];

    /// <summary>After the day, or with <c>"before": true</c> before it.</summary>
    internal static CalendarLength Read(ElementReader part) => Read(part, part.Flag("before"), part.OptionalWhole("businessDays", 0, ObjectReader.Most));

    /// <summary>In days or months: what has to hold for every board and every calendar of holidays.</summary>
    internal static CalendarLength ReadPlain(ElementReader part) => Read(part, part.Flag("before"), businessDays: null);

    internal static CalendarLength ReadBefore(ElementReader part) => Read(part, isBefore: true, businessDays: null);

    /// <summary>The day that the term leads to; the first or last day of the calendar where it would lead beyond.</summary>
    public DateOnly From(DateOnly day, WorkingDays calendar)
    {
        var amount = IsBefore ? -Amount : Amount;
        return Unit switch
        {
            LengthUnit.Days => day.PlusDays(amount),
            LengthUnit.BusinessDays => calendar.Count(day, amount),
            LengthUnit.Months => day.PlusMonths(amount),
            _ => throw new ArgumentOutOfRangeException(nameof(day), Unit, "No rule counts this unit."),
        };
    }

    internal DateOnly From(DateOnly day) => From(day, WorkingDays.WithoutHolidays);

    /// <summary>Whether this term leads to a later day than another, or where allowed to the same, from every day that there is.</summary>
    internal bool IsAlwaysAfter(CalendarLength other, bool orSame = false) =>
        Array.TrueForAll(EveryEnd, end => From(end).CompareTo(other.From(end)) >= (orSame ? 0 : 1));

    private static CalendarLength Read(ElementReader part, bool isBefore, int? businessDays)
    {
        var days = part.OptionalWhole("days", 0, ObjectReader.Most);
        var months = part.OptionalWhole("months", 0, ObjectReader.MostMonths);
        if (new[] { days, businessDays, months }.Count(amount => amount is not null) != 1)
        {
            part.Wrong("A length of time has one unit: \"days\", \"months\" or, where a board counts them, \"businessDays\".");
        }

        return months is { } whole ? new(whole, LengthUnit.Months, isBefore)
            : businessDays is { } working ? new(working, LengthUnit.BusinessDays, isBefore)
            : new(days ?? 0, LengthUnit.Days, isBefore);
    }
}
