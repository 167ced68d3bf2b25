using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Persistence;

/// <summary>One person's award. Stored: who, what, and the acts. How it stands is derived from the acts on the day asked for.</summary>
public sealed class Credential
{
    public Guid Id { get; init; }

    public required string Number { get; init; }

    public Guid ApplicantId { get; init; }

    public Guid BoardId { get; init; }

    public Board Board { get; init; } = null!;

    public Guid CredentialTypeId { get; init; }

    public CredentialType CredentialType { get; init; } = null!;

    /// <summary>The application that it was awarded on; null for records taken over from elsewhere.</summary>
    public Guid? ApplicationId { get; init; }

    /// <summary>As awarded; acts say how it was changed since.</summary>
    public required string NameAsPrinted { get; init; }

    public List<CredentialActRow> Acts { get; init; } = [];

    public List<CredentialPeriod> Periods { get; init; } = [];

    /// <summary>What it is found by, for each name that was printed on it.</summary>
    public List<PrintedName> PrintedNames { get; init; } = [];

    /// <summary>Which version it is, for whoever changes it. <see cref="NoteChange"/> makes the next.</summary>
    public int Version { get => _version; init => _version = value; }

    /// <summary>The last act that the log of standing changes holds; 0 while it holds none.</summary>
    public int ToldSequence { get; set; }

    /// <summary>The last day, at the board, up to which the log of standing changes is complete, or null.</summary>
    public DateOnly? ToldOn { get; set; }

    /// <summary>The first day, at the board, on which there may be a change for the log of standing changes: a day of the past means at once, null that nothing is ahead.</summary>
    public DateOnly? NextChangeOn { get; set; } = AtOnce;

    /// <summary>A day that has come at every board.</summary>
    public static readonly DateOnly AtOnce = VerificationReach.FirstDay;

    private int _version;

    /// <summary>Says that something about it was recorded: it is another version, and the log of standing changes looks at it.</summary>
    public void NoteChange()
    {
        _version++;
        NextChangeOn = AtOnce;
    }
}

/// <summary>One way to part a name that is or was printed on a credential, for the search by name. It holds nothing that the acts do not say.</summary>
public sealed class PrintedName
{
    public Guid CredentialId { get; init; }

    /// <summary>The act that the name came with: the award, or a change of name.</summary>
    public int Sequence { get; init; }

    public required string FamilyKey { get; init; }

    public required string GivenKey { get; init; }

    /// <summary>The day from which it is printed, or null for the name of the award.</summary>
    public DateOnly? PrintedFromOn { get; init; }

    public Guid BoardId { get; init; }

    public Guid ApplicantId { get; init; }

    /// <summary>The name that a credential was awarded with.</summary>
    public static IEnumerable<PrintedName> OfAward(Guid credentialId, Guid boardId, Guid applicantId, string name) =>
        Of(credentialId, boardId, applicantId, 1, name, null);

    /// <summary>The name that an act changed it to.</summary>
    public static IEnumerable<PrintedName> OfChange(Credential credential, int sequence, string name, DateOnly effectiveOn) =>
        Of(credential.Id, credential.BoardId, credential.ApplicantId, sequence, name, effectiveOn);

    private static IEnumerable<PrintedName> Of(Guid credentialId, Guid boardId, Guid applicantId, int sequence, string name, DateOnly? fromOn) =>
        NameKeys.Of(name).Select(key => new PrintedName
        {
            CredentialId = credentialId,
            Sequence = sequence,
            FamilyKey = key.Family,
            GivenKey = key.Given,
            PrintedFromOn = fromOn,
            BoardId = boardId,
            ApplicantId = applicantId,
        });
}

/// <summary>Somebody in danger whom no search by name finds, as long as at least one board says so; why, the history keeps.</summary>
public sealed class HiddenHolder
{
    public Guid ApplicantId { get; init; }

    public Guid BoardId { get; init; }

    public DateTime HiddenAtUtc { get; init; }
}

/// <summary>One act, written once.</summary>
public sealed class CredentialActRow
{
    public Guid CredentialId { get; init; }

    public int Sequence { get; init; }

    public CredentialActKind Kind { get; init; }

    public DateOnly EffectiveOn { get; init; }

    public DateOnly? UntilOn { get; init; }

    public int? VacatesSequence { get; init; }

    /// <summary>The name that is printed from then on.</summary>
    public string? Name { get; init; }

    /// <summary>The code of the endorsement that it adds or ends.</summary>
    public string? Endorsement { get; init; }

    /// <summary>Whether the endorsement that it adds is the primary one.</summary>
    public bool IsPrimary { get; init; }

    /// <summary>The holder's document that shows the name.</summary>
    public Guid? DocumentId { get; init; }

    public required string Reason { get; init; }

    public Guid? RecordedByAccountId { get; init; }

    public DateTime RecordedAtUtc { get; init; }

