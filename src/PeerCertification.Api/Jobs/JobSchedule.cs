using MediatR;
using PeerCertification.Api.Features.Applications;
using PeerCertification.Api.Features.Attestation;
using PeerCertification.Api.Features.Audits;
using PeerCertification.Api.Features.Changes;
using PeerCertification.Api.Features.Expiry;
using PeerCertification.Api.Features.Fees;
using PeerCertification.Api.Features.Jobs;
using PeerCertification.Api.Features.Messages;
using PeerCertification.Api.Features.Review;
using PeerCertification.Api.Features.RosterFiles;
using PeerCertification.Api.Features.Trials;
using PeerCertification.Api.Features.Verification;
using PeerCertification.Api.Features.Webhooks;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;

namespace PeerCertification.Api.Jobs;

/// <summary>What one run of a job works through.</summary>
public enum JobWork
{
    /// <summary>One day: missed days are caught up, and a past day can be asked for.</summary>
    Day,

    /// <summary>Whatever is due by now: the next run finds what this one missed.</summary>
    Due,
}

/// <summary>The one table of what the clock does. A host of the schedule carries only a row's name; the command is made when the row is run.</summary>
public static class JobSchedule
{
    /// <summary>The zone that jobs keep their days in. At six in its morning it is the same day in every part of the United States.</summary>
    private const string Eastern = "America/New_York";

    public static readonly IReadOnlyList<ScheduledJob> Rows =
    [
        ScheduledJob.OfDay(nameof(FlagExpiringCredentials), "0 6 * * *", Eastern, TimeSpan.FromHours(1), day => new FlagExpiringCredentials.Command(day), done => done.Flagged),
        ScheduledJob.OfDue(nameof(RecordStandingChanges), "* * * * *", Eastern, TimeSpan.FromHours(1), _ => new RecordStandingChanges.Command(), done => done.Found),
        ScheduledJob.OfDue(nameof(SendDigests), "0 7 * * *", Eastern, TimeSpan.FromMinutes(30), now => new SendDigests.Command(now), done => done.Promised),
        ScheduledJob.OfDue(nameof(DeliverOutbox), "* * * * *", Eastern, TimeSpan.FromMinutes(10), _ => new DeliverOutbox.Command(AtMost: 100), done => done.Sent),
        ScheduledJob.OfDue(nameof(DeliverWebhooks), "* * * * *", Eastern, TimeSpan.FromMinutes(10), _ => new DeliverWebhooks.Command(), done => done.Taken),
        ScheduledJob.OfDue(nameof(ExpireAttestationRequests), "10 * * * *", Eastern, TimeSpan.FromMinutes(10), now => new ExpireAttestationRequests.Command(now), done => done.Count),
        ScheduledJob.OfDue(nameof(RunTrials), "* * * * *", Eastern, TimeSpan.FromHours(1), _ => new RunTrials.Command(), done => done.Ended),
        ScheduledJob.OfDue(nameof(AnswerRosterFiles), "* * * * *", Eastern, TimeSpan.FromHours(1), _ => new AnswerRosterFiles.Command(), done => done.Taken),
        ScheduledJob.OfDue(nameof(SortInLookups), "* * * * *", Eastern, TimeSpan.FromMinutes(10), _ => new SortInLookups.Command(), done => done.Sorted),
        ScheduledJob.OfDue(nameof(WarnOfDecisionClocks), "30 6 * * *", Eastern, TimeSpan.FromMinutes(30), now => new WarnOfDecisionClocks.Command(now), done => done.Warned),
        ScheduledJob.OfDue(nameof(AbandonDrafts), "0 3 * * *", Eastern, TimeSpan.FromMinutes(10), now => new AbandonDrafts.Command(now), done => done.Abandoned),
        ScheduledJob.OfDue(nameof(DrawAudits), "*/5 * * * *", Eastern, TimeSpan.FromMinutes(30), _ => new DrawAudits.Command(), done => done.Drawn),
        ScheduledJob.OfDue(nameof(PassAuditDeadlines), "20 * * * *", Eastern, TimeSpan.FromMinutes(30), now => new PassAuditDeadlines.Command(now), done => done.Passed),
        ScheduledJob.OfDue(nameof(ReconcileFees), "15 * * * *", Eastern, TimeSpan.FromMinutes(30), now => new ReconcileFees.Command(now), done => done.Days),
        ScheduledJob.OfDue(nameof(TellCorrections), "* * * * *", Eastern, TimeSpan.FromMinutes(10), now => new TellCorrections.Command(now), done => done.Told),
        ScheduledJob.OfDue(nameof(ForgetIdempotencyKeys), "20 3 * * *", Eastern, TimeSpan.FromMinutes(10), _ => new ForgetIdempotencyKeys.Command(), done => done.Forgotten),
        ScheduledJob.OfDue(nameof(ForgetRosterFiles), "25 3 * * *", Eastern, TimeSpan.FromMinutes(10), _ => new ForgetRosterFiles.Command(), done => done.Forgotten),
        ScheduledJob.OfDue(nameof(ForgetStandingChanges), "30 3 * * *", Eastern, TimeSpan.FromMinutes(10), _ => new ForgetStandingChanges.Command(), done => done.Forgotten),
        ScheduledJob.OfDue(nameof(ForgetWebhookTries), "50 3 * * *", Eastern, TimeSpan.FromMinutes(10), _ => new ForgetWebhookTries.Command(), done => done.Forgotten),
        ScheduledJob.OfDue(nameof(ForgetJobRuns), "40 3 * * *", Eastern, TimeSpan.FromMinutes(10), _ => new ForgetJobRuns.Command(), done => done.Forgotten),
    ];

    public static ScheduledJob? Find(string name) => Rows.FirstOrDefault(j => j.Name == name);
}

/// <summary>One row of the schedule.</summary>
/// <param name="Cron">Five fields: minute, hour, day of month, month, day of week.</param>
/// <param name="TimeZone">IANA name of the zone that the cron line and the job's days are read in.</param>
/// <param name="AtMost">How long a run may take before it is cancelled; one that left no end by then was interrupted.</param>
/// <param name="Send">Sends the row's command, for a day (null: today) or for what is due at an instant, and tells how much it did.</param>
public sealed record ScheduledJob(string Name, string Cron, string TimeZone, JobWork Work, TimeSpan AtMost, Func<IMediator, DateOnly?, DateTime, CancellationToken, Task<Outcome<int>>> Send)
{
    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    internal static ScheduledJob OfDay<T>(string name, string cron, string timeZone, TimeSpan atMost, Func<DateOnly?, ICommand<T>> command, Func<T, int> count) where T : notnull =>
        new(name, cron, timeZone, JobWork.Day, atMost, async (mediator, day, _, stop) => Count(await mediator.Send(command(day), stop), count));

    internal static ScheduledJob OfDue<T>(string name, string cron, string timeZone, TimeSpan atMost, Func<DateTime, IRequest<Outcome<T>>> command, Func<T, int> count) where T : notnull =>
        new(name, cron, timeZone, JobWork.Due, atMost, async (mediator, _, atUtc, stop) => Count(await mediator.Send(command(atUtc), stop), count));

    private static Outcome<int> Count<T>(Outcome<T> outcome, Func<T, int> count) where T : notnull =>
        outcome.Refusal is { } refusal ? refusal : count(outcome.Value);
}
