using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.RosterFiles;

/// <summary>The way to roster files: those of the organisation that the caller acts for, which stay its own whoever asked; without one, the account's. To everybody else they do not exist.</summary>
internal sealed class RosterFileDesk(RegistryContext db, OrganisationAccess organisations, Caller caller, TimeProvider clock)
{
    /// <param name="named">The organisation that the address names, where it names one.</param>
    internal async Task<Outcome<IQueryable<RosterFile>>> Own(Guid? named, CancellationToken cancellationToken)
    {
        var acting = await organisations.Acting(named, cancellationToken);
        if (acting.Refusal is { } refusal)
        {
            return refusal;
        }

        return Outcome<IQueryable<RosterFile>>.FromBoxed(Of(acting.Value == Guid.Empty ? caller.RequiredAccountId : acting.Value));
    }

    /// <summary>What is kept for a holder. What is due to be forgotten is gone already, also while its answers are being deleted.</summary>
    internal IQueryable<RosterFile> Of(Guid holder)
    {
        var since = clock.UtcNow().AddDays(-RosterFileRules.DaysKept);
        return db.RosterFiles.Where(f => f.HolderId == holder && (f.EndedAtUtc == null || f.EndedAtUtc >= since));
    }

    internal static Refusal NotFound() => new("roster_file.not_found", "There is no such roster file among yours. Those of an organisation are named with its key, or by its members with the header X-Organisation.");
}
