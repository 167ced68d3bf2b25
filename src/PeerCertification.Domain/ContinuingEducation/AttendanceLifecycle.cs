namespace PeerCertification.Domain.ContinuingEducation;

/// <summary>What has become of one row of a roster. Absent: it says that somebody who was posted was not there.</summary>
public enum AttendanceState { Waiting, Matched, Absent, Superseded }

public enum AttendanceAct { Match, Supersede }

/// <summary>A posted row is final. It waits until it is known whose it is; a correction is another row that takes its place.</summary>
public static class AttendanceLifecycle
{
    public static readonly Lifecycle<AttendanceState, AttendanceAct> Table = new("A row of a roster", "attendance.act_not_allowed", new Dictionary<(AttendanceState, AttendanceAct), AttendanceState>
    {
        [(AttendanceState.Waiting, AttendanceAct.Match)] = AttendanceState.Matched,
        [(AttendanceState.Waiting, AttendanceAct.Supersede)] = AttendanceState.Superseded,
        [(AttendanceState.Matched, AttendanceAct.Supersede)] = AttendanceState.Superseded,
        [(AttendanceState.Absent, AttendanceAct.Supersede)] = AttendanceState.Superseded,
    });
}
