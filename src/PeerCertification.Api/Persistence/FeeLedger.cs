using Microsoft.EntityFrameworkCore;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Fees;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Api.Persistence;

/// <summary>Reads the ledger of fees, by application.</summary>
public sealed class FeeLedger(RegistryContext db)
{
    public async Task<FeeAccount> Of(Guid applicationId, CancellationToken cancellationToken) => (await Of([applicationId], cancellationToken))[applicationId];

    /// <summary>Of each of these applications, also of those of which nothing is written.</summary>
    public async Task<IReadOnlyDictionary<Guid, FeeAccount>> Of(IReadOnlyCollection<Guid> applicationIds, CancellationToken cancellationToken)
    {
        var rows = await db.FeeLines.AsNoTracking().Where(l => applicationIds.Contains(l.ApplicationId)).OrderBy(l => l.Sequence).ToListAsync(cancellationToken);
        var lines = rows.ToLookup(l => l.ApplicationId, l => l.Read());
        return applicationIds.ToDictionary(id => id, id => FeeAccount.Of(lines[id]));
    }

    /// <summary>What came in for the applications that somebody has open, each for its credential type: of every type there is one at most.</summary>
    public async Task<IReadOnlyList<Payment>> OfOpen(Guid applicantId, CancellationToken cancellationToken)
    {
        var open = await db.Applications.Where(a => a.ApplicantId == applicantId && ApplicationLifecycle.Open.Contains(a.State) && db.FeeLines.Any(l => l.ApplicationId == a.Id))
            .Select(a => new { a.Id, Board = a.Board.Code, Type = a.CredentialType.Code }).ToListAsync(cancellationToken);
        var accounts = await Of([.. open.Select(a => a.Id)], cancellationToken);
        return [.. open.SelectMany(a => accounts[a.Id].Covers.Select(payment => payment with { Board = a.Board, CredentialType = a.Type }))];
    }
}
