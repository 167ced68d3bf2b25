using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Calendars;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Messages;

/// <summary>Makes the letter out of what was promised, with what is true when it leaves.</summary>
public sealed class MessageWriter(RegistryContext db, UserManager<Account> accounts, Outbox outbox, History history, MessageLanguages languages, PublicRegister register, RegistrySettings registry, TimeProvider clock)
{
    /// <summary>What is known of a message's cause, and whose texts it is written by.</summary>
    private sealed record Known(Dictionary<string, string> Values, Guid? BoardId = null, bool ByEmail = true);

    /// <summary>Who reads it, and how they want to be told.</summary>
    private sealed record Reader(string? Email, Guid? AccountId, string Language, bool ByEmail, bool OnlyRequired);

    /// <summary>The letter, or null where its cause or its reader is gone, or does not want it, so that it must not be sent.</summary>
    public async Task<Letter?> Write(OutboxMessage message, CancellationToken cancellationToken)
    {
        var kind = Enum.Parse<MessageKind>(message.Kind);
        var told = kind == MessageKind.PasswordToReset ? await ToldForgetful(message) : Told(message);
        if (told is null)
        {
            return null;
        }

        var reader = kind == MessageKind.PasswordToReset ? Outside(told["email"])
            : message.RecipientProtected is { } address ? Outside(outbox.Open(address))
            : await ReaderOf(message.RecipientAccountId, cancellationToken);
        var known = reader is null ? null : await KnownOf(kind, message, told, MessageWords.For(reader.Language), cancellationToken);
        if (known is null || reader is null || (reader.OnlyRequired && MessageTexts.Optional.Contains(kind)))
        {
            return null;
        }

        var text = await TextFor(kind, reader.Language, known.BoardId, message.LeadDays ?? 0, cancellationToken);
        var values = new Dictionary<string, string>(told.Concat(known.Values)) { ["registry"] = registry.Name, ["address"] = registry.PublicAddress };
        if (text.Page is not null)
        {
            values["link"] = Link(text.Page, told);
        }

        var (subject, body) = text.Fill(values);
        var inboxOf = text.Page is null ? reader.AccountId : null; // links hold secrets, and are for the address alone
        var to = reader.ByEmail && (known.ByEmail || inboxOf is null) ? reader.Email : null;
        return to is null && inboxOf is null ? null : new Letter($"{message.CreatedAtUtc:yyyyMMddHHmmssfff}-{message.Id}-{kind}", message.CreatedAtUtc, to, inboxOf, reader.Language, subject, body);
    }

    private async Task<Known?> KnownOf(MessageKind kind, OutboxMessage message, Dictionary<string, string> told, MessageWords words, CancellationToken cancellationToken) => kind switch
    {
        MessageKind.ApplicantAsked or MessageKind.ApplicationApproved or MessageKind.ApplicationDenied or MessageKind.ApplicationReceived or MessageKind.ApplicationRulesChanged
            or MessageKind.RequirementWaived or MessageKind.WaiverWithdrawn =>
            await OfApplication(Guid.Parse(told["application"]), words, cancellationToken),
        MessageKind.AttestationRequested => await OfRequest(Guid.Parse(told["requestId"]), told["token"], cancellationToken),
        MessageKind.OrganisationInvited => await OfOrganisation(Guid.Parse(told["invitation"]), cancellationToken),
        MessageKind.ProviderInvited => await OfInvitation(Guid.Parse(told["invitation"]), cancellationToken),
        MessageKind.ChangesDigest => new Known(new() { ["list"] = registry.AddressOf($"organisations/{told["organisationId"]}/changes?after={told["after"]}") }),
        MessageKind.CredentialActRecorded => await OfAct(Guid.Parse(told["credential"]), int.Parse(told["sequence"], CultureInfo.InvariantCulture), words, cancellationToken),
        MessageKind.CredentialExpiring => await OfPeriod(message.PeriodId, message.LeadDays, cancellationToken),
        _ => new Known([]),
    };

    /// <summary>What the board wrote for the reader's language, for this lead time before any; else the registry's own text.</summary>
    private async Task<MessageText> TextFor(MessageKind kind, string language, Guid? boardId, int leadDays, CancellationToken cancellationToken)
    {
        var own = boardId is null || !MessageTexts.OfBoards.Contains(kind) ? null : await db.MessageTemplates
            .Where(t => t.BoardId == boardId && t.Kind == kind.ToString() && t.Language == language && (t.LeadDays == 0 || t.LeadDays == leadDays))
            .OrderByDescending(t => t.LeadDays).ThenByDescending(t => t.Number)
            .Select(t => new MessageText(t.Subject, t.Text, null)).FirstOrDefaultAsync(cancellationToken);
        return own ?? languages.For(kind, language);
    }

