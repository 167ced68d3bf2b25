using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements.Life;

/// <summary>Whether a first period that has to end on a set day is shorter or longer than a whole one.</summary>
public enum FirstPeriodFit { Shorter, Longer }

/// <summary>How long a credential is good for, and on which day that ends.</summary>
/// <param name="Length">Of a whole period.</param>
/// <param name="IsAligned">Whether a holder of several credentials has them all end with the one that was issued last.</param>
/// <param name="EndsOnWorkingDay">Whether an end on a day off moves to the closest working day before it.</param>
/// <param name="First">How the first period is fitted to a set day; null for one that is shorter and as short as it comes.</param>
/// <param name="RenewalsAtMost">How often the credential can be renewed, or null without limit.</param>
public sealed record PeriodRules(
    PeriodRule Length,
    PeriodAnchor Anchor,
    bool IsAligned,
    bool EndsOnWorkingDay,
    FirstPeriod? First,
    CeProration? Proration,
    int? RenewalsAtMost,
    IReadOnlyList<PeriodExtension> Extensions)
{
    private enum Alignment { None, MostRecentCredential }

    private enum WorkingDayMove { None, Prior }

    /// <summary>Periods from the day of issue, as every document has them that says no more than a length.</summary>
    public static PeriodRules Plain(PeriodRule length) => new(length, PeriodAnchor.FromIssue, false, false, null, null, null, []);

    internal static PeriodRules Read(ElementReader section)
    {
        var length = new PeriodRule(section.Whole("months", 1, 120), section.OptionalWhole("graceDays", 0, 366) ?? 0);
        _ = section.Source;
        var terms = new PeriodRules(
            length,
            section.Part("anchor", PeriodAnchor.Read) ?? PeriodAnchor.FromIssue,
            section.OptionalChoice("alignedWith", Alignment.None) != Alignment.None,
            section.OptionalChoice("workingDay", WorkingDayMove.None) != WorkingDayMove.None,
            section.Part("firstPeriod", FirstPeriod.Read),
            section.Part("prorateCe", CeProration.Read),
            section.OptionalWhole("renewalsAtMost", 0, 100),
            section.Parts("extensions", PeriodExtension.Read));
        terms.Check(section);
        return terms;
    }

    /// <summary>Whether the credential can be renewed once more after so many renewals.</summary>
    public bool MayRenewAgain(int renewalsSoFar) => RenewalsAtMost is not { } most || renewalsSoFar < most;

    /// <summary>
    /// The period that an issue or a renewal opens. A renewal within the period before it or its grace follows without a gap; a later one begins
    /// on its own day. Null where the end hangs on a birthday that is not known.
    /// </summary>
    public AwardedPeriod? Award(PeriodQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var follows = question.Previous is { } previous && question.On <= (previous.GraceEndsOn ?? previous.EndsOn);
        var starts = Starts(question, follows);
        if ((Aligned(question, starts) ?? Anchored(question, starts, follows)) is not { } anchored)
        {
            return null;
        }

        var ends = ClampedDays.Later(starts, Moved(anchored, question.Calendar));
        var period = new Period(starts, ends, Length.GraceDays == 0 ? null : ends.PlusDays(Length.GraceDays));
        return new AwardedPeriod(period, question.Previous is null ? ShareOf(period) : CeShare.Whole);
    }

    private DateOnly Starts(PeriodQuestion question, bool follows)
    {
        var starts = Anchor.Kind == AnchorKind.FirstOfMonth && !follows ? question.On.FirstOfMonth() : question.On;
        return question.Previous is not { } previous ? starts
            : follows ? previous.EndsOn.PlusDays(1)
            : ClampedDays.Later(starts, previous.EndsOn.PlusDays(1));
    }

    private DateOnly? Aligned(PeriodQuestion question, DateOnly starts) =>
        IsAligned && question.Others?.MaxBy(other => (other.StartsOn, other.EndsOn)) is { } latest
            && latest.EndsOn > starts && latest.EndsOn > question.On && MonthsOf(starts, latest.EndsOn) >= LeastMonths
            ? latest.EndsOn
            : null;

    private DateOnly? Anchored(PeriodQuestion question, DateOnly starts, bool follows) => Anchor.Kind switch
    {
        AnchorKind.FromIssue => WholeFrom(starts),
        AnchorKind.FirstOfMonth => WholeFrom(FirstOfMonthFor(question, starts, follows)),
        AnchorKind.LastOfMonth => (follows ? question.Previous!.EndsOn : starts).FirstOfMonth().PlusMonths(Length.Months).LastOfMonth(),
        AnchorKind.FixedDate or AnchorKind.Birthday => Anchor.DaysFor(question.BirthDate) is { } days ? OnYearlyDay(days, question, starts, follows) : null,
        _ => throw new ArgumentOutOfRangeException(nameof(question), Anchor.Kind, "No rule ends a period by this."),
    };

    /// <summary>A period whose end was moved to a working day is followed from the first of the next month, not from the month of the day off.</summary>
    private DateOnly FirstOfMonthFor(PeriodQuestion question, DateOnly starts, bool follows) =>
        follows && Moved(question.Previous!.EndsOn.LastOfMonth(), question.Calendar) == question.Previous.EndsOn
            ? question.Previous.EndsOn.LastOfMonth().PlusDays(1)
            : starts.FirstOfMonth();

    private DateOnly OnYearlyDay(YearlyDay days, PeriodQuestion question, DateOnly starts, bool follows)
    {
        if (follows && days.FirstAfter(question.Previous!.EndsOn.PlusDays(-1)) is var last && Moved(last, question.Calendar) == question.Previous.EndsOn)
        {
            return days.In(last.Year + (Length.Months / 12));
        }

        var whole = WholeFrom(starts);
        if (question.Previous is null && First?.Fit == FirstPeriodFit.Longer)
        {
            return days.FirstAfter(whole.PlusDays(-1));
        }

        var end = days.LastWithin(starts, whole) ?? days.FirstAfter(starts);
        return question.Previous is null && MonthsOf(starts, end) < LeastMonths ? days.FirstAfter(end) : end;
    }

    private DateOnly Moved(DateOnly day, WorkingDays calendar) => EndsOnWorkingDay ? calendar.OnOrBefore(day) : day;

    /// <summary>A period that would run over the end of the calendar ends with it.</summary>
    private DateOnly WholeFrom(DateOnly starts) => PeriodExtension.LastDay(starts, Length.Months);

    /// <summary>How much of a whole period's continuing education is owed for a first period, as it was opened.</summary>
    public CeShare ShareOf(Period first) => Proration?.For(MonthsOf(first.StartsOn, first.EndsOn), Length.Months) ?? CeShare.Whole;

    private int LeastMonths => First?.LeastMonths ?? 0;

    private static int MonthsOf(DateOnly starts, DateOnly ends) => CalendarMonths.Between(starts, ends.PlusDays(1));

    private void Check(ElementReader section)
    {
        if (Anchor.IsYearlyDay && Length.Months % (12 * Anchor.EveryYears) != 0)
        {
            section.Wrong($"Its day comes every {Phrasebook.English.Amount(12 * Anchor.EveryYears, "month")}; a period of {Phrasebook.English.Amount(Length.Months, "month")} cannot always end on it.");
        }

        if (First is not null && !Anchor.IsYearlyDay && !IsAligned)
        {
            section.Wrong("Only a period that ends on a set day has a first one that is shorter or longer.");
        }

        if (Proration is not null && !Anchor.IsYearlyDay && !IsAligned)
        {
            section.Wrong("Only a period that ends on a set day has a short first one for which less could be owed.");
        }

        if (LeastMonths > Length.Months)
        {
            section.Wrong("A first period cannot have to be longer than a whole one.");
        }

        if (EndsOnWorkingDay && Anchor.Kind == AnchorKind.FromIssue)
        {
            section.Wrong("An end that is counted from the issue is not moved: the next would be counted from the moved day.");
        }
    }
}

