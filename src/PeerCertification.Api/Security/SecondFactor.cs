using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Domain;
using PeerCertification.Domain.Accounts;

namespace PeerCertification.Api.Security;

/// <summary>The authenticator app of an account, its recovery codes, and how a token tells that one of them was shown.</summary>
internal sealed class SecondFactor(UserManager<Account> accounts, IUserStore<Account> store, RegistryContext db)
{
    private const string Issuer = "Peer Certification";

    /// <summary>Authentication method references, RFC 8176.</summary>
    private const string Methods = "amr";

    private const string SeveralFactors = "mfa";

    internal static readonly Refusal CodeWrong = new("account.authenticator_code_wrong", "The code is not one that the app shows now, or there were five wrong ones within a quarter of an hour.");

    internal static bool WasShown(ClaimsPrincipal principal) => principal.HasClaim(Methods, SeveralFactors);

    internal static ClaimsPrincipal Shown(ClaimsPrincipal principal)
    {
        principal.Identities.First().AddClaim(new Claim(Methods, SeveralFactors));
        return principal;
    }

    internal static string UriFor(Account account, string key) =>
        $"otpauth://totp/{Uri.EscapeDataString(Issuer)}:{Uri.EscapeDataString(account.Email ?? account.UserName!)}?secret={key}&issuer={Uri.EscapeDataString(Issuer)}&digits=6";

    internal async Task<SecondFactorState> StateOf(Account account) =>
        account.TwoFactorEnabled ? SecondFactorState.On
        : await accounts.GetAuthenticatorKeyAsync(account) is null ? SecondFactorState.Off
        : SecondFactorState.Begun;

    /// <summary>Keeps a new key. Not by Identity's own way, which would end the session that has to confirm it.</summary>
    internal async Task<string> Begin(Account account, CancellationToken cancellationToken)
    {
        var key = accounts.GenerateNewAuthenticatorKey();
        await ((IUserAuthenticatorKeyStore<Account>)store).SetAuthenticatorKeyAsync(account, key, cancellationToken);
        return key;
    }

    /// <summary>Whether this is a code that the app shows now.</summary>
    internal Task<bool> IsAppCode(Account account, string code) =>
        accounts.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, code.Replace(" ", "", StringComparison.Ordinal));

    /// <summary>Whether this is a code of the app, or a recovery code, which is used up by asking.</summary>
    internal async Task<bool> Accepts(Account account, string code) =>
        await IsAppCode(account, code) || (await accounts.RedeemTwoFactorRecoveryCodeAsync(account, code.Trim().ToUpperInvariant())).Succeeded;

    /// <summary>Forgets key and recovery codes and ends every session, in one save.</summary>
    internal async Task<IdentityResult> Remove(Account account, CancellationToken cancellationToken)
    {
        db.UserTokens.RemoveRange(await db.UserTokens.Where(t => t.UserId == account.Id).ToListAsync(cancellationToken));
        return await accounts.SetTwoFactorEnabledAsync(account, enabled: false);
    }
}
