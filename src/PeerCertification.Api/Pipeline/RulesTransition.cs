using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Requirements.Publication;

namespace PeerCertification.Api.Pipeline;

/// <summary>Moves open first applications to another version of the rules, in the transaction of the act that publishes it: each with its history and a message.</summary>
public sealed class RulesTransition(RegistryContext db, History history, Outbox outbox)
{
    /// <summary>Those of the type that were received on the day or later and are not decided, as they stand now.</summary>
    /// <returns>How many moved.</returns>
    public async Task<int> Move(RequirementSetVersion version, DateOnly receivedFromOn, CancellationToken cancellationToken)
    {
        var open = db.Applications.Where(a => a.CredentialTypeId == version.CredentialTypeId && a.Kind == MoveClause.Concerns && a.SubmittedAtUtc != null && a.ReceivedOn >= receivedFromOn && ApplicationLifecycle.Open.Contains(a.State));

        // The same rows are read and changed: the transaction is serializable, and the change is one statement.
        var moved = await open
            .Select(a => new { a.Id, a.BoardId, a.ApplicantId, a.Applicant.AccountId, Before = db.RequirementSets.Where(s => s.Id == a.RequirementSetVersionId).Select(s => (int?)s.Number).SingleOrDefault() })
            .ToListAsync(cancellationToken);
        foreach (var file in moved)
        {
            history.Record(RegistryEvent.ApplicationRulesChanged, new About(file.BoardId, file.ApplicantId, file.Id), before: new { RequirementSet = file.Before }, after: new { RequirementSet = version.Number });
            outbox.WriteToAccount(MessageKind.ApplicationRulesChanged, file.AccountId, new { application = file.Id, version = $"{version.Number}" });
        }

        await db.SaveChangesAsync(cancellationToken); // the version must be there before applications can be pinned to it
        return await open.ExecuteUpdateAsync(set => set.SetProperty(a => a.RequirementSetVersionId, version.Id).SetProperty(a => a.Version, a => a.Version + 1), cancellationToken);
    }
}
