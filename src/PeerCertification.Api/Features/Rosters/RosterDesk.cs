using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.ContinuingEducation;

namespace PeerCertification.Api.Features.Rosters;

/// <summary>Which holding of a course is meant.</summary>
/// <param name="StartsOn">Null where it began on its last day.</param>
/// <param name="Session">Tells several on one day apart; null where there is one.</param>
internal sealed record NamedSession(Guid ProviderId, Guid CourseId, DateOnly Day, DateOnly? StartsOn, string? Session);

/// <summary>What became of one row that was sent.</summary>
/// <param name="Code">What the attendee confirms with; shown this once, and only where no number was named.</param>
public sealed record PostedAttendee(int Row, Guid Id, AttendanceState State, string? Code);

/// <summary>What became of a roster.</summary>
public sealed record PostedRoster(Guid RosterId, int PostedRows, int RefusedRows, IReadOnlyList<PostedAttendee> Posted, IReadOnlyList<RefusedCell> Refused);

/// <summary>Takes rosters, whichever way they are sent. Sending one again, or the rest of one, adds to the same session.</summary>
internal sealed class RosterDesk(RegistryContext db, ProviderAccess providers, AttendanceBook book, History history, TimeProvider clock)
{
    /// <summary>A session of a provider that the caller acts for, begun if need be; or why nothing can be posted of it.</summary>
    internal async Task<Outcome<Roster>> Open(NamedSession named, CancellationToken cancellationToken)
    {
        var found = await providers.OwnCourse(named.ProviderId, named.CourseId, cancellationToken);
        if (found.Refusal is not null)
        {
            return found.Refusal;
        }

        var (startsOn, session) = (named.StartsOn ?? named.Day, named.Session?.Trim() ?? "");
        var refusal = RosterRules.RefuseSession(startsOn, named.Day, await db.LatestToday(clock, cancellationToken), await db.IntervalsOf(named.ProviderId, cancellationToken))
            ?? RosterRules.RefuseLength(startsOn, named.Day, found.Value.Minutes);
        if (refusal is not null)
        {
            return refusal;
        }

        var begun = await db.Rosters.SingleOrDefaultAsync(r => r.CourseId == named.CourseId && r.Day == named.Day && r.Session == session, cancellationToken);
        if (begun is not null && begun.StartsOn != startsOn)
        {
            return new Refusal("roster.session_differs", $"This session was posted as one that began on {begun.StartsOn:yyyy-MM-dd}; send the same day, or name another session.");
        }

        return begun ?? db.Rosters.Add(new Roster { Id = Ids.New(clock), CourseId = named.CourseId, Course = found.Value, StartsOn = startsOn, Day = named.Day, Session = session }).Entity;
    }

    /// <summary>Posts the rows that can be, and tells of the others.</summary>
    internal async Task<PostedRoster> Post(Roster roster, IReadOnlyList<SentRow> sent, List<RefusedCell> refused, CancellationToken cancellationToken)
    {
        var posted = await db.RosterRows.Where(r => r.RosterId == roster.Id && r.CredentialNumber != null && r.State != AttendanceState.Superseded).Select(r => r.CredentialNumber).ToListAsync(cancellationToken);
        var numbers = posted.OfType<string>().ToHashSet();
        List<GoodRow> good = [];
        foreach (var row in sent.Select(row => RosterCells.Check(row, roster.Course.Minutes, isCorrection: false, refused)).OfType<GoodRow>())
        {
            if (row.Number is null || numbers.Add(row.Number))
            {
                good.Add(row);
            }
            else
            {
                refused.Add(new RefusedCell(row.Row, "number", "roster.row_already_posted", "This number is posted for this session already; correct that row instead."));
            }
        }

        var written = await book.Write(roster, good, cancellationToken);
        history.Record(
            RegistryEvent.RosterPosted,
            new About(SubjectId: roster.Id),
            after: new { roster.CourseId, roster.StartsOn, roster.Day, Rows = written.Count, Matched = written.Count(w => w.Row.State == AttendanceState.Matched) });
        return new PostedRoster(
            roster.Id,
            written.Count,
            refused.Select(cell => cell.Row).Distinct().Count(),
            [.. good.Zip(written, (row, kept) => new PostedAttendee(row.Row, kept.Row.Id, kept.Row.State, kept.Code))],
            [.. refused.OrderBy(cell => cell.Row)]);
    }
}
