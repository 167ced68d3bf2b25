using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Api.Persistence;

/// <summary>A renewal that can be sent, with the rules that decide on it and the facts as they count for it.</summary>
/// <param name="SentOn">The day on which it counts as sent.</param>
public sealed record SendableRenewal(RequirementSetVersion Version, RequirementSet Rules, OpenRenewal Renewing, Facts Facts, DateOnly SentOn);

/// <summary>What an application that is not handed in yet is judged by and on.</summary>
/// <param name="Version">Null where no rules are in force for a first application.</param>
/// <param name="SentOn">The day on which it counts as sent if it is handed in.</param>
/// <param name="Renewal">Null for a first application.</param>
public sealed record ClaimedFile(RequirementSetVersion? Version, RequirementSet? Rules, Facts Facts, DateOnly SentOn, ClaimedRenewal? Renewal = null);

/// <summary>What of a claim is about the credential that it renews.</summary>
public sealed record ClaimedRenewal(Credential Credential, OpenRenewal Renewing);

/// <summary>Reads what a renewal is judged on: the credential's periods, the version of the rules, and what was decided for the period before.</summary>
public sealed class RenewalFiles(RegistryContext db, RequirementSets sets, DecisionSeal seal)
{
    /// <summary>A credential with its acts and periods.</summary>
    public Task<Credential?> Find(string number, Guid applicantId, CancellationToken cancellationToken) =>
        WithActs().SingleOrDefaultAsync(c => c.Number == number && c.ApplicantId == applicantId, cancellationToken);

    public Task<Credential> Of(Guid credentialId, CancellationToken cancellationToken) => WithActs().SingleAsync(c => c.Id == credentialId, cancellationToken);

    /// <summary>The day on which a renewal that is handed in today counts as sent: today, or, where its papers came by post, their arrival or their postmark, as the rules of the postmark's day say. Papers that came too early, or lie too long, change nothing.</summary>
    /// <param name="facts">Of the person.</param>
    public async Task<DateOnly> SentOn(Credential credential, IReadOnlyCollection<CredentialAct> acts, Facts facts, DateOnly today, CancellationToken cancellationToken)
    {
        var period = CredentialTimeline.Periods(acts)[^1].Period.StartsOn;
        var posted = await db.PostedRenewals.AsNoTracking().Where(p => p.CredentialId == credential.Id && p.PeriodStartsOn == period).OrderByDescending(p => p.NotedAtUtc).FirstOrDefaultAsync(cancellationToken);
        if (posted is not { ApplicationId: null } || !PostedRenewalRule.StillCount(posted.Filing, today))
        {
            return today;
        }

        var version = await Version(credential, acts, facts, posted.PostmarkedOn ?? posted.ArrivedOn, cancellationToken);
        var day = (version is null ? null : sets.Parsed(version).Life.Renewal)?.SentOn(posted.Filing) ?? posted.ArrivedOn;
        var rules = await Version(credential, acts, facts, day, cancellationToken);
        return RenewalRule.Send(rules is null ? null : sets.Parsed(rules), acts, day, today).Refusal is null ? day : today;
    }

    /// <summary>Papers that came by post are used up by the application that was handed in with them.</summary>
    public async Task UsePosted(Application renewal, CancellationToken cancellationToken)
    {
        foreach (var posted in await db.PostedRenewals.Where(p => p.CredentialId == renewal.CredentialId && p.PeriodStartsOn == renewal.PeriodStartsOn && p.ApplicationId == null).ToListAsync(cancellationToken))
        {
            posted.ApplicationId = renewal.Id;
        }
    }

    /// <summary>The renewal of a credential as it can be sent today, or why it cannot.</summary>
    /// <param name="facts">Of the person.</param>
    public async Task<Outcome<SendableRenewal>> Send(Credential credential, Facts facts, DateOnly today, CancellationToken cancellationToken)
    {
        var acts = CredentialActRow.Read(credential.Acts, credential.Periods);
        var on = await SentOn(credential, acts, facts, today, cancellationToken);
        var version = await Version(credential, acts, facts, on, cancellationToken);
        var sent = RenewalRule.Send(version is null ? null : sets.Parsed(version), acts, on, today);
        return sent.Refusal is { } refusal ? refusal
            : new SendableRenewal(version!, sets.Parsed(version!), sent.Value, await FactsOf(sets.Parsed(version!), credential, sent.Value, facts, on, cancellationToken), on);
    }

