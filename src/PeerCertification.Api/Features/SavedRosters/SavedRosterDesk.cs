using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.SavedRosters;

/// <summary>The way to a saved roster: for members of its organisation, and its keys.</summary>
public sealed class SavedRosterDesk(RegistryContext db, OrganisationAccess organisations, Caller caller, TimeProvider clock)
{
    /// <summary>The last day that somebody can be said to be on a roster.</summary>
    internal static readonly DateOnly LastDay = new(2150, 12, 31);

    internal const string Days = "A day from 1900-01-01 to 2150-12-31.";

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

    /// <summary>The numbers of those who are on the roster today or will be.</summary>
    public Task<List<string>> Numbers(Guid rosterId, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(clock.UtcNow());
        return db.SavedRosterEntries.Where(e => e.RosterId == rosterId && (e.UntilOn == null || (e.UntilOn >= today && e.UntilOn >= e.FromOn))).Select(e => e.Number).Distinct().ToListAsync(cancellationToken);
    }

    /// <summary>Whom an organisation watches it is told of, so their certificants see it as they see any other question.</summary>
    public void NoteWatched(SavedRoster roster, IEnumerable<string> numbers)
    {
        var now = clock.UtcNow();
        db.Lookups.AddRange(numbers.Select(number => new Lookup { OrganisationId = roster.OrganisationId, AccountId = caller.AccountId, KeyId = caller.Key?.Id, Way = LookupWay.Watch, AtUtc = now, Number = number, KnownAtUtc = now, Said = nameof(LookupWay.Watch) }));
    }
}
