using PeerCertification.Domain.Evidence;

namespace PeerCertification.Domain.Requirements.Elements;

/// <summary>A requirement that counts entries which have no length: a diploma, an exam, a signature, a reference.</summary>
/// <param name="NeedDocument">Whether only entries with a document attached count.</param>
/// <param name="NeedAttestation">Whether only entries that somebody confirmed count.</param>
public abstract record EntryRequirement(string Id, string Label, RequirementSource Source, EvidenceKind Kind, int Need, bool NeedDocument, bool NeedAttestation)
    : Requirement(Id, Label, Source)
{
    internal sealed override Finding Judge(EvidenceFile file)
    {
        List<CountedEntry> counted = [];
        List<RefusedEntry> refused = [];
        foreach (var entry in file.OfKind(Kind))
        {
            if (Bar(entry, file) is { } code)
            {
                var refusal = NotCounted.Of(entry.Fact, 1, code);
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
        return new Finding(Id, Label, Source.Citation, isMet, counted.Count, Need, FindingUnit.Count, isMet ? null : Cure(Need - counted.Count, refused), counted, refused, []);
    }

    /// <summary>The code that keeps an entry of the right kind from counting, or null.</summary>
    private protected abstract string? BarOf(EvidenceDetail detail);

    /// <summary>What to bring when nothing that is there only waits for somebody else.</summary>
    private protected abstract string CureByAdding(int missing);

    private string? Bar(FileEntry entry, EvidenceFile file) =>
        EntryStanding.Bar(entry, file.Facts.Basis, file.On, DateOnly.MinValue) switch
        {
            null => entry.Fact.State == EvidenceState.PartlyAccepted ? NotCounted.PartlyAccepted
                : BarOf(entry.Fact.Detail)
                ?? (NeedDocument && !entry.Fact.HasDocument ? NotCounted.DocumentMissing : null)
                ?? AttestationBar(entry.Fact, file.Facts.Basis),
            // What would never count is not worth the wait for the board.
            NotCounted.NotYetAccepted => BarOf(entry.Fact.Detail) ?? (NeedDocument && !entry.Fact.HasDocument ? NotCounted.DocumentMissing : NotCounted.NotYetAccepted),
            var bar => bar,
        };

    /// <summary>A declined entry stays Claimed with 0 minutes confirmed; one that was confirmed and has no length is Attested, or judged.</summary>
    private string? AttestationBar(EvidenceFact fact, FactBasis basis) => fact switch
    {
        { State: EvidenceState.Claimed, AttestedMinutes: 0 } => NotCounted.DeclinedByAttester,
        { AttestedMinutes: null } when NeedAttestation && basis == FactBasis.Accepted => NotCounted.NotAttested,
        _ => null,
    };

    private string Cure(int missing, List<RefusedEntry> refused)
    {
        if (refused.Count(r => r.Code == NotCounted.NotYetAccepted) >= missing)
        {
            return "Nothing to do: wait for the board to judge what you sent.";
        }

        if (refused.Count(r => r.Code == NotCounted.DocumentMissing) >= missing)
        {
            return $"Attach the document to your {Wording.Of(Kind)}.";
        }

        return refused.Count(r => r.Code == NotCounted.NotAttested) >= missing
            ? $"Ask for your {Wording.Of(Kind)} to be confirmed."
            : CureByAdding(missing);
    }
}
