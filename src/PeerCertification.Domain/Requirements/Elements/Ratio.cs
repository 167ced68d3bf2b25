using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements.Elements;

/// <summary>So much of one thing for so much of another, such as one hour of supervision for every 25 hours of practice.</summary>
/// <param name="Kind">What must be there.</param>
/// <param name="AtLeast">In minutes, for each <paramref name="ForEach"/> minutes of <paramref name="Per"/>; a part of these asks for the same part, rounded up.</param>
public sealed record Ratio(string Id, string Label, RequirementSource Source, EvidenceKind Kind, EntryFilter Where, int AtLeast, EvidenceKind Per, EntryFilter PerWhere, int ForEach, Window Window)
    : Requirement(Id, Label, Source)
{
    internal static Ratio Read(ElementReader element)
    {
        var per = element.Part("per", ReadPer);
        var kind = element.Choice<EvidenceKind>("kind");
        var ratio = new Ratio(
            element.Id,
            element.Label,
            element.Source,
            kind,
            EntryFilter.Read(element, kind),
            element.Amount("atLeast"),
            per?.Kind ?? default,
            per?.Where ?? EntryFilter.Everything,
            per?.Amount ?? 1,
            Window.Read(element));
        if (per is null)
        {
            element.Wrong("\"per\" is missing; it says for how much of what.");
        }

        foreach (var without in new[] { ratio.Kind, ratio.Per }.Where(one => !MinutesSum.HasMinutes(one)))
        {
            element.Wrong($"{without} has no minutes, so nothing can be so much of it.");
        }

        return ratio;
    }

    private static PerPart ReadPer(ElementReader part)
    {
        var kind = part.Choice<EvidenceKind>("kind");
        return new(kind, EntryFilter.Read(part, kind), part.Amount("amount"));
    }

    private sealed record PerPart(EvidenceKind Kind, EntryFilter Where, int Amount);

    internal override IEnumerable<Anchor> CountedFrom => Window.Anchors;

    private protected override Finding Judge(EvidenceFile file)
    {
        List<CountedEntry> counted = [];
        List<RefusedEntry> refused = [];
        var basis = Sum(file, Per, PerWhere, null, null);
        var have = Sum(file, Kind, Where, counted, refused);
        var need = (int)Math.Min(int.MaxValue, ((basis * AtLeast) + ForEach - 1) / ForEach);
        var isMet = have >= need;
        var cure = isMet ? null : file.Words.Say("cure.add_minutes", ("amount", file.Words.Duration((int)(need - have))), ("what", file.Words.Of(Kind)));
        return new Finding(Id, file.LabelOf(this), Source.Citation, isMet, (int)Math.Min(int.MaxValue, have), need, FindingUnit.Minutes, cure, counted, refused, []);
    }

    private long Sum(EvidenceFile file, EvidenceKind kind, EntryFilter where, List<CountedEntry>? counted, List<RefusedEntry>? refused)
    {
        var sum = 0L;
        foreach (var entry in file.OfKind(kind))
        {
            RefusedEntry[] refusals = [];
            var available = EntryStanding.Counting(entry, file, where, file.Days(Window), ref refusals);
            sum += available;
            if (counted is null)
            {
                continue;
            }

            if (available > 0)
            {
                counted.Add(entry.Counted(available));
                file.CountToward(entry, Id);
            }

            refused!.AddRange(refusals);
            file.Note(entry, available, refusals, where);
        }

        return sum;
    }
}
