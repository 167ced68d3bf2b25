using PeerCertification.Domain.Evidence;

namespace PeerCertification.Domain.Requirements.Elements;

/// <summary>A requirement that counts entries which have no length: a diploma, an exam, a signature, a reference, a statement.</summary>
/// <param name="NeedDocument">Whether only entries with a document attached count.</param>
/// <param name="NeedAttestation">Whether only entries that somebody confirmed count.</param>
public abstract record EntryRequirement(string Id, string Label, RequirementSource Source, EvidenceKind Kind, int Need, bool NeedDocument, bool NeedAttestation, Window Window)
    : Requirement(Id, Label, Source)
{
    private protected sealed override Finding Judge(EvidenceFile file)
    {
        List<CountedEntry> counted = [];
        List<RefusedEntry> refused = [];
        var days = file.Days(Window);
        foreach (var entry in file.OfKind(Kind))
        {
            if (Bar(entry, file, days) is { } code)
            {
                var refusal = NotCounted.Of(entry.Fact, 1, code, file.Words);
                refused.Add(refusal);
                entry.NoteEntry(refusal);
            }
            else
            {
                counted.Add(new CountedEntry(entry.Fact.Id, 1));
                entry.NoteEntry(null);
                entry.CountToward(Id);
            }
        }

        var isMet = counted.Count >= Need;
        return new Finding(Id, file.LabelOf(this), Source.Citation, isMet, counted.Count, Need, FindingUnit.Count, isMet ? null : Cure(Need - counted.Count, refused, file.Words), counted, refused, []);
    }

    /// <summary>The code that keeps an entry of the right kind from counting, or null.</summary>
    private protected abstract string? BarOf(EvidenceDetail detail, EvidenceFile file);

    /// <summary>What to bring when nothing that is there only waits for somebody else.</summary>
    private protected abstract string CureByAdding(int missing, Phrasebook words);

    private string? Bar(FileEntry entry, EvidenceFile file, (DateOnly First, DateOnly Last) days) =>
        EntryStanding.Bar(entry, file.Facts.Basis, file.On, days) switch
        {
            null => entry.Fact.State == EvidenceState.PartlyAccepted ? NotCounted.PartlyAccepted
                : BarOf(entry.Fact.Detail, file)
                ?? (NeedDocument && !entry.Fact.HasDocument ? NotCounted.DocumentMissing : null)
                ?? AttestationBar(entry.Fact, file.Facts.Basis),
            // What would never count is not worth the wait for the board.
            NotCounted.NotYetAccepted => BarOf(entry.Fact.Detail, file) ?? (NeedDocument && !entry.Fact.HasDocument ? NotCounted.DocumentMissing : NotCounted.NotYetAccepted),
            var bar => bar,
        };

    /// <summary>A declined entry stays Claimed with 0 minutes confirmed; one that was confirmed and has no length is Attested, or judged.</summary>
    private string? AttestationBar(EvidenceFact fact, FactBasis basis) => fact switch
    {
        { State: EvidenceState.Claimed, AttestedMinutes: 0 } => NotCounted.DeclinedByAttester,
        { AttestedMinutes: null } when NeedAttestation && basis == FactBasis.Accepted => NotCounted.NotAttested,
        _ => null,
    };

    private string Cure(int missing, List<RefusedEntry> refused, Phrasebook words)
    {
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
            : CureByAdding(missing, words);
    }
}
