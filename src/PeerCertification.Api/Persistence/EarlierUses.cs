using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Api.Persistence;

/// <summary>What one approval counted.</summary>
/// <param name="Renewed">The credential whose period was renewed, or null where one was awarded.</param>
public sealed record DecidedUses(Guid ApplicationId, Guid? Renewed, IReadOnlyList<EarlierUse> Uses);

/// <summary>Reads which entries of people the approvals for their credentials and periods needed, so that rules can ask for others.</summary>
public sealed class EarlierUses(RegistryContext db, DecisionSeal seal)
{
    /// <summary>What counted for somebody before an application was approved, or until now where it is not.</summary>
    public async Task<IReadOnlyList<EarlierUse>> Before(Guid applicationId, Guid applicantId, CancellationToken cancellationToken) =>
        Before(applicationId, (await Of([applicantId], cancellationToken))[applicantId]);

    /// <summary>The same, of what was read of this person already.</summary>
    public static IReadOnlyList<EarlierUse> Before(Guid applicationId, IEnumerable<DecidedUses> decided) =>
        [.. decided.TakeWhile(d => d.ApplicationId != applicationId).SelectMany(d => d.Uses)];

    /// <summary>What counted for somebody until now.</summary>
    /// <param name="apartFrom">A credential whose renewals are left out, or null.</param>
    public async Task<IReadOnlyList<EarlierUse>> UntilNow(Guid applicantId, Guid? apartFrom, CancellationToken cancellationToken) =>
        [.. (await Of([applicantId], cancellationToken))[applicantId].Where(d => apartFrom is null || d.Renewed != apartFrom).SelectMany(d => d.Uses)];

    /// <summary>By person, in the order of the decisions. Each decision is opened and let go before the next is read.</summary>
    public async Task<ILookup<Guid, DecidedUses>> Of(IReadOnlyCollection<Guid> applicantIds, CancellationToken cancellationToken)
    {
        var decisions = from decision in db.Decisions.AsNoTracking()
                        where decision.Kind == DecisionKind.Approve
                        join application in db.Applications on decision.ApplicationId equals application.Id
                        where applicantIds.Contains(application.ApplicantId)
                        orderby decision.DecidedAtUtc, decision.Id
                        select new { application.ApplicantId, Renewed = application.CredentialId, Board = application.Board.Code, Type = application.CredentialType.Code, Decision = decision };
        List<(Guid Applicant, DecidedUses Decided)> read = [];
        await foreach (var d in decisions.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            read.Add((d.ApplicantId, new DecidedUses(d.Decision.ApplicationId, d.Renewed, [.. EarlierUse.In(seal.Facts(d.Decision), seal.Findings(d.Decision), d.Board, d.Type)])));
        }

        return read.ToLookup(r => r.Applicant, r => r.Decided);
    }
}