    /// <summary>An act as it is stored. The period that it opens is stored beside it.</summary>
    public static CredentialActRow Of(Guid credentialId, CredentialAct act, string reason, Guid? recordedByAccountId, Guid? documentId = null) => new()
    {
        CredentialId = credentialId,
        Sequence = act.Sequence,
        Kind = act.Kind,
        EffectiveOn = act.EffectiveOn,
        UntilOn = act.UntilOn,
        VacatesSequence = act.VacatesSequence,
        Name = act.Name,
        Endorsement = act.Endorsement,
        IsPrimary = act.IsPrimary,
        DocumentId = documentId,
        Reason = reason,
        RecordedByAccountId = recordedByAccountId,
        RecordedAtUtc = act.RecordedAtUtc,
    };

    /// <summary>Stored acts and periods of one credential as the Domain reads them.</summary>
    public static IReadOnlyList<CredentialAct> Read(IEnumerable<CredentialActRow> acts, IReadOnlyCollection<CredentialPeriod> periods) =>
    [
        .. acts.OrderBy(a => a.Sequence).Select(a => new CredentialAct(
            a.Sequence,
            a.Kind,
            a.EffectiveOn,
            a.RecordedAtUtc,
            a.UntilOn,
            a.VacatesSequence,
            periods.Where(p => p.OpenedBySequence == a.Sequence).Select(p => new Period(p.StartsOn, p.EndsOn, p.GraceEndsOn)).SingleOrDefault(),
            periods.Where(p => p.OpenedBySequence == a.Sequence).Select(p => LateStandings.Read(p.AfterEnd)).SingleOrDefault(),
            a.Name,
            a.Endorsement,
            a.IsPrimary)),
    ];
}

/// <summary>A period, written once, by the act that opened it.</summary>
public sealed class CredentialPeriod
{
    public Guid Id { get; init; }

    public Guid CredentialId { get; init; }

    public Credential Credential { get; init; } = null!;

    public int OpenedBySequence { get; init; }

    public DateOnly StartsOn { get; init; }

    public DateOnly EndsOn { get; init; }

    public DateOnly? GraceEndsOn { get; init; }

    /// <summary>What is shown after it and its grace, by the rules of the day it was opened; null where that is expired.</summary>
    public string? AfterEnd { get; init; }

    /// <summary>The ground on which it is longer than the one that it takes the place of, or null.</summary>
    public string? ExtensionId { get; init; }

    /// <summary>The period that an act opens.</summary>
    public static CredentialPeriod Of(Guid id, Guid credentialId, CredentialAct act, string? extensionId = null) => new()
    {
        Id = id,
        CredentialId = credentialId,
        OpenedBySequence = act.Sequence,
        StartsOn = act.Opens!.StartsOn,
        EndsOn = act.Opens.EndsOn,
        GraceEndsOn = act.Opens.GraceEndsOn,
        AfterEnd = LateStandings.Written(act.AfterEnd),
        ExtensionId = extensionId,
    };
}

/// <summary>A dated condition on a credential. Ending one is recorded beside it, so that earlier answers stay reproducible.</summary>
public sealed class Restriction
{
    public Guid Id { get; init; }

    public Guid CredentialId { get; init; }

    public required string Text { get; init; }

    public bool IsPublic { get; init; }

    public DateOnly FromOn { get; init; }

    public DateOnly? UntilOn { get; init; }

    public DateTime RecordedAtUtc { get; init; }

    /// <summary>The last day it holds, where a board ended it before its time.</summary>
    public DateOnly? EndedOn { get; set; }

    public DateTime? EndRecordedAtUtc { get; set; }

    /// <summary>Whether the log of standing changes says that it began.</summary>
    public bool ToldBegan { get; set; }

    /// <summary>Whether the log of standing changes says that it ended.</summary>
    public bool ToldEnded { get; set; }

    /// <summary>From when to when, as the Domain reads it.</summary>
    public RestrictionSpan ReadTerm() => new(FromOn, UntilOn, RecordedAtUtc, EndedOn, EndRecordedAtUtc);
}

/// <summary>A period that was seen to end within a lead time: one row for each, whatever runs how often.</summary>
public sealed class ExpiryFlag
{
    public Guid PeriodId { get; init; }

    public CredentialPeriod Period { get; init; } = null!;

    public int LeadDays { get; init; }

    /// <summary>The day the sweep was for, at the board.</summary>
    public DateOnly FlaggedOn { get; init; }

    public DateTime FlaggedAtUtc { get; init; }
}

internal static class TheDead
{
    /// <summary>Credentials on which the death of the holder is recorded and was not taken back.</summary>
    internal static IQueryable<Credential> CredentialsOfTheDead(this RegistryContext db) => db.Credentials.Where(c => c.Acts.Any(act => act.Kind == CredentialActKind.RecordDeath && !c.Acts.Any(vacating => vacating.VacatesSequence == act.Sequence)));
}