    /// <summary>What else is true once the message has left: an attester's request is sent, unless it was replaced or opened meanwhile; an account has a link to a new password.</summary>
    public async Task NoteSent(OutboxMessage message)
    {
        if (message.Kind == nameof(MessageKind.AttestationRequested))
        {
            const AttestationState written = AttestationState.Created;
            var sent = AttestationLifecycle.Table.Decide(written, AttestationAct.Send).Value;
            var hash = LinkToken.HashOf(Told(message)["token"]);
            await db.AttestationRequests.Where(r => r.TokenHash == hash && r.State == written)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.State, sent).SetProperty(r => r.Version, r => r.Version + 1));
        }

        if (message.Kind == nameof(MessageKind.PasswordToReset) && await Forgetful(message) is { } account)
        {
            history.Record(RegistryEvent.PasswordLinkSent, new About(SubjectId: account.Id));
            await db.SaveChangesAsync();
        }
    }

    private Dictionary<string, string> Told(OutboxMessage message) =>
        message.DataProtected is null ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(outbox.Open(message.DataProtected), RegistryJson.Options)!;

    /// <summary>The secrets stand behind a '#', which browsers do not send: they reach no server's log and no other site.</summary>
    private string Link(string page, Dictionary<string, string> told)
    {
        var secrets = told.Where(v => v.Key is not ("requestId" or "invitation")).Select(v => $"{v.Key}={Uri.EscapeDataString(v.Value)}");
        return registry.AddressOf($"{page}#{string.Join('&', secrets)}");
    }

    /// <summary>Null where the link was replaced, cancelled, used or has run out before the message left.</summary>
    private async Task<Known?> OfRequest(Guid requestId, string token, CancellationToken cancellationToken)
    {
        var hash = LinkToken.HashOf(token);
        var request = await (from r in db.AttestationRequests
                             join a in db.Applicants on r.ApplicantId equals a.Id
                             where r.Id == requestId && r.TokenHash == hash
                             select new { r.State, r.ExpiresAtUtc, r.Role, a.LegalName }).SingleOrDefaultAsync(cancellationToken);
        return request is not null && AttestationLifecycle.Open.Contains(AttestationLifecycle.AsOf(request.State, request.ExpiresAtUtc, clock.UtcNow()))
            ? new(new() { ["applicant"] = request.LegalName, ["role"] = request.Role.ToString().ToLowerInvariant(), ["endsOn"] = Day(DateOnly.FromDateTime(request.ExpiresAtUtc)) })
            : null;
    }

    /// <summary>Null where the link was used or has run out before the message left.</summary>
    private async Task<Known?> OfInvitation(Guid id, CancellationToken cancellationToken)
    {
        var invitation = await (from i in db.ProviderInvitations
                                join p in db.TrainingProviders on i.ProviderId equals p.Id
                                where i.Id == id && i.JoinedAtUtc == null
                                select new { p.Name, i.ExpiresAtUtc }).SingleOrDefaultAsync(cancellationToken);
        return invitation is not null && clock.UtcNow() < invitation.ExpiresAtUtc
            ? new(new() { ["provider"] = invitation.Name, ["endsOn"] = Day(DateOnly.FromDateTime(invitation.ExpiresAtUtc)) })
            : null;
    }

    /// <summary>Null where the link was used or withdrawn or has run out before the message left.</summary>
    private async Task<Known?> OfOrganisation(Guid id, CancellationToken cancellationToken)
    {
        var invitation = await (from i in db.OrganisationInvitations
                                join o in db.Organisations on i.OrganisationId equals o.Id
                                where i.Id == id && i.JoinedAtUtc == null
                                select new { o.Name, i.ExpiresAtUtc }).SingleOrDefaultAsync(cancellationToken);
        return invitation is not null && clock.UtcNow() < invitation.ExpiresAtUtc
            ? new(new() { ["organisation"] = invitation.Name, ["endsOn"] = Day(DateOnly.FromDateTime(invitation.ExpiresAtUtc)) })
            : null;
    }

    /// <summary>The account that asked for a link, or null where the address has none, has not confirmed it, or has its password at an outside issuer.</summary>
    private async Task<Account?> Forgetful(OutboxMessage message) =>
        await accounts.FindByEmailAsync(outbox.Open(message.RecipientProtected!)) is { EmailConfirmed: true, PasswordHash: not null } account ? account : null;

    /// <summary>Address and token of a link that is made now; it goes to the address as the account has it, not as it was typed.</summary>
    private async Task<Dictionary<string, string>?> ToldForgetful(OutboxMessage message) =>
        await Forgetful(message) is { } account ? new() { ["email"] = account.Email!, ["token"] = await accounts.GeneratePasswordResetTokenAsync(account) } : null;

    /// <summary>Null where the credential was renewed meanwhile, is not in use, or is over: nobody is reminded of what no longer matters.</summary>
    private async Task<Known?> OfPeriod(Guid? periodId, int? leadDays, CancellationToken cancellationToken)
    {
        var credential = await db.Credentials.AsNoTracking().AsSplitQuery().Include(c => c.Board).ThenInclude(b => b.LeadTimes).Include(c => c.Acts).Include(c => c.Periods)
            .SingleOrDefaultAsync(c => c.Periods.Any(p => p.Id == periodId), cancellationToken);
        if (credential is null)
        {
            return null;
        }

        var acts = CredentialActRow.Read(credential.Acts, credential.Periods);
        var last = CredentialTimeline.InForce(acts).Select(a => a.Opens).OfType<Period>().MaxBy(p => p.StartsOn);
        var endsOn = credential.Periods.Single(p => p.Id == periodId).EndsOn;
        return last?.EndsOn == endsOn && CredentialTimeline.On(clock.TodayAt(credential.Board.Zone), acts, DateTime.MaxValue)!.Standing is Standing.Active or Standing.InGrace or Standing.Suspended or Standing.NotYetEffective
            ? new(
                new() { ["number"] = credential.Number, ["title"] = await Title(credential.CredentialTypeId, cancellationToken), ["board"] = credential.Board.Name, ["endsOn"] = Day(endsOn) },
                credential.BoardId,
                credential.Board.LeadTimes.Find(l => l.Days == leadDays)?.ByEmail ?? true)
            : null;
    }

    private async Task<Known> OfApplication(Guid id, MessageWords words, CancellationToken cancellationToken)
    {
        var file = await db.Applications.Where(a => a.Id == id)
            .Select(a => new { a.BoardId, Board = a.Board.Name, a.CredentialTypeId, a.ReceivedOn, Number = db.Credentials.Where(c => c.ApplicationId == id || c.Id == a.CredentialId).Select(c => c.Number).SingleOrDefault() })
            .SingleAsync(cancellationToken);
        var denied = await db.Decisions.Where(d => d.ApplicationId == id && d.ReconsiderationUntilOn != null).Select(d => new { d.Grounds, d.ReconsiderationUntilOn }).SingleOrDefaultAsync(cancellationToken);
        var values = new Dictionary<string, string> { ["board"] = file.Board, ["title"] = await Title(file.CredentialTypeId, cancellationToken), ["receivedOn"] = Day(file.ReceivedOn!.Value) };
        if (file.Number is not null)
        {
            values["number"] = file.Number;
        }

        if (denied is not null)
        {
            values["grounds"] = string.Join(Environment.NewLine, denied.Grounds.Select(g => $"- {words.Grounds[g]}"));
            values["reconsideration"] = words.AskAgain(file.Board, denied.ReconsiderationUntilOn!.Value);
        }

        return new(values, file.BoardId);
    }

    private async Task<Known> OfAct(Guid credentialId, int sequence, MessageWords words, CancellationToken cancellationToken)
    {
        var credential = await db.Credentials.AsNoTracking().AsSplitQuery().Include(c => c.Board).Include(c => c.Acts).Include(c => c.Periods)
            .SingleAsync(c => c.Id == credentialId, cancellationToken);
        var acts = CredentialActRow.Read(credential.Acts, credential.Periods);
        return new(new() { ["number"] = credential.Number, ["title"] = await Title(credential.CredentialTypeId, cancellationToken), ["board"] = credential.Board.Name, ["act"] = ActSentence.Of(sequence, acts, words.Acts) }, credential.BoardId);
    }

    /// <summary>What a credential type is called today at its board.</summary>
    private async Task<string> Title(Guid credentialTypeId, CancellationToken cancellationToken)
    {
        var type = await register.Type(credentialTypeId, cancellationToken);
        return type.TitleOn(clock.TodayAt(type.Board.Zone), clock.UtcNow());
    }

    /// <summary>Somebody at an address, with an account or without: what needs a link goes nowhere else.</summary>
    private static Reader Outside(string email) => new(email, null, MessageLanguages.English, true, false);

    /// <summary>Null also where the reader's death is recorded at any board: nothing is written to the dead, whatever was promised before.</summary>
    private Task<Reader?> ReaderOf(Guid? accountId, CancellationToken cancellationToken) =>
        db.Users.Where(u => u.Id == accountId && !db.CredentialsOfTheDead().Any(c => db.Applicants.Any(a => a.Id == c.ApplicantId && a.AccountId == u.Id))).Select(u => new Reader(u.EmailConfirmed ? u.Email : null, u.Id, u.Language, u.NoticesByEmail, u.OnlyRequiredNotices)).SingleOrDefaultAsync(cancellationToken);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
