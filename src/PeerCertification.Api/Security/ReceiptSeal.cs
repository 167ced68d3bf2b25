using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;

namespace PeerCertification.Api.Security;

/// <summary>
/// Signs receipts (JWS, ES256) and tells whether one is ours. The private key lies encrypted in the database, so that every node signs with the
/// same; what an attacker may choose of a receipt, such as its algorithm, is not believed.
/// </summary>
internal sealed class ReceiptSeal(RegistryContext db, IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>The <c>typ</c> of every receipt, so that nothing else that is ever signed can pass for one.</summary>
    internal const string ReceiptType = "receipt+jwt";

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false, MaximumTokenSizeInBytes = MostCharacters };

    internal const int MostCharacters = 64 * 1024;

    private readonly IDataProtector _protector = protection.CreateProtector("receipt-key");

    /// <summary>Makes the first key of a registry that has none. Where two nodes do so at once, both keys are good and the newer signs.</summary>
    internal async Task EnsureKey(CancellationToken cancellationToken)
    {
        if (!await db.ReceiptKeys.AnyAsync(cancellationToken))
        {
            db.ReceiptKeys.Add(NewKey());
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    /// <summary>From now on a new key signs. Of the older ones nobody can sign with any more, the public keys stay.</summary>
    internal async Task<ReceiptKey> Rotate(CancellationToken cancellationToken)
    {
        foreach (var older in await db.ReceiptKeys.Where(k => k.PrivateProtected != null).ToListAsync(cancellationToken))
        {
            older.PrivateProtected = null;
        }

        return db.ReceiptKeys.Add(NewKey()).Entity;
    }

    /// <summary>The payload as a compact JWS, signed by the newest key, with the name of that key.</summary>
    internal async Task<(string Receipt, string KeyId)> Sign(string payload, CancellationToken cancellationToken)
    {
        var key = await db.ReceiptKeys.AsNoTracking().Where(k => k.PrivateProtected != null).OrderByDescending(k => k.CreatedAtUtc).ThenBy(k => k.KeyId).FirstAsync(cancellationToken);
        using var pair = ECDsa.Create();
        pair.ImportPkcs8PrivateKey(_protector.Unprotect(Convert.FromBase64String(key.PrivateProtected!)), out _);
        var credentials = new SigningCredentials(new ECDsaSecurityKey(pair) { KeyId = key.KeyId }, SecurityAlgorithms.EcdsaSha256) { CryptoProviderFactory = Uncached() };
        return (Handler.CreateToken(payload, credentials, new Dictionary<string, object> { ["typ"] = ReceiptType }), key.KeyId);
    }

    /// <summary>The payload of a receipt that this registry signed, or why it is not one.</summary>
    internal async Task<(JsonWebToken? Receipt, string? Why)> Read(string receipt, CancellationToken cancellationToken)
    {
        if (!Handler.CanReadToken(receipt))
        {
            return (null, "receipt.unreadable");
        }

        var keys = await db.ReceiptKeys.AsNoTracking().Select(k => new { k.KeyId, k.X, k.Y }).ToListAsync(cancellationToken);
        var read = await Handler.ValidateTokenAsync(receipt, new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ValidTypes = [ReceiptType],
            IssuerSigningKeys = keys.Select(k => PublicKey(k.KeyId, k.X, k.Y)),
            TryAllIssuerSigningKeys = false,
            RequireSignedTokens = true,
            ValidateIssuer = false, // the key is the registry's alone, whatever address it had
            ValidateAudience = false,
            ValidateLifetime = false, // a receipt is good for ever
        });
        return read.IsValid ? ((JsonWebToken)read.SecurityToken, null)
            : (null, read.Exception is SecurityTokenSignatureKeyNotFoundException ? "receipt.key_unknown" : "receipt.signature_wrong");
    }

    /// <summary>A public key as others read it (RFC 7517).</summary>
    internal static JsonWebKey PublicKey(string keyId, string x, string y) =>
        new() { Kty = JsonWebAlgorithmsKeyTypes.EllipticCurve, Crv = JsonWebKeyECTypes.P256, X = x, Y = y, Use = JsonWebKeyUseNames.Sig, Alg = SecurityAlgorithms.EcdsaSha256, Kid = keyId, CryptoProviderFactory = Uncached() };

    private ReceiptKey NewKey()
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = pair.ExportParameters(includePrivateParameters: false).Q;
        var (x, y) = (Base64UrlEncoder.Encode(point.X), Base64UrlEncoder.Encode(point.Y));
        return new ReceiptKey
        {
            KeyId = Base64UrlEncoder.Encode(PublicKey("", x, y).ComputeJwkThumbprint()),
            X = x,
            Y = y,
            PrivateProtected = Convert.ToBase64String(_protector.Protect(pair.ExportPkcs8PrivateKey())),
            CreatedAtUtc = clock.UtcNow(),
        };
    }

    /// <summary>The factory's own cache would outlive the keys.</summary>
    private static CryptoProviderFactory Uncached() => new() { CacheSignatureProviders = false };
}
