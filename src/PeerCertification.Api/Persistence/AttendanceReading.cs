using PeerCertification.Domain.ContinuingEducation;

namespace PeerCertification.Api.Persistence;

/// <summary>Which rows of rosters a board may look at: those of providers whom it approved on the day of the session.</summary>
internal static class AttendanceReading
{
    internal static IQueryable<RosterRow> AttendanceAt(this RegistryContext db, Guid boardId) =>
        db.RosterRows.Where(r => db.TrainingApprovals.Any(a =>
            a.BoardId == boardId && a.ProviderId == r.Roster.Course.ProviderId && a.CourseId == null
            && a.FromOn <= r.Roster.Day && (a.UntilOn == null || a.UntilOn >= r.Roster.Day) && (a.WithdrawnFromOn == null || a.WithdrawnFromOn > r.Roster.Day)));

    internal static IQueryable<RosterRow> WaitingAt(this RegistryContext db, Guid boardId) => db.AttendanceAt(boardId).Where(r => r.State == AttendanceState.Waiting);
}
