using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.SavedRosters;

/// <summary>The way to a saved roster: for members of its organisation, and its keys.</summary>
public sealed class SavedRosterDesk(RegistryContext db, OrganisationAccess organisations)
{
    public async Task<Outcome<SavedRoster>> Own(Guid organisationId, Guid rosterId, CancellationToken cancellationToken)
    {
        var own = await organisations.Own(organisationId, cancellationToken);
        return own.Refusal is { } refusal ? refusal
            : await db.SavedRosters.SingleOrDefaultAsync(r => r.Id == rosterId && r.OrganisationId == organisationId, cancellationToken) is { } roster ? roster
            : new Refusal("saved_roster.not_found", "The organisation has no roster with this id.");
    }

    /// <summary>A page of those who are on the roster on a day.</summary>
    public Task<List<SavedRosterEntry>> On(Guid rosterId, DateOnly day, Guid? after, int limit, CancellationToken cancellationToken) =>
        db.SavedRosterEntries.AsNoTracking().Where(e => e.RosterId == rosterId && e.FromOn <= day && (e.UntilOn == null || e.UntilOn >= day) && (after == null || e.Id > after))
            .OrderBy(e => e.Id).Take(limit).ToListAsync(cancellationToken);
}
