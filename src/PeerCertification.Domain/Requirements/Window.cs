using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements;

/// <summary>The days that a window can be counted from. In the order in which they come in a credential's life.</summary>
public enum Anchor { Receipt, Submission, Decision, Issue, PeriodStart, Expiry, Lapse }

/// <summary>
/// The days in which an entry must lie. Without anything it is every day up to the day of the check. Months are calendar months; a window of so
/// many months or days that ends on a day has that day and its first day inside.
/// </summary>
/// <param name="Months">How far back it reaches from its last day, or null.</param>
/// <param name="Days">The same in days, or null.</param>
/// <param name="Until">Its last day; the day of the check when null.</param>
/// <param name="From">Its first day, or null.</param>
/// <param name="After">The day before its first day, or null: for what must be earned after an event.</param>
public sealed record Window(int? Months, int? Days, Anchor? Until, Anchor? From, Anchor? After)
{
    public static readonly Window Always = new(null, null, null, null, null);

    /// <summary>What nothing lies in.</summary>
    private static readonly (DateOnly First, DateOnly Last) Never = (DateOnly.MaxValue, DateOnly.MinValue);

    /// <summary>The member <c>window</c>, or its short form <c>withinMonths</c>.</summary>
    internal static Window Read(ElementReader element) =>
        element.OptionalWhole("withinMonths", 1, ObjectReader.MostMonths) is { } months
            ? Always with { Months = months }
            : element.Part("window", ReadParts) ?? Always;

    private static Window ReadParts(ElementReader part)
    {
        var window = new Window(
            part.OptionalWhole("months", 1, ObjectReader.MostMonths),
            part.OptionalWhole("days", 1, ObjectReader.Most),
            part.OptionalChoice<Anchor>("until"),
            part.OptionalChoice<Anchor>("from"),
            part.OptionalChoice<Anchor>("after"));
        if (window == Always)
        {
            part.Wrong("A window needs at least one of months, days, until, from and after.");
        }

        if ((window.From ?? window.After) is { } first && window.Until is { } last && (last < first || (last == first && window.After is not null)))
        {
            part.Wrong($"Its window begins with {first} and ends with {last}, so that nothing can ever lie in it.");
        }

        if (window is { From: not null, After: not null })
        {
            part.Wrong("A window begins \"from\" a day or \"after\" it, not both.");
        }

        return window;
    }

    /// <summary>The days that it is counted from.</summary>
    internal IEnumerable<Anchor> Anchors => new[] { Until, From, After }.OfType<Anchor>();

    /// <summary>First and last day, both inside; the first after the last where nothing can lie in it.</summary>
    internal (DateOnly First, DateOnly Last) On(DateOnly check, IReadOnlyDictionary<string, DateOnly> days)
    {
        if (this == Always)
        {
            return (DateOnly.MinValue, check);
        }

        if (Day(Until, check, days) is not { } last || (From is not null && Day(From, check, days) is null) || (After is not null && Day(After, check, days) is null))
        {
            return Never;
        }

        var first = DateOnly.MinValue;
        if (Months is { } months)
        {
            first = CalendarMonths.WindowStart(last, months);
        }

        if (Days is { } length)
        {
            first = Later(first, AddDays(last, 1 - length));
        }

        if (From is not null)
        {
            first = Later(first, Day(From, check, days)!.Value);
        }

        if (After is not null)
        {
            first = Later(first, AddDays(Day(After, check, days)!.Value, 1));
        }

        return (first, last < check ? last : check);
    }

    /// <summary>The last day of a check that finds what lies on this day within the window, or null where the window does not leave it behind.</summary>
    internal DateOnly? LastCheckWith(DateOnly day, IReadOnlyDictionary<string, DateOnly> days)
    {
        if (!IsTheCheck(Until, days))
        {
            return null;
        }

        var byMonths = Months is { } months && CalendarMonths.FirstAfter(day, months) is { } after ? AddDays(after, -1) : (DateOnly?)null;
        var byDays = Days is { } length ? AddDays(day, length - 1) : (DateOnly?)null;
        return Earlier(byMonths, byDays);
    }

    /// <summary>Whether an anchor is the day of the check, and so moves with it.</summary>
    internal static bool IsTheCheck(Anchor? anchor, IReadOnlyDictionary<string, DateOnly> days) => anchor is not { } named || (named <= Anchor.Decision && !days.ContainsKey(named.ToString()));

    /// <summary>The earlier of two days, where null is never.</summary>
    internal static DateOnly? Earlier(DateOnly? one, DateOnly? other) => one is null || other < one ? other : one;

    internal static DateOnly? Day(Anchor? anchor, DateOnly check, IReadOnlyDictionary<string, DateOnly> days) =>
        anchor is not { } named ? check
        : days.TryGetValue(named.ToString(), out var day) ? day
        : named <= Anchor.Decision ? check
        : null;

    /// <summary>The calendar has a first and a last day; what would lie beyond is that day.</summary>
    internal static DateOnly AddDays(DateOnly day, int days) => DateOnly.FromDayNumber(Math.Clamp(day.DayNumber + days, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber));

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
