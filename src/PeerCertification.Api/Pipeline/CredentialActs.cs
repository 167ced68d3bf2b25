using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Pipeline;

/// <summary>An act as an officer asks for it.</summary>
/// <param name="EffectiveOn">The first day on which it holds; null for today at the board.</param>
public sealed record ActToRecord(CredentialActKind Kind, RegistryEvent Raises, DateOnly? EffectiveOn, string Reason, DateOnly? UntilOn = null, int? VacatesSequence = null, NewName? Name = null, string? Endorsement = null, bool IsPrimary = false);

/// <summary>Another name to print, and the holder's document that shows it.</summary>
public sealed record NewName(string Name, Guid DocumentId);

/// <summary>An act as it was recorded, and how the credential stands today because of it.</summary>
public sealed record RecordedAct(string Number, int Sequence, CredentialActKind Kind, DateOnly EffectiveOn, DateOnly? UntilOn, int? VacatesSequence, Standing StandingToday, int Version);

/// <summary>What all acts on a credential share: who may, on which version, whether the history allows it, and how it is written down.</summary>
public sealed class CredentialActs(RegistryContext db, Caller caller, Outbox outbox, History history, TimeProvider clock)
{
    /// <summary>The credential with its acts, where the caller may act on it and has seen its newest version.</summary>
    public async Task<Outcome<Credential>> Open(string number, IfMatch ifMatch, CancellationToken cancellationToken)
    {
        var opened = await Open(number, Permission.ActOnCredentials, cancellationToken);
        return opened.Refusal is { } refusal ? refusal : ifMatch.Against(opened.Value.Version) is { } stale ? stale : opened;
    }

    /// <summary>The credential with its acts, where the caller holds the permission at its board and does not hold the credential.</summary>
    public async Task<Outcome<Credential>> Open(string number, Permission permission, CancellationToken cancellationToken)
    {
        var read = CredentialNumber.Read(number);
        if (read.Refusal is { } mistyped)
        {
            return mistyped;
        }

        var credential = await db.Credentials.Include(c => c.Board).Include(c => c.Acts).Include(c => c.Periods).AsSplitQuery()
            .SingleOrDefaultAsync(c => c.Number == read.Value, cancellationToken);
        if (credential is null || !caller.May(permission, credential.BoardId))
        {
            return CredentialAbsent.Refusal();
        }

        if (await db.Applicants.AnyAsync(a => a.Id == credential.ApplicantId && a.AccountId == caller.AccountId, cancellationToken))
        {
            return new Refusal("credential.own_record", "This is your own credential; another officer of the board must act on it.");
        }

        return credential;
    }

    /// <summary>Records one act, with its event and how the credential stood today before and after. The holder, unless dead, is told.</summary>
    public async Task<Outcome<RecordedAct>> Record(string number, IfMatch ifMatch, ActToRecord asked, CancellationToken cancellationToken)
    {
        var opened = await Open(number, ifMatch, cancellationToken);
        return opened.Refusal is { } refusal ? refusal : await Record(opened.Value, asked, cancellationToken);
    }

    /// <summary>The same, of a credential that was read with its board, acts and periods by whoever answers for it.</summary>
    public async Task<Outcome<RecordedAct>> Record(Credential credential, ActToRecord asked, CancellationToken cancellationToken)
    {
        var today = clock.TodayAt(credential.Board.Zone);
        var acts = CredentialActRow.Read(credential.Acts, credential.Periods);
        if (asked.Name is { } shown && !await db.Documents.AnyAsync(d => d.Id == shown.DocumentId && d.ApplicantId == credential.ApplicantId, cancellationToken))
        {
            return new Refusal("credential.name_needs_document", "The holder has uploaded no document with this id; a name is changed by one that shows it.");
        }

        var act = new CredentialAct(acts.Max(a => a.Sequence) + 1, asked.Kind, asked.EffectiveOn ?? today, clock.UtcNow(), asked.UntilOn, asked.VacatesSequence, Name: asked.Name?.Name, Endorsement: asked.Endorsement, IsPrimary: asked.IsPrimary);
        if (CredentialTimeline.Record(act, acts, today).Refusal is { } notAllowed)
        {
            return notAllowed;
        }

        var (before, standing) = (StandingOn(today, acts), StandingOn(today, [.. acts, act]));
        var others = await db.Standings(credential.ApplicantId, credential.CredentialTypeId, today, cancellationToken, besides: credential.Id);
        if (!BeginningRule.IsHeld(before) && BeginningRule.IsHeld(standing) && BeginningRule.RefuseSecond(others) is { } second)
        {
            return second;
        }

        db.CredentialActs.Add(CredentialActRow.Of(credential.Id, act, asked.Reason, caller.AccountId, asked.Name?.DocumentId));
        if (act.Name is { } name)
        {
            db.PrintedNames.AddRange(PrintedName.OfChange(credential, act.Sequence, name, act.EffectiveOn));
        }

        if (act.VacatesSequence is { } vacated)
        {
            db.PrintedNames.RemoveRange(await db.PrintedNames.Where(n => n.CredentialId == credential.Id && n.Sequence == vacated).ToListAsync(cancellationToken));
        }

        credential.NoteChange();
        history.Record(asked.Raises, AboutIt(credential), asked.Reason, new { Standing = before }, new { Standing = standing, act.Sequence, act.EffectiveOn, act.UntilOn, act.VacatesSequence, act.Endorsement, IsPrimary = act.IsPrimary ? true : (bool?)null });
        if (standing != Standing.Deceased)
        {
            await outbox.WriteToApplicant(MessageKind.CredentialActRecorded, credential.ApplicantId, new { credential = credential.Id, sequence = $"{act.Sequence}" }, cancellationToken);
        }

        return new RecordedAct(credential.Number, act.Sequence, act.Kind, act.EffectiveOn, act.UntilOn, act.VacatesSequence, standing, credential.Version);
    }

    /// <summary>What events about this credential name.</summary>
    public static About AboutIt(Credential credential, Guid? subjectId = null) =>
        new(BoardId: credential.BoardId, ApplicantId: credential.ApplicantId, CredentialId: credential.Id, SubjectId: subjectId);

    private static Standing StandingOn(DateOnly day, IReadOnlyCollection<CredentialAct> acts) => CredentialTimeline.On(day, acts, DateTime.MaxValue)!.Standing;
}

/// <summary>Said alike of a credential that is not there and of one that the caller may not see.</summary>
public static class CredentialAbsent
{
    public static Refusal Refusal() => new("credential.not_found", "There is no such credential that this account may see.");
}
