using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Publication;
using PeerCertification.Domain.Requirements.Trials;

namespace PeerCertification.Api.Persistence;

/// <summary>One file to try rules on.</summary>
/// <param name="Facts">Null where the registry holds no file.</param>
/// <param name="RequirementSetVersionId">The version that an application is pinned to; null for a credential, which renews by the rules in force.</param>
public sealed record TriedFile(Guid SubjectId, TriedKind Kind, Facts? Facts, Guid? RequirementSetVersionId);

/// <summary>Reads every open first application and every active credential of a type, page by page, so that memory does not grow with their number.</summary>
public sealed class TrialFiles(RegistryContext db, SensitiveStore sensitive, SubmissionSeal seal, EarlierUses uses, FeeLedger fees, TimeProvider clock)
{
    private const int PageSize = 100;

    private const string Why = "To try other rules on the files of the board";

    private static readonly IReadOnlyList<Standing> Holding = [Standing.Active, Standing.InGrace];

    /// <summary>One row of either kind, before its facts are read.</summary>
    private sealed record Row(Guid Id, TriedKind Kind, Guid ApplicantId, Guid? ApplicationId, Guid? Version, bool IsTried);

    /// <summary>How many rows there are to go through; of the credentials among them, only those that are active are tried.</summary>
    public async Task<int> Count(Guid typeId, CancellationToken cancellationToken) =>
        await Open(typeId).CountAsync(cancellationToken) + await db.Credentials.CountAsync(c => c.CredentialTypeId == typeId, cancellationToken);

    /// <param name="today">At the board: the day on which credentials must be active.</param>
    /// <param name="reader">Who asked for the trial; the read of each sensitive record is noted under this account.</param>
    /// <returns>The rows gone through with each page, and the files in it. What is noted on the way is saved by whoever reads.</returns>
    public async IAsyncEnumerable<(int Rows, IReadOnlyList<TriedFile> Files)> Pages(Guid typeId, DateOnly today, Guid reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Func<Guid, Task<List<Row>>>[] sources = [after => Applications(typeId, after, cancellationToken), after => Credentials(typeId, today, after, cancellationToken)];
        foreach (var source in sources)
        {
            for (var rows = await source(Guid.Empty); rows.Count > 0; rows = await source(rows[^1].Id))
            {
                yield return (rows.Count, await WithFacts([.. rows.Where(r => r.IsTried)], reader, cancellationToken));
            }
        }
    }

    private IQueryable<Application> Open(Guid typeId) =>
        db.Applications.Where(a => a.CredentialTypeId == typeId && a.Kind == MoveClause.Concerns && a.SubmittedAtUtc != null && ApplicationLifecycle.Open.Contains(a.State));

    private Task<List<Row>> Applications(Guid typeId, Guid after, CancellationToken cancellationToken) =>
        Open(typeId).Where(a => a.Id > after).OrderBy(a => a.Id).Take(PageSize)
            .Select(a => new Row(a.Id, TriedKind.Application, a.ApplicantId, a.Id, a.RequirementSetVersionId, true)).ToListAsync(cancellationToken);

    private async Task<List<Row>> Credentials(Guid typeId, DateOnly today, Guid after, CancellationToken cancellationToken)
    {
        var page = await db.Credentials.AsNoTracking().Where(c => c.CredentialTypeId == typeId && c.Id > after).OrderBy(c => c.Id).Take(PageSize)
            .Include(c => c.Acts).Include(c => c.Periods).AsSplitQuery().ToListAsync(cancellationToken);
        return page.ConvertAll(c => new Row(c.Id, TriedKind.Credential, c.ApplicantId, c.ApplicationId, null, IsTried: Holds(c, today)));
    }

    private static bool Holds(Credential credential, DateOnly today) =>
        CredentialTimeline.On(today, CredentialActRow.Read(credential.Acts, credential.Periods), DateTime.MaxValue) is { } answer && Holding.Contains(answer.Standing);

    private async Task<IReadOnlyList<TriedFile>> WithFacts(IReadOnlyList<Row> rows, Guid reader, CancellationToken cancellationToken)
    {
        var applications = rows.Where(r => r.ApplicationId is not null).Select(r => r.ApplicationId!.Value).ToList();
        var items = (await db.ApplicationItems.AsNoTracking().Where(i => applications.Contains(i.ApplicationId))
            .Select(i => new { i.ApplicationId, Fact = new EvidenceFact(i.EvidenceItemId, i.Detail, i.State, i.AttestedMinutes, i.AcceptedMinutes, i.DocumentId != null, null) })
            .ToListAsync(cancellationToken)).ToLookup(i => i.ApplicationId, i => i.Fact);
        var waivers = (await db.RequirementWaivers.AsNoTracking().Where(w => applications.Contains(w.ApplicationId) && w.WithdrawnAtUtc == null)
            .Select(w => new { w.ApplicationId, Waiver = new Waiver(w.RequirementId, null, w.Reason) }).ToListAsync(cancellationToken)).ToLookup(w => w.ApplicationId, w => w.Waiver);
        var sent = await db.Applications.Where(a => applications.Contains(a.Id)).Select(a => new { a.Id, a.SubmissionProtected, a.ReceivedOn }).ToDictionaryAsync(a => a.Id, cancellationToken);
        var people = rows.Where(r => r.ApplicationId is not null).Select(r => r.ApplicantId).ToHashSet();
        var held = await db.Held(people, clock, cancellationToken);
        var decided = await uses.Of(people, cancellationToken);
        var paid = await fees.Of(applications, cancellationToken);
        sensitive.NoteMany(people, reader, Why);
        return [.. rows.Select(r => new TriedFile(r.Id, r.Kind, r.ApplicationId is { } application ? Facts(r, application) : null, r.Version))];

        Facts Facts(Row row, Guid application) =>
            FileFacts.Submitted(row.Kind == TriedKind.Application ? FactBasis.Claimed : FactBasis.Accepted, items[application], seal.Open(sent[application].SubmissionProtected!), sent[application].ReceivedOn) with
            {
                Waivers = [.. waivers[application]],
                Held = [.. held[row.ApplicantId]],
                EarlierUses = EarlierUses.Before(application, decided[row.ApplicantId]),
                Payments = paid[application].Covers,
            };
    }
}
