using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements.Elements;

/// <summary>How long one span of a cadence is.</summary>
public enum Span { Month, Quarter, HalfYear, Year }

/// <summary>Something in every one of so many spans, one after the other, such as one co-reflection a quarter or 20 hours in each of three years.</summary>
/// <param name="Spans">How many spans, counted back from the last day of the window; each is so many calendar months.</param>
/// <param name="Need">In each span: minutes where the kind has minutes, entries where it has none.</param>
/// <param name="Until">The day that the last span ends with.</param>
public sealed record Cadence(string Id, string Label, RequirementSource Source, EvidenceKind Kind, EntryFilter Where, Span Each, int Spans, int Need, Anchor? Until) : Requirement(Id, Label, Source)
{
    internal static Cadence Read(ElementReader element)
    {
        var kind = element.Choice<EvidenceKind>("kind");
        return new(
            element.Id,
            element.Label,
            element.Source,
            kind,
            EntryFilter.Read(element, kind),
            element.Choice<Span>("each"),
            element.Whole("spans", 1, 120),
            MinutesSum.HasMinutes(kind) ? element.OptionalAmount("atLeast") ?? 1 : element.OptionalWhole("atLeast", 1, ObjectReader.Most) ?? 1,
            element.OptionalChoice<Anchor>("until"));
    }

    private int Months => Each switch { Span.Month => 1, Span.Quarter => 3, Span.HalfYear => 6, _ => 12 };

    internal override IEnumerable<Anchor> CountedFrom => Until is { } day ? [day] : [];

    private protected override Finding Judge(EvidenceFile file)
    {
        var amounts = new long[Spans];
        List<CountedEntry> counted = [];
        List<RefusedEntry> refused = [];
        var last = Window.Day(Until, file.On, file.Facts.Days);
        var first = last is null ? DateOnly.MaxValue : CalendarMonths.WindowStart(last.Value, Months * Spans);
        first = last is not null && first > DateOnly.MinValue ? Window.AddDays(first, 1) : first;
        foreach (var entry in file.OfKind(Kind))
        {
            RefusedEntry[] refusals = [];
            var available = EntryStanding.Counting(entry, file, Where, (first, last ?? DateOnly.MinValue), ref refusals);
            if (available > 0)
            {
                amounts[SpanOf(entry.On, last!.Value)] += available;
                counted.Add(entry.Counted(available));
                file.CountToward(entry, Id);
            }

            refused.AddRange(refusals);
            file.Note(entry, available, refusals, Where);
        }

        var met = amounts.Count(amount => amount >= Need);
        var isMet = met == Spans;
        var cure = isMet ? null : file.Words.Say("cure.cadence", ("missing", $"{Spans - met}"), ("span", file.Words.Say($"span.{Each}")), ("amount", MinutesSum.HasMinutes(Kind) ? file.Words.Duration(Need) : file.Words.Amount(Need, $"kind.{Kind}")));
        return new Finding(Id, file.LabelOf(this), Source.Citation, isMet, met, Spans, FindingUnit.Count, cure, counted, refused, []);
    }

    /// <summary>0 for the span that ends with the last day, 1 for the one before, and so on.</summary>
    private int SpanOf(DateOnly day, DateOnly last)
    {
        for (var span = 1; span < Spans; span++)
        {
            if (day > CalendarMonths.WindowStart(last, Months * span))
            {
                return span - 1;
            }
        }

        return Spans - 1;
    }
}
