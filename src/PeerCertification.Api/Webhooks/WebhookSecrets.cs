using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace PeerCertification.Api.Webhooks;

/// <summary>The secrets of webhooks: made, kept encrypted, and signed with, as the Standard Webhooks specification says.</summary>
public sealed class WebhookSecrets(IDataProtectionProvider protection)
{
    /// <summary>How every secret begins when it is shown.</summary>
    internal const string Mark = "whsec_";

    private const int Bytes = 32;

    private readonly IDataProtector _secrets = protection.CreateProtector("webhook");

    /// <summary>A new secret: as it is shown, once, and as it is kept.</summary>
    public (string Shown, string Kept) New()
    {
        var secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes));
        return (Mark + secret, _secrets.Protect(secret));
    }

    /// <summary>The header with one signature for each secret that is kept, so that whoever has any of them can verify it.</summary>
    public string Sign(IEnumerable<string> kept, string messageId, long timestamp, ReadOnlySpan<byte> body)
    {
        var signatures = new List<string>();
        foreach (var secret in kept)
        {
            signatures.Add(Signature(Convert.FromBase64String(_secrets.Unprotect(secret)), messageId, timestamp, body));
        }

        return string.Join(' ', signatures);
    }

    /// <summary>Version 1: HMAC-SHA256 over id, timestamp and body, with dots between them.</summary>
    /// <param name="timestamp">In seconds since 1970 (UTC).</param>
    internal static string Signature(byte[] secret, string messageId, long timestamp, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{messageId}.{timestamp}.")), .. body];
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, signed));
    }
}
