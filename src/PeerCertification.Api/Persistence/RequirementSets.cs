using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Life;
using PeerCertification.Domain.Requirements.Publication;

namespace PeerCertification.Api.Persistence;

/// <summary>Finds the version of a credential type's rules that a day asks for, and reads its document.</summary>
public sealed class RequirementSets(RegistryContext db, ParsedRequirementSets parsed)
{
    /// <summary>What has been published, for good: replaced versions still decide on the applications of their time.</summary>
    public static readonly IReadOnlyList<RequirementSetState> PublishedStates = [RequirementSetState.Published, RequirementSetState.Superseded];

    /// <summary>The version that an application received on this day at the board is judged by, or null where none takes applications.</summary>
    public async Task<RequirementSetVersion?> InForce(Guid credentialTypeId, DateOnly receivedOn, CancellationToken cancellationToken)
    {
        var published = db.RequirementSets.AsNoTracking().Where(s => s.CredentialTypeId == credentialTypeId && PublishedStates.Contains(s.State));
        var intervals = await published.Select(s => new VersionInterval(s.Number, s.EffectiveFrom, s.EffectiveUntil)).ToListAsync(cancellationToken);
        return VersionInterval.InForce(intervals, receivedOn) is { Number: var number }
            ? await published.SingleAsync(s => s.Number == number, cancellationToken)
            : null;
    }

    /// <summary>
    /// The version that a first application is judged by which comes in on this day with this file: of those whose deciding day is inside their
    /// interval the highest, or the one that an exception names. Null where none covers it.
    /// </summary>
    /// <param name="file">Read only where something else than the day of receipt can tell the version.</param>
    public Task<RequirementSetVersion?> For(Guid credentialTypeId, DateOnly receivedOn, Func<Task<Facts>> file, CancellationToken cancellationToken) => Choose(
        credentialTypeId,
        async versions => VersionChoice.AsksTheFile(versions) ? VersionChoice.For(versions, FileContents.Of(await file()), receivedOn) : VersionChoice.For(versions, receivedOn),
        cancellationToken);

    /// <summary>The version that a choice among all published ones names, or null. The days that a version was left with count, and not those of its document.</summary>
    public async Task<RequirementSetVersion?> Choose(Guid credentialTypeId, Func<IReadOnlyCollection<RequirementSet>, Task<VersionChoice>> choose, CancellationToken cancellationToken)
    {
        var published = await db.RequirementSets.AsNoTracking().Where(s => s.CredentialTypeId == credentialTypeId && PublishedStates.Contains(s.State)).ToListAsync(cancellationToken);
        var chosen = await choose(published.ConvertAll(s => parsed.Of(s) with { EffectiveFrom = s.EffectiveFrom, EffectiveUntil = s.EffectiveUntil }));
        return published.SingleOrDefault(s => s.Number == chosen.Version);
    }

    /// <summary>The same for several credential types, by their ids; those without a version in force are left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, RequirementSetVersion>> InForce(IReadOnlyCollection<Guid> credentialTypeIds, DateOnly receivedOn, CancellationToken cancellationToken)
    {
        var covering = await db.RequirementSets.AsNoTracking()
            .Where(s => credentialTypeIds.Contains(s.CredentialTypeId) && PublishedStates.Contains(s.State) && s.EffectiveFrom <= receivedOn && (s.EffectiveUntil == null || s.EffectiveUntil >= receivedOn))
            .ToListAsync(cancellationToken);
        return covering.GroupBy(s => s.CredentialTypeId).ToDictionary(of => of.Key, of => of.MaxBy(s => s.Number)!);
    }

    /// <summary>The version that an application is pinned to.</summary>
    public Task<RequirementSetVersion> Pinned(Guid versionId, CancellationToken cancellationToken) =>
        db.RequirementSets.AsNoTracking().SingleAsync(s => s.Id == versionId, cancellationToken);

    public RequirementSet Parsed(RequirementSetVersion version) => parsed.Of(version);

    /// <summary>
    /// Every credential type of these boards with the version that decides at its board today for this file; those without one take no
    /// applications. One question, and one more the first time that a document is met.
    /// </summary>
    /// <param name="todayAt">Today, in a board's time zone.</param>
    public async Task<IReadOnlyList<OpenType>> OpenToApplications(IQueryable<Board> boards, Func<Board, DateOnly> todayAt, FileContents file, CancellationToken cancellationToken)
    {
        var published = await (from s in db.RequirementSets
                               where PublishedStates.Contains(s.State)
                               join b in boards on s.CredentialType.BoardId equals b.Id
                               select new { s.Id, s.CredentialTypeId, s.CredentialType.Code, Board = b, s.EffectiveFrom, s.EffectiveUntil, s.Sha256 })
            .AsNoTracking().ToListAsync(cancellationToken);
        var unread = published.Where(s => parsed.Find(s.Sha256) is null).Select(s => s.Id).ToList();
        if (unread.Count > 0)
        {
            (await db.RequirementSets.AsNoTracking().Where(s => unread.Contains(s.Id)).ToListAsync(cancellationToken)).ForEach(version => parsed.Of(version));
        }

        return
        [
            .. from type in published.GroupBy(s => s.CredentialTypeId)
               let of = type.First()
               let today = todayAt(of.Board)
               let versions = type.Select(s => parsed.Find(s.Sha256)! with { EffectiveFrom = s.EffectiveFrom, EffectiveUntil = s.EffectiveUntil }).ToList()
               let chosen = VersionChoice.For(versions, file, today).Version
               let rules = versions.Find(set => set.Version == chosen)
               where rules is not null && SubmissionRule.RefuseClosed(rules, today) is null
               select new OpenType(of.Board, of.Code, rules.Life.TitleOn(today, rules.PublicTitle), rules.Version, rules),
        ];
    }
}

/// <summary>A credential type that takes applications today, by these rules.</summary>
/// <param name="PublicTitle">As it is today.</param>
public sealed record OpenType(Board Board, string Code, string PublicTitle, int Number, RequirementSet Rules);

/// <summary>Documents that were read already. They never change, so each is read once for all requests.</summary>
public sealed class ParsedRequirementSets
{
    private readonly ConcurrentDictionary<string, RequirementSet> _bySha256 = new();

    /// <summary>The document of a published version. It was read when it was published; that it cannot be read now is a defect.</summary>
    public RequirementSet Of(RequirementSetVersion version) => Of(version.Sha256, version.Document);

    public RequirementSet Of(string sha256, string document) => _bySha256.GetOrAdd(sha256, static (_, document) => RequirementSetReader.Read(document).Value, document);

    /// <summary>The document with this hash, or null where none was read yet.</summary>
    public RequirementSet? Find(string sha256) => _bySha256.GetValueOrDefault(sha256);
}
