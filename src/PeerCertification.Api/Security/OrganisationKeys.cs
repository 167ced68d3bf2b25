using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Security;

/// <summary>The text of a key: a prefix that may be seen, and 256 random bits that are shown once. Only a hash of the whole is kept.</summary>
public sealed record KeyText(string Raw, string Prefix, string Hash)
{
    /// <summary>How every key begins, so that people and programs that look for leaked secrets know one.</summary>
    internal const string Mark = "pcr_";

    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    private const int PrefixLength = 12;

    /// <summary>The number of characters that every key has.</summary>
    private const int Length = PrefixLength + 1 + 43;

    public static KeyText New()
    {
        var prefix = Mark + RandomNumberGenerator.GetString(Letters, PrefixLength - Mark.Length);
        var raw = $"{prefix}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";
        return new KeyText(raw, prefix, LinkToken.HashOf(raw));
    }

    /// <summary>The prefix of what may be a key, or null.</summary>
    public static string? PrefixOf(string sent) => sent.Length == Length && sent.StartsWith(Mark, StringComparison.Ordinal) && sent[PrefixLength] == '_' ? sent[..PrefixLength] : null;

    // A record would otherwise write the secret into whatever prints it.
    public override string ToString() => nameof(KeyText);
}

/// <summary>An organisation's key, as sent with a request: which organisation, and what it opens.</summary>
public sealed record KeyCaller(Guid Id, Guid OrganisationId, IReadOnlySet<KeyScope> Scopes)
{
    /// <summary>Whether the key opens a route. One that says nothing of keys opens to none.</summary>
    internal bool Opens(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<RouteKeys>() is { } keys && Scopes.Contains(keys.Scope);
}

/// <summary>
/// The authentication scheme of keys: <c>Authorization: Bearer pcr_…</c>. A key is read on every request, so that one that was revoked no longer
/// works at once; one that is unknown, run out or revoked is told apart by nobody.
/// </summary>
internal sealed class OrganisationKeys(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, RegistryContext db, WriteGate gate, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    internal const string SchemeName = "OrganisationKey";

    private const string Bearer = "Bearer ";

    private const string KeyClaim = "key";

    private const string OrganisationClaim = "organisation";

    private const string ScopeClaim = "scope";

    /// <summary>How exactly it is told when a key was last used: writing it down each time would make every question a change.</summary>
    private static readonly TimeSpan LastUseWithin = TimeSpan.FromMinutes(5);

    /// <summary>Whether a request carries what looks like a key. For requests without the header this is all that keys cost.</summary>
    internal static bool Sent(HttpContext http) => http.Request.Headers.Authorization is [{ } header] && header.StartsWith(Bearer + KeyText.Mark, StringComparison.OrdinalIgnoreCase);

    internal static Refusal NotGood() => new("access.key_not_good", "This key is not known, has run out or was revoked; an owner of the organisation issues another one.");

    /// <summary>The key that the request was let in by, or null.</summary>
    internal static KeyCaller? Read(ClaimsPrincipal principal) => principal.Identity?.AuthenticationType != SchemeName ? null : new KeyCaller(
        Guid.Parse(principal.FindFirstValue(KeyClaim)!),
        Guid.Parse(principal.FindFirstValue(OrganisationClaim)!),
        principal.FindAll(ScopeClaim).Select(c => Enum.Parse<KeyScope>(c.Value)).ToHashSet());

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var sent = Request.Headers.Authorization.ToString()[Bearer.Length..];
        var (prefix, hash, now) = (KeyText.PrefixOf(sent), LinkToken.HashOf(sent), clock.UtcNow());
        var key = prefix is null ? null : await db.OrganisationKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Prefix == prefix, Context.RequestAborted);
        if (key is null || !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(key.Hash)) || !KeyRules.IsGood(key.ExpiresAtUtc, key.RevokedAtUtc, now))
        {
            return AuthenticateResult.Fail("The key is not good.");
        }

        await NoteUse(key, now);
        Claim[] claims = [new(KeyClaim, key.Id.ToString()), new(OrganisationClaim, key.OrganisationId.ToString()), .. key.Scopes.Select(s => new Claim(ScopeClaim, s.ToString()))];
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, SchemeName)), SchemeName));
    }

    /// <summary>Now and then, and only where no command has the turn to write: a question waits for none.</summary>
    private async Task NoteUse(OrganisationKey key, DateTime now)
    {
        if (now - key.LastUsedAtUtc < LastUseWithin || !gate.TryEnter(out var turn))
        {
            return;
        }

        using (turn)
        {
            await db.OrganisationKeys.Where(k => k.Id == key.Id).ExecuteUpdateAsync(set => set.SetProperty(k => k.LastUsedAtUtc, now), Context.RequestAborted);
        }
    }
}
