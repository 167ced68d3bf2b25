using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Publication;

namespace PeerCertification.Api.Security;

/// <summary>The way to the rules that a board is at work on: for its administrators. To everybody else they do not exist.</summary>
internal sealed class BoardRules(RegistryContext db, StaffRoll staff, ParsedRequirementSets parsed, TimeProvider clock)
{
    /// <summary>A credential type of a board whose rules the caller may publish.</summary>
    internal async Task<Outcome<CredentialType>> Type(string board, string type, Permission permission, CancellationToken cancellationToken)
    {
        var own = await staff.OwnBoard(board, permission, cancellationToken);
        if (own.Refusal is { } refusal)
        {
            return refusal;
        }

        return await db.CredentialTypes.Include(t => t.Board).SingleOrDefaultAsync(t => t.BoardId == own.Value && t.Code == type, cancellationToken) is { } found
            ? found
            : new Refusal("credential_type.not_found", "Your board has no credential of this name.");
    }

    /// <summary>What the board is at work on for the credential type, to be changed.</summary>
    internal async Task<RequirementSetDraft?> InTheMaking(CredentialType type, CancellationToken cancellationToken) =>
        await db.RequirementSetDrafts.SingleOrDefaultAsync(d => d.CredentialTypeId == type.Id && RequirementSetLifecycle.InTheMaking.Contains(d.State), cancellationToken);

    /// <summary>Moves what the board is at work on by one act of its lifecycle, from the version that the caller has seen.</summary>
    internal async Task<Outcome<RequirementSetDraft>> Move(CredentialType type, RequirementSetAct act, IfMatch seen, CancellationToken cancellationToken)
    {
        if (await InTheMaking(type, cancellationToken) is not { } draft)
        {
            return NoDraft();
        }

        var moved = RequirementSetLifecycle.Table.Decide(draft.State, act);
        if ((seen.Against(draft.Version) ?? moved.Refusal) is { } refusal)
        {
            return refusal;
        }

        draft.State = moved.Value;
        draft.Version++;
        return draft;
    }

    /// <summary>What a new version of the credential type's rules is measured against today.</summary>
    internal async Task<PublicationTarget> Target(CredentialType type, CancellationToken cancellationToken)
    {
        var today = clock.TodayAt(type.Board.Zone);
        var published = db.RequirementSets.AsNoTracking().Where(s => RequirementSets.PublishedStates.Contains(s.State));
        var others = await published.Where(s => s.CredentialType.BoardId == type.BoardId && s.CredentialTypeId != type.Id && (s.EffectiveUntil == null || s.EffectiveUntil >= today)).ToListAsync(cancellationToken);
        return new PublicationTarget(
            type.Board.Code,
            type.Code,
            type.NumberPrefix,
            await published.Where(s => s.CredentialTypeId == type.Id).Select(s => new VersionInterval(s.Number, s.EffectiveFrom, s.EffectiveUntil)).ToListAsync(cancellationToken),
            today)
        {
            Others = [.. others.Select(s => new PublishedVersion(new VersionInterval(s.Number, s.EffectiveFrom, s.EffectiveUntil), parsed.Of(s)))],
            AwardedElsewhere = await db.CredentialTypes.Where(t => t.BoardId != type.BoardId).Select(t => t.Code).Distinct().ToListAsync(cancellationToken),
        };
    }

    internal static Refusal NoTrial() => new("trial.not_found", "There is no trial of this credential's rules with this id.");

    internal static Refusal NoDraft() => new("requirement_set.draft_not_found", "The board is at work on no rules for this credential; PUT a document to begin.");
}
