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

    private const string ShownCodes = "ShownCodes";

    /// <summary>
    /// Codes of five half minutes are good at a time. From the showing of a code until it is good no more, those of nine half minutes are: who
    /// remembers the last nine needs no clock to know every code that is still good and was shown.
    /// </summary>
    private const int RememberedCodes = 9;

    internal static readonly Refusal CodeWrong = new("account.authenticator_code_wrong", "The code is not one that the app shows now, it was used before, or there were five wrong ones within a quarter of an hour.");

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

    /// <summary>Whether this is a code that the app shows now and that nobody has shown yet; it is used up by asking (RFC 6238, 5.2).</summary>
    internal async Task<bool> AcceptsAppCode(Account account, string code)
    {
        // Identity reads a number; in another spelling of it a code would not be known again.
        var digits = code.Replace(" ", "", StringComparison.Ordinal);
        if (digits.Length != 6 || !digits.All(char.IsAsciiDigit))
        {
            return false;
        }

        var shown = (await accounts.GetAuthenticationTokenAsync(account, Issuer, ShownCodes))?.Split(' ') ?? [];
        return !shown.Contains(digits)
            && await accounts.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, digits)
            && (await accounts.SetAuthenticationTokenAsync(account, Issuer, ShownCodes, string.Join(' ', shown.Append(digits).TakeLast(RememberedCodes)))).Succeeded;
    }

    /// <summary>Whether this is a code of the app or a recovery code; either is used up by asking.</summary>
    internal async Task<bool> Accepts(Account account, string code) =>
        await AcceptsAppCode(account, code) || (await accounts.RedeemTwoFactorRecoveryCodeAsync(account, code.Trim().ToUpperInvariant())).Succeeded;

    /// <summary>Forgets key and recovery codes and ends every session, in one save.</summary>
    internal async Task<IdentityResult> Remove(Account account, CancellationToken cancellationToken)
    {
        db.UserTokens.RemoveRange(await db.UserTokens.Where(t => t.UserId == account.Id).ToListAsync(cancellationToken));
        return await accounts.SetTwoFactorEnabledAsync(account, enabled: false);
    }
}
