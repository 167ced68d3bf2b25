using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Persistence;

/// <summary>Makes entries part of an application.</summary>
public static class SubmittedEntries
{
    /// <summary>
    /// Copies what the applicant has claimed and what is not part of the application yet, as it is now. Drafts and replaced entries stay out. Into a renewal go those of its period and later, and of the earlier ones those that count in it.
    /// </summary>
    /// <param name="counted">The entries that count by what is claimed.</param>
    /// <returns>The entries that were added.</returns>
    public static async Task<IReadOnlyList<ApplicationItem>> AddEntriesTo(this RegistryContext db, Application application, TimeProvider clock, CancellationToken cancellationToken, IReadOnlyCollection<Guid>? counted = null)
    {
        // The row of the application first: of those who add to it at the same moment the later ones wait in line for it, and not for each other's entries.
        await db.Applications.Where(a => a.Id == application.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.Version, a => a.Version), cancellationToken);
        var earlier = counted ?? [];
        var entries = await db.Evidence.AsNoTracking()
            .Where(e => e.ApplicantId == application.ApplicantId && (e.State == EvidenceState.Claimed || e.State == EvidenceState.Attested))
            .Where(e => !db.ApplicationItems.Any(i => i.ApplicationId == application.Id && i.EvidenceItemId == e.Id))
            .Where(e => application.PeriodStartsOn == null || e.OccurredOn >= application.PeriodStartsOn || earlier.Contains(e.Id))
            .OrderBy(e => e.OccurredOn).ThenBy(e => e.Id)
            .ToListAsync(cancellationToken);
        var items = entries.ConvertAll(e => new ApplicationItem
        {
            Id = Ids.New(clock),
            ApplicationId = application.Id,
            EvidenceItemId = e.Id,
            State = e.State,
            Detail = e.Detail,
            ClaimedMinutes = e.ClaimedMinutes,
            AttestedMinutes = e.AttestedMinutes,
            DocumentId = e.DocumentId,
            Version = 1,
        });
        db.ApplicationItems.AddRange(items);
        return items;
    }
}
