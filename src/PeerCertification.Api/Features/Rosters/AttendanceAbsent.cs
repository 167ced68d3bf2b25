namespace PeerCertification.Api.Features.Rosters;

/// <summary>Said alike of a row that is not there and of one that the caller may not see.</summary>
internal static class AttendanceAbsent
{
    internal static Domain.Refusal Refusal() => new("attendance.not_found", "There is no such row of a roster that this account may see.");
}