    /// <summary>What an application would be judged by if it were handed in today, or why a renewal cannot be.</summary>
    /// <param name="facts">Of the person.</param>
    public async Task<Outcome<ClaimedFile>> Claim(Application draft, Facts facts, DateOnly today, CancellationToken cancellationToken)
    {
        if (draft.CredentialId is not { } renewed)
        {
            var version = await sets.For(draft.CredentialTypeId, today, () => Task.FromResult(facts), cancellationToken);
            return new ClaimedFile(version, version is null ? null : sets.Parsed(version), facts, today);
        }

        var credential = await Of(renewed, cancellationToken);
        var sent = await Send(credential, facts, today, cancellationToken);
        return sent.Refusal is { } refusal ? refusal : new ClaimedFile(sent.Value.Version, sent.Value.Rules, sent.Value.Facts, sent.Value.SentOn, new ClaimedRenewal(credential, sent.Value.Renewing));
    }

    /// <summary>The version of the rules that a renewal received on a day is judged by, or null where none is.</summary>
    public async Task<RequirementSetVersion?> Version(Credential credential, IReadOnlyCollection<CredentialAct> acts, Facts facts, DateOnly receivedOn, CancellationToken cancellationToken)
    {
        var isFirst = CredentialTimeline.Periods(acts).Count == 1;
        return await sets.Choose(
            credential.CredentialTypeId,
            versions => Task.FromResult(VersionChoice.For(versions, RenewalRule.DaysOf(acts, receivedOn), (set, requirement) => RequirementEvaluator.Holds(set, requirement, facts, receivedOn), isFirst)),
            cancellationToken);
    }

    /// <summary>A person's facts as they count for a renewal that was sent on a day.</summary>
    /// <param name="facts">Of the person, with what earlier decisions counted.</param>
    public async Task<Facts> FactsOf(RequirementSet rules, Credential credential, OpenRenewal renewing, Facts facts, DateOnly sentOn, CancellationToken cancellationToken)
    {
        var acts = CredentialActRow.Read(credential.Acts, credential.Periods);
        var previous = CredentialTimeline.Periods(acts).LastOrDefault(p => p.Period.StartsOn < renewing.Held.Period.StartsOn);
        var extension = credential.Periods.Where(p => p.StartsOn == renewing.Held.Period.StartsOn).MaxBy(p => p.OpenedBySequence)?.ExtensionId;
        return RenewalRule.FactsOf(rules, renewing, facts, sentOn, await Settled(credential, previous?.Period.StartsOn, cancellationToken), extension);
    }

    private async Task<SettledPeriod?> Settled(Credential credential, DateOnly? startsOn, CancellationToken cancellationToken)
    {
        var last = startsOn is null ? null : await (from application in db.Applications
                                                    where application.CredentialId == credential.Id && application.PeriodStartsOn == startsOn
                                                    join decision in db.Decisions on application.Id equals decision.ApplicationId
                                                    where decision.Kind == DecisionKind.Approve
                                                    orderby decision.DecidedAtUtc descending, decision.Id descending
                                                    select decision).AsNoTracking().FirstOrDefaultAsync(cancellationToken);
        return last is null ? null : new SettledPeriod(seal.Facts(last), seal.Findings(last));
    }

    /// <summary>The facts of a renewal that is with the board. Where its period was taken back since, they are as they were sent.</summary>
    public async Task<Facts> FactsOfSubmitted(Application file, Facts facts, SubmittedFile sent, CancellationToken cancellationToken)
    {
        var credential = await Of(file.CredentialId!.Value, cancellationToken);
        var acts = CredentialActRow.Read(credential.Acts, credential.Periods);
        if (CredentialTimeline.Periods(acts).SingleOrDefault(p => p.Period.StartsOn == file.PeriodStartsOn) is not { } held)
        {
            return facts with { Days = sent.Facts.Days, Renewal = sent.Facts.Renewal, EarlierUses = sent.Facts.EarlierUses };
        }

        var rules = sets.Parsed(await sets.Pinned(file.RequirementSetVersionId!.Value, cancellationToken));
        return await FactsOf(rules, credential, RenewalRule.At(rules, acts, file.ReceivedOn!.Value, held), facts, file.ReceivedOn!.Value, cancellationToken);
    }

    private IQueryable<Credential> WithActs() => db.Credentials.Include(c => c.Board).Include(c => c.CredentialType).Include(c => c.Acts).Include(c => c.Periods).AsSplitQuery();
}
