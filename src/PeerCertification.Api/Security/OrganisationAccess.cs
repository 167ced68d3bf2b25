using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Domain;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Security;

/// <summary>An organisation that the caller acts for.</summary>
/// <param name="Role">What the caller is to it; null for one of its keys, which is nobody.</param>
public sealed record OwnOrganisation(Organisation Organisation, OrganisationRole? Role);

/// <summary>The way to an organisation: for its members and, on routes that take them, its keys. To everybody else it does not exist.</summary>
public sealed class OrganisationAccess(RegistryContext db, Caller caller)
{
    /// <summary>The header by which somebody signed in says which organisation they ask for.</summary>
    public const string Header = "X-Organisation";

    /// <summary>The organisations that the caller is a member of.</summary>
    public IQueryable<Organisation> Own()
    {
        var me = caller.RequiredAccountId;
        return db.Organisations.Where(o => db.OrganisationMembers.Any(m => m.OrganisationId == o.Id && m.AccountId == me && m.EndedAtUtc == null));
    }

    public async Task<Outcome<OwnOrganisation>> Own(Guid organisationId, CancellationToken cancellationToken)
    {
        var (me, key) = (caller.AccountId, caller.Key);
        var own = await db.Organisations.Where(o => o.Id == organisationId)
            .Select(o => new { Organisation = o, Role = db.OrganisationMembers.Where(m => m.OrganisationId == o.Id && m.AccountId == me && m.EndedAtUtc == null).Select(m => (OrganisationRole?)m.Role).SingleOrDefault() })
            .SingleOrDefaultAsync(cancellationToken);
        return own is null || (own.Role is null && key?.OrganisationId != organisationId) ? NotFound() : new OwnOrganisation(own.Organisation, own.Role);
    }

    /// <summary>One that the caller is an owner of. Members are told so; a key never is one.</summary>
    public async Task<Outcome<Organisation>> OwnAsOwner(Guid organisationId, CancellationToken cancellationToken)
    {
        var own = await Own(organisationId, cancellationToken);
        return own.Refusal is { } refusal ? refusal
            : own.Value.Role != OrganisationRole.Owner ? OrganisationMembership.OwnerNeeded()
            : own.Value.Organisation;
    }

    /// <summary>For which organisation a question is asked on a route that names none: the key's, or that of the header, of which the account must be a member. Null where neither is sent.</summary>
    /// <returns>The organisation's id or <see cref="Guid.Empty"/> for none, or a refusal: <c>organisation.not_found</c>.</returns>
    public async Task<Outcome<Guid>> Acting(CancellationToken cancellationToken)
    {
        if (caller.Key is { } key)
        {
            return key.OrganisationId;
        }

        if (caller.AccountId is null || caller.OrganisationAsked is not { } asked)
        {
            return Guid.Empty;
        }

        return Guid.TryParse(asked, out var id) && await Own().AnyAsync(o => o.Id == id, cancellationToken) ? id : NotFound();
    }

    /// <summary>The same where the address may name the organisation, as those of pages do.</summary>
    public async Task<Outcome<Guid>> Acting(Guid? named, CancellationToken cancellationToken)
    {
        if (named is not { } organisationId)
        {
            return await Acting(cancellationToken);
        }

        var own = await Own(organisationId, cancellationToken);
        return own.Refusal is { } refusal ? refusal : own.Value.Organisation.Id;
    }

    /// <summary>Why the key that let the caller in is not good any more; null where it still is, or where there was none.</summary>
    public async Task<Refusal?> RefuseEndedKey(DateTime nowUtc, CancellationToken cancellationToken) =>
        caller.Key is { } key && !await db.OrganisationKeys.AnyAsync(k => k.Id == key.Id && k.RevokedAtUtc == null && k.ExpiresAtUtc > nowUtc, cancellationToken) ? OrganisationKeys.NotGood() : null;

    internal static Refusal NotFound() => new("organisation.not_found", "There is no such organisation among those that you are a member of.");
}
