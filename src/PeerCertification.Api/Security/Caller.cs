using PeerCertification.Domain;

namespace PeerCertification.Api.Security;

/// <summary>A role in force for the caller, at a board or at none.</summary>
public sealed record HeldRole(Role Role, Guid? BoardId);

/// <summary>Who sent this request, with the roles they hold now. Filled once, by <see cref="CallerMiddleware"/>; empty for anonymous callers and for jobs.</summary>
public sealed class Caller
{
    public Guid? AccountId { get; private set; }

    public string? Email { get; private set; }

    public IReadOnlyList<HeldRole> Roles { get; private set; } = [];

    /// <summary>Whether board roles are held back until the caller signs in with a second factor.</summary>
    public bool NeedsSecondFactor { get; private set; }

    /// <summary>The organisation's key that the request came with; null for everybody else.</summary>
    public KeyCaller? Key { get; private set; }

    /// <summary>Why the key that the request came with opens nothing here; null for everybody else.</summary>
    public Refusal? Refused { get; private set; }

    /// <summary>What the header said of the organisation that is asked for; nobody looked yet whether it is the caller's.</summary>
    public string? OrganisationAsked { get; private set; }

    /// <summary>Whom an answer is repeated to: the account, or the key.</summary>
    public Guid? Id => AccountId ?? Key?.Id;

    /// <summary>The account of a caller on a route that only signed-in callers reach.</summary>
    public Guid RequiredAccountId => AccountId ?? throw new InvalidOperationException("This route must not be reached without an account.");

    public void Identify(Guid accountId, string? email, IReadOnlyList<HeldRole> roles, bool needsSecondFactor, string? organisationAsked = null) =>
        (AccountId, Email, Roles, NeedsSecondFactor, OrganisationAsked) = (accountId, email, roles, needsSecondFactor, organisationAsked);

    public void Identify(KeyCaller key) => Key = key;

    public void Refuse(Refusal refusal) => Refused = refusal;

    public bool MaySomewhere(Permission permission) => Roles.Any(r => RolePermissions.Table[r.Role].Contains(permission));

    /// <summary>Whether the caller holds the permission at this board.</summary>
    public bool May(Permission permission, Guid boardId) => Roles.Any(r => r.BoardId == boardId && RolePermissions.Table[r.Role].Contains(permission));

    /// <summary>The boards at which the caller holds the permission.</summary>
    public IReadOnlyList<Guid> BoardsFor(Permission permission) =>
        [.. Roles.Where(r => r.BoardId is not null && RolePermissions.Table[r.Role].Contains(permission)).Select(r => r.BoardId!.Value).Distinct()];
}
