using PeerCertification.Api.Persistence;

namespace PeerCertification.Api.Features.Notices;

/// <summary>When a board reminds, and how. Whoever changes it sends the version in If-Match.</summary>
public sealed record ReminderPlan(string Board, IReadOnlyList<ReminderPlan.Reminder> Reminders, int Version)
{
    /// <param name="LeadDays">So many days before the last day of a period.</param>
    /// <param name="ByEmail">Whether by e-mail too, for those who want it; else in the inbox alone.</param>
    public sealed record Reminder(int LeadDays, bool ByEmail);

    /// <param name="board">With its lead times.</param>
    internal static ReminderPlan Of(Board board) =>
        new(board.Code, [.. board.LeadTimes.OrderByDescending(l => l.Days).Select(l => new Reminder(l.Days, l.ByEmail))], board.ReminderPlanVersion);
}
