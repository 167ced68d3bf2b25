using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements.Elements;

/// <summary>
/// Nothing of a sort within a time, such as no stay in custody in two years. What is stated counts against the person whatever a board thinks of
/// its proof, but for what the board rejected.
/// </summary>
public sealed record Absence(string Id, string Label, RequirementSource Source, EvidenceKind Kind, EntryFilter Where, Window Window) : Requirement(Id, Label, Source)
{
    internal static Absence Read(ElementReader element)
    {
        var kind = element.Choice<EvidenceKind>("kind");
        return new(element.Id, element.Label, element.Source, kind, EntryFilter.Read(element, kind), Window.Read(element));
    }

    internal override IEnumerable<Anchor> CountedFrom => Window.Anchors;

    private protected override Finding Judge(EvidenceFile file)
    {
        List<RefusedEntry> found = [];
        // What happened before the period stands in the way of its renewal too, where no window says otherwise.
        var (first, last) = Window.On(file.On, file.Facts.Days);
        DateOnly? latest = null;
        foreach (var entry in file.OfKind(Kind))
        {
            var until = entry.Fact.Detail is EvidenceDetail.Statement statement ? statement.EndsOn ?? DateOnly.MaxValue : entry.On;
            var bar = Bar(entry, file.On) ?? (entry.On > last || until < first ? NotCounted.OutsideWindow : null);
            var refusals = entry.Refused(Math.Max(1, entry.Claimed), bar ?? NotCounted.InTheWay, file.Words);
            if (bar is not null)
            {
                file.NoteAside(entry, refusals);
            }
            else
            {
                file.Note(entry, 0, refusals, Where);
                found.Add(NotCounted.Of(entry.Fact, 1, NotCounted.InTheWay, file.Words));
                latest = latest is null || until > latest ? until : latest;
            }
        }

        var isMet = found.Count == 0 && first <= last;
        return new Finding(Id, file.LabelOf(this), Source.Citation, isMet, isMet ? 1 : 0, 1, FindingUnit.Count, isMet ? null : file.Words.Say(latest is null ? "cure.day_unknown" : Window == Window.Always ? "cure.absence" : "cure.absence_wait"), [], found, []) { CuredOn = isMet || latest is null || latest == DateOnly.MaxValue ? null : FreeOn(latest.Value) };
    }

    /// <summary>Why an entry is not in the way, whatever its day.</summary>
    private string? Bar(FileEntry entry, DateOnly on) => entry.Fact.State switch
    {
        EvidenceState.Draft => NotCounted.StillADraft,
        EvidenceState.Superseded => NotCounted.Superseded,
        EvidenceState.Rejected => NotCounted.Rejected,
        _ => Where.Takes(entry.Fact.Detail, on) && (entry.Parts.Length == 0 || Array.Exists(entry.Parts, part => Where.TakesTopic(part))) ? null : NotCounted.OtherSort,
    };

    /// <summary>The first day whose window no longer holds the latest of what is in the way, or null where it always will.</summary>
    private DateOnly? FreeOn(DateOnly latest) => Window switch
    {
        { Until: not null } => null,
        { Months: { } months } => CalendarMonths.FirstAfter(latest, months),
        { Days: { } days } => Window.AddDays(latest, days),
        _ => null,
    };
}
