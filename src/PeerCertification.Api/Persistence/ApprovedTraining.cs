using Microsoft.EntityFrameworkCore;
using PeerCertification.Domain.ContinuingEducation;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Persistence;

/// <summary>What boards approved of providers and courses.</summary>
internal static class ApprovedTraining
{
    /// <summary>Approvals with an interval that covers the day: the Domain's <see cref="ApprovalInterval.Covers"/>, as the database asks it.</summary>
    internal static IQueryable<TrainingApproval> Covering(this IQueryable<TrainingApproval> approvals, DateOnly day) =>
        approvals.Where(a => a.FromOn <= day && (a.UntilOn == null || a.UntilOn >= day) && (a.WithdrawnFromOn == null || a.WithdrawnFromOn > day));

    /// <summary>Every interval in which a board approves the provider.</summary>
    internal static async Task<IReadOnlyList<ApprovalInterval>> IntervalsOf(this RegistryContext db, Guid providerId, CancellationToken cancellationToken) =>
        [.. (await db.TrainingApprovals.AsNoTracking().Where(a => a.ProviderId == providerId && a.CourseId == null && a.FromOn != null).ToListAsync(cancellationToken)).Select(a => a.ReadInterval())];

    /// <summary>The boards that approve the provider on the day of a course, each with its words, in the order of their codes.</summary>
    internal static async Task<IReadOnlyList<ApprovingBoard>> BoardsThatApprove(this RegistryContext db, Course course, DateOnly day, CancellationToken cancellationToken)
    {
        var approvals = await db.TrainingApprovals.AsNoTracking()
            .Where(a => a.ProviderId == course.ProviderId && (a.CourseId == null || a.CourseId == course.Id) && a.FromOn != null)
            .Select(a => new { Board = a.Board.Code, Approval = a })
            .ToListAsync(cancellationToken);
        return
        [
            .. from board in approvals.GroupBy(a => a.Board)
               let intervals = board.ToLookup(a => a.Approval.CourseId is null, a => a.Approval.ReadInterval())
               let approval = CourseApproval.On(day, intervals[true], intervals[false])
               where approval.IsProvider
               orderby board.Key
               select new ApprovingBoard(board.Key, approval.IsCourse, approval.Tags),
        ];
    }
}
