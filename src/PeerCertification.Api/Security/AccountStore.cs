using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using PeerCertification.Api.Persistence;

namespace PeerCertification.Api.Security;

/// <summary>
/// Identity's store, with the keys of authenticator apps and the recovery codes encrypted at rest: as Identity keeps them, whoever reads the
/// database could make the codes.
/// </summary>
internal sealed class AccountStore(RegistryContext db, IDataProtectionProvider protection, IdentityErrorDescriber? describer = null)
    : UserOnlyStore<Account, RegistryContext, Guid>(db, describer)
{
    private readonly IDataProtector _protector = protection.CreateProtector("account-tokens");

    public override Task SetTokenAsync(Account user, string loginProvider, string name, string? value, CancellationToken cancellationToken) =>
        base.SetTokenAsync(user, loginProvider, name, value is null ? null : _protector.Protect(value), cancellationToken);

    public override async Task<string?> GetTokenAsync(Account user, string loginProvider, string name, CancellationToken cancellationToken) =>
        await base.GetTokenAsync(user, loginProvider, name, cancellationToken) is { } kept ? _protector.Unprotect(kept) : null;
}