/// <summary>How a first period is fitted to a set day.</summary>
/// <param name="LeastMonths">One of fewer whole months runs to the next set day instead.</param>
public sealed record FirstPeriod(FirstPeriodFit Fit, int LeastMonths)
{
    internal static FirstPeriod Read(ElementReader part) => new(part.OptionalChoice("fit", FirstPeriodFit.Shorter), part.OptionalWhole("leastMonths", 1, 120) ?? 0);
}

/// <summary>What the end of a period is worked out from.</summary>
/// <param name="On">The day of issue or renewal.</param>
/// <param name="Previous">The period that is renewed, or null for an issue.</param>
/// <param name="Others">The current periods of the holder's other credentials.</param>
public sealed record PeriodQuestion(DateOnly On, WorkingDays Calendar, DateOnly? BirthDate = null, Period? Previous = null, IReadOnlyList<Period>? Others = null);

/// <summary>A period, and how much of the continuing education of a whole one is owed for it.</summary>
public sealed record AwardedPeriod(Period Period, CeShare CeShare);

/// <summary>So many months' worth out of a whole period's.</summary>
public sealed record CeShare(int Months, int OfMonths)
{
    public static readonly CeShare Whole = new(1, 1);

    public static readonly CeShare Nothing = new(0, 1);

    /// <summary>What is owed of so many minutes, rounded up to a whole one.</summary>
    public int Of(int minutes) => minutes <= 0 ? 0 : (int)((((long)minutes * Months) + OfMonths - 1) / OfMonths);
}

/// <summary>How continuing education is owed for a first period that is shorter or longer than a whole one.</summary>
/// <param name="ByMonthBelow">A first period of fewer whole months owes by the month; 0 where none does.</param>
/// <param name="NoneBelow">A first period of fewer whole months owes nothing; 0 where every one owes something.</param>
/// <param name="ByMonthAbove">A first period of more whole months owes by the month, and so more; 0 where none does.</param>
public sealed record CeProration(int ByMonthBelow, int NoneBelow, int ByMonthAbove)
{
    internal static CeProration Read(ElementReader part)
    {
        var proration = new CeProration(part.OptionalWhole("byMonthBelow", 1, 120) ?? 0, part.OptionalWhole("noneBelow", 1, 120) ?? 0, part.OptionalWhole("byMonthAbove", 1, 120) ?? 0);
        if (proration is { ByMonthBelow: 0, NoneBelow: 0, ByMonthAbove: 0 })
        {
            part.Wrong("It changes nothing: give \"byMonthBelow\", \"noneBelow\" or \"byMonthAbove\".");
        }

        return proration;
    }

    internal CeShare For(int months, int wholeMonths) =>
        months < NoneBelow ? CeShare.Nothing
        : (months < ByMonthBelow && months < wholeMonths) || (ByMonthAbove > 0 && months > ByMonthAbove && months > wholeMonths) ? new CeShare(months, wholeMonths)
        : CeShare.Whole;
}
