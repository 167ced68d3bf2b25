using Microsoft.EntityFrameworkCore;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Api.Persistence;

/// <summary>That a board was warned of an application which it should have dealt with: once for each application and deadline of its rules.</summary>
public sealed class DecisionClockWarning
{
    public Guid ApplicationId { get; init; }

    /// <summary>The id of the deadline in the rules that the application is judged by.</summary>
    public required string DeadlineId { get; init; }

    /// <summary>The last day for it.</summary>
    public DateOnly DueOn { get; init; }

    public DateOnly WarnedOn { get; init; }
}

/// <summary>A deadline of a board that begins with the receipt of an application, and which applications are under it.</summary>
internal sealed record DecisionClock(Guid RulesId, Deadline Deadline, WorkingDays Calendar)
{
    /// <summary>The last day for an application that came in on a day.</summary>
    internal DateOnly? DueOn(DateOnly receivedOn) => Deadline.LastDay(receivedOn, Calendar);

    /// <summary>The last day of receipt of which the deadline has passed: what came in later is due today or later.</summary>
    /// <remarks>A later receipt is never due earlier, so the days are tried from today backwards.</remarks>
    internal DateOnly? OverdueFrom(DateOnly today)
    {
        for (var (received, earliest) = (today, today.AddDays(-LongestDays)); received >= earliest; received = received.AddDays(-1))
        {
            if (DueOn(received) < today)
            {
                return received;
            }
        }

        return null;
    }

    private const int LongestDays = 10 * 366;
}

/// <summary>Finds the clocks that run while a board has an application before it: a board's deadlines from receipt on, in calendar or business days.</summary>
internal sealed class DecisionClocks(RegistryContext db, RequirementSets sets, BoardCalendars calendars)
{
    /// <summary>Applications that have come in and are not decided.</summary>
    internal static readonly IReadOnlyList<ApplicationState> Undecided = [.. ApplicationLifecycle.Open.Except([ApplicationState.Draft])];

    /// <summary>The clocks of one board, under which applications are open now: a few questions, however many applications there are.</summary>
    internal async Task<IReadOnlyList<DecisionClock>> Of(Guid boardId, CancellationToken cancellationToken)
    {
        var rules = await db.RequirementSets.AsNoTracking()
            .Where(s => s.CredentialType.BoardId == boardId && db.Applications.Any(a => a.RequirementSetVersionId == s.Id && Undecided.Contains(a.State)))
            .ToListAsync(cancellationToken);
        var calendar = await calendars.Of(boardId, cancellationToken);
        return
        [
            .. from version in rules
               from deadline in sets.Parsed(version).Life.Deadlines
               where deadline is { By: Party.Board, After: "Receipt", Within: not null }
               select new DecisionClock(version.Id, deadline, calendar),
        ];
    }
}
