using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements.Elements;

/// <summary>How months are told from several entries.</summary>
public enum TimeMeasure { Total, Longest, Reach }

/// <summary>
/// Months of something that goes on, such as employment, or over which entries reach. <c>Total</c> adds all times, each day once;
/// <c>Longest</c> is the longest time without a gap; <c>Reach</c> is the time from the first day to the last.
/// </summary>
public sealed record TimeCovered(string Id, string Label, RequirementSource Source, EvidenceKind Kind, EntryFilter Where, int AtLeastMonths, TimeMeasure Measure, Window Window) : Requirement(Id, Label, Source)
{
    private const int Days30Years = 365 * 30;

    internal static TimeCovered Read(ElementReader element)
    {
        var kind = element.Choice<EvidenceKind>("kind");
        return new(
            element.Id,
            element.Label,
            element.Source,
            kind,
            EntryFilter.Read(element, kind),
            element.Whole("atLeastMonths", 1, ObjectReader.MostMonths),
            element.OptionalChoice<TimeMeasure>("measure") ?? TimeMeasure.Total,
            Window.Read(element));
    }

    internal override IEnumerable<Anchor> CountedFrom => Window.Anchors;

    private protected override Finding Judge(EvidenceFile file)
    {
        List<CountedEntry> counted = [];
        List<RefusedEntry> refused = [];
        List<EvidenceDetail> taken = [];
        var (first, last) = file.Days(Window);
        foreach (var entry in file.OfKind(Kind))
        {
            var (from, until) = SpanOf(entry.Fact.Detail, last);
            RefusedEntry[] refusals = [];
            var available = EntryStanding.Counting(entry, file, Where, (DateOnly.MinValue, DateOnly.MaxValue), ref refusals);
            if (from > last || until < first)
            {
                EntryStanding.Refuse(entry, available, NotCounted.OutsideWindow, ref refusals, file.Words);
                available = 0;
            }

            if (available > 0)
            {
                taken.Add(entry.Fact.Detail);
                counted.Add(entry.Counted(available));
                file.CountToward(entry, Id);
            }

            refused.AddRange(refusals);
            file.Note(entry, available, refusals, Where);
        }

        var have = MonthsOn(file.On, taken, file);
        var isMet = have >= AtLeastMonths;
        var cure = isMet ? null : file.Words.Say("cure.time", ("amount", file.Words.Amount(AtLeastMonths - have, "month")), ("label", file.LabelOf(this)));
        return new Finding(Id, file.LabelOf(this), Source.Citation, isMet, have, AtLeastMonths, FindingUnit.Months, cure, counted, refused, []) { CuredOn = file.Outlook == Outlook.None || isMet ? null : LongEnoughOn(taken, file) };
    }

    /// <summary>The day within thirty years on which what goes on has gone on for long enough, or null where it never does.</summary>
    private DateOnly? LongEnoughOn(List<EvidenceDetail> taken, EvidenceFile file)
    {
        var (not, enough) = (file.On, Window.AddDays(file.On, Days30Years));
        if (MonthsOn(enough, taken, file) < AtLeastMonths)
        {
            return null;
        }

        while (enough.DayNumber - not.DayNumber > 1)
        {
            var middle = Window.AddDays(not, (enough.DayNumber - not.DayNumber) / 2);
            (not, enough) = MonthsOn(middle, taken, file) < AtLeastMonths ? (middle, enough) : (not, middle);
        }

        return enough;
    }

    /// <summary>The months of what was taken, as they are on a day of check.</summary>
    private int MonthsOn(DateOnly day, List<EvidenceDetail> taken, EvidenceFile file)
    {
        var (first, last) = Window.On(day, file.Facts.Days);
        List<(DateOnly From, DateOnly Until)> spans = [];
        foreach (var detail in taken)
        {
            var (from, until) = SpanOf(detail, last);
            if (from <= last && until >= first)
            {
                spans.Add((from < first ? first : from, until > last ? last : until));
            }
        }

        return Months(spans);
    }

    private int Months(List<(DateOnly From, DateOnly Until)> spans)
    {
        if (spans.Count == 0)
        {
            return 0;
        }

        spans.Sort();
        if (Measure == TimeMeasure.Reach)
        {
            return Whole(spans[0].From, spans.Max(s => s.Until));
        }

        List<(DateOnly From, DateOnly Until)> joined = [];
        foreach (var span in spans)
        {
            if (joined.Count > 0 && span.From.DayNumber <= joined[^1].Until.DayNumber + 1)
            {
                joined[^1] = (joined[^1].From, span.Until > joined[^1].Until ? span.Until : joined[^1].Until);
            }
            else
            {
                joined.Add(span);
            }
        }

        // Several times are put end to end, so that days at the end of one month and the start of another make a month together.
        return Measure == TimeMeasure.Longest
            ? joined.Max(span => Whole(span.From, span.Until))
            : joined.Skip(1).Aggregate(joined[0], (all, span) => (all.From, Window.AddDays(all.Until, Math.Min(Days30Years, span.Until.DayNumber - span.From.DayNumber + 1)))) is var (from, until) ? Whole(from, until) : 0;
    }

    /// <summary>The last day is inside: from 1 January to 31 December are twelve months.</summary>
    private static int Whole(DateOnly from, DateOnly until) => CalendarMonths.Between(from, Window.AddDays(until, 1));

    private static (DateOnly From, DateOnly Until) SpanOf(EvidenceDetail detail, DateOnly last) => detail switch
    {
        EvidenceDetail.Statement statement => (statement.StartsOn, statement.EndsOn ?? last),
        EvidenceDetail.Training training => (training.StartsOn, training.EndsOn),
        _ => (detail.On, detail.On),
    };
}
