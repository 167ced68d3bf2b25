using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using PeerCertification.Api.Features.SavedRosters;
using PeerCertification.Api.Features.Verification;
using PeerCertification.Api.Operations;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;

namespace PeerCertification.Api.Pages;

/// <summary>A roster: who is on it on a day, how each stands, and what changed since another. Every look is written down.</summary>
[PageFor(Permission.KeepOrganisation)]
[EnableRateLimiting(RequestLimits.Verification)]
public sealed class RosterModel(IMediator mediator, TimeProvider clock) : PublicPage(mediator)
{
    private const int Most = 100;

    private const string DaysAreWritten = "Write a day like this: 2026-03-14.";

    /// <summary>What forms of the page ask for in its address.</summary>
    private static readonly string[] OfForms = ["on", "since"];

    /// <summary>A line of a form that could not be taken, from 1.</summary>
    public sealed record Line(int Number, string Code, string Reason);

    public Guid OrganisationId { get; private set; }

    public ViewSavedRoster.Response Roster { get; private set; } = null!;

    /// <summary>After whom the next page begins; null where there is none.</summary>
    public Guid? Next { get; private set; }

    public ViewRosterChanges.Response? Changes { get; private set; }

    public Guid? NextChanges { get; private set; }

    public string? People { get; private set; }

    /// <summary>How many a form put on or took off; together with <see cref="Refused"/>.</summary>
    public int Done { get; private set; }

    /// <summary>The lines of a form that could not be taken; null where none was sent.</summary>
    public IReadOnlyList<Line>? Refused { get; private set; }

    /// <summary>Today in UTC, by which it goes who is on a roster.</summary>
    public DateOnly Today => DateOnly.FromDateTime(clock.UtcNow());

    public async Task<IActionResult> OnGet(Guid organisationId, Guid rosterId, IsoDay? on, IsoDay? since, Guid? after, Guid? afterChange)
    {
        if (Unreadable(DaysAreWritten) is { } refusal)
        {
            return refusal.Fields!.Keys.All(OfForms.Contains) ? await Again(refusal, () => Again(organisationId, rosterId)) : new RefusedPage(refusal);
        }

        OrganisationId = organisationId;
        return await Show(new ViewSavedRoster.Query(organisationId, rosterId, on?.Value, after, Most), async roster =>
        {
            (Roster, Next) = (roster, roster.People.Count == Most ? roster.People[^1].Id : null);
            await NoteRoster(organisationId, roster.People.Select(p => p.Answer).OfType<VerificationAnswer>().Select(LookedUp.Of));
            return since is { } day ? await ShowChanges(organisationId, rosterId, day.Value, afterChange) : Page();
        }, on is null ? null : () => Again(organisationId, rosterId));
    }

    public Task<IActionResult> OnPostWatch(Guid organisationId, Guid rosterId, bool? isWatched) => isWatched is { } chosen
        ? Do(
            new WatchRoster.Command(organisationId, rosterId, chosen),
            _ => GoOn($"/organisations/{organisationId}/rosters/{rosterId}", chosen ? "watched" : "not-watched"),
            () => Again(organisationId, rosterId))
        : Again(new Refusal("request.invalid", "Choose whether the roster is watched."), () => Again(organisationId, rosterId));

    public Task<IActionResult> OnPostAdd(Guid organisationId, Guid rosterId, string? people, IsoDay? fromOn)
    {
        People = people;
        var lines = (people ?? "").Split('\n', StringSplitOptions.TrimEntries).Index().Where(line => line.Item.Length > 0);
        return Do(new AddToRoster.Command(organisationId, rosterId, fromOn?.Value ?? default, [.. lines.Select(line => new AddToRoster.Row(line.Index + 1, Person(line.Item)))]), added =>
        {
            (Done, Refused, People) = (added.Added, [.. added.Refused.Select(r => new Line(r.Row, r.Code, r.Reason))], null);
            return Again(organisationId, rosterId);
        }, () => Again(organisationId, rosterId));
    }

    public Task<IActionResult> OnPostTakeOff(Guid organisationId, Guid rosterId, string[] numbers, IsoDay? untilOn) =>
        Do(new TakeOffRoster.Command(organisationId, rosterId, untilOn?.Value ?? default, numbers), removed =>
        {
            (Done, Refused) = (removed.Removed, [.. removed.Refused.Select(r => new Line(r.Row, r.Code, r.Reason))]);
            return Again(organisationId, rosterId);
        }, () => Again(organisationId, rosterId));

    public string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static AddToRoster.Person Person(string line) =>
        line.IndexOf(',', StringComparison.Ordinal) is var comma and >= 0 ? new(line[..comma].Trim(), line[(comma + 1)..].Trim() is { Length: > 0 } said ? said : null) : new(line);

    private Task<IActionResult> Again(Guid organisationId, Guid rosterId) => OnGet(organisationId, rosterId, null, null, null, null);

    private Task<IActionResult> ShowChanges(Guid organisationId, Guid rosterId, DateOnly since, Guid? after) =>
        Show(new ViewRosterChanges.Query(organisationId, rosterId, since, after, Most), async changes =>
        {
            (Changes, NextChanges) = (changes, changes.Looked == Most ? changes.LastLookedAt : null);
            await NoteRoster(organisationId, changes.Asked);
            return Page();
        }, () => Task.FromResult<IActionResult>(Page()));
}
