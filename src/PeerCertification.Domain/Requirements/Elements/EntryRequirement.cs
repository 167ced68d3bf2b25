using PeerCertification.Domain.Evidence;

namespace PeerCertification.Domain.Requirements.Elements;

/// <summary>A requirement that counts entries which have no length: a diploma, an exam, a signature, a reference, a statement.</summary>
/// <param name="NeedDocument">Whether only entries with a document attached count.</param>
/// <param name="NeedAttestation">Whether only entries that somebody confirmed count.</param>
public abstract record EntryRequirement(string Id, string Label, RequirementSource Source, EvidenceKind Kind, int Need, bool NeedDocument, bool NeedAttestation, Window Window)
    : Requirement(Id, Label, Source)
{
    internal override IEnumerable<Anchor> CountedFrom => Window.Anchors;

    private protected sealed override Finding Judge(EvidenceFile file)
    {
        List<CountedEntry> counted = [];
        List<RefusedEntry> refused = [];
        // What somebody has learnt at school she has not learnt for one period.
        var days = Kind == EvidenceKind.Education ? Window.On(file.On, file.Facts.Days) : file.Days(Window);
        foreach (var entry in file.OfKind(Kind))
        {
            if (Bar(entry, file, days) is { } code)
            {
                var refusals = entry.Refused(1, code, file.Words);
                refused.AddRange(refusals);
                file.NoteEntry(entry, refusals);
            }
            else
            {
                counted.Add(entry.Counted(1));
                file.NoteEntry(entry, []);
                file.CountToward(entry, Id);
            }
        }

        var isMet = counted.Count >= Need;
        return new Finding(Id, file.LabelOf(this), Source.Citation, isMet, counted.Count, Need, FindingUnit.Count, isMet ? null : Cure(Need - counted.Count, refused, file), counted, refused, [])
        {
            CountsUntil = file.Outlook == Outlook.None || !isMet ? null : CountsUntil(file, counted),
        };
    }

    /// <summary>The last day on which the window still holds as many as must be: the latest ones.</summary>
    private DateOnly? CountsUntil(EvidenceFile file, List<CountedEntry> counted)
    {
        var ids = counted.Select(c => c.EvidenceId).ToHashSet();
        return Window.LastCheckWith(file.Facts.Evidence.Where(e => ids.Contains(e.Id)).Select(e => e.Detail.On).OrderDescending().ElementAt(Need - 1), file.Facts.Days);
    }

    /// <summary>The code that keeps an entry of the right kind from counting, or null.</summary>
    private protected abstract string? BarOf(EvidenceDetail detail, EvidenceFile file);

    /// <summary>What to bring when nothing that is there only waits for somebody else.</summary>
    private protected abstract string CureByAdding(int missing, EvidenceFile file);

    private string? Bar(FileEntry entry, EvidenceFile file, (DateOnly First, DateOnly Last) days) =>
        EntryStanding.BarOfWhole(entry, file.Facts.Basis, file.On, days) switch
        {
            null => BarOf(entry.Fact.Detail, file)
                ?? (NeedDocument && !entry.Fact.HasDocument ? NotCounted.DocumentMissing : null)
                ?? (NeedAttestation && file.Facts.Basis == FactBasis.Accepted && entry.Fact.AttestedMinutes is null ? NotCounted.NotAttested : null),
            // What would never count is not worth the wait for the board.
            NotCounted.NotYetAccepted => BarOf(entry.Fact.Detail, file) ?? (NeedDocument && !entry.Fact.HasDocument ? NotCounted.DocumentMissing : NotCounted.NotYetAccepted),
            var bar => bar,
        };

    private string Cure(int missing, List<RefusedEntry> refused, EvidenceFile file)
    {
        var words = file.Words;
        if (refused.Count(r => r.Code == NotCounted.NotYetAccepted) >= missing)
        {
            return words.Say("cure.wait");
        }

        if (refused.Count(r => r.Code == NotCounted.DocumentMissing) >= missing)
        {
            return words.Say("cure.attach", ("what", words.Of(Kind)));
        }

        return refused.Count(r => r.Code == NotCounted.NotAttested) >= missing
            ? words.Say("cure.confirm_entry", ("what", words.Of(Kind)))
            : CureByAdding(missing, file);
    }
}
