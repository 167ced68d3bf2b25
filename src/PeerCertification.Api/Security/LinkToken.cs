using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PeerCertification.Api.Security;

/// <summary>The secret of a one-time link. The raw text goes into the message and nowhere else; only its hash is kept.</summary>
public sealed record LinkToken(string Raw, string Hash)
{
    private const int Bytes = 32;

    /// <summary>The number of characters that every token has.</summary>
    public const int Length = 43;

    public static LinkToken New()
    {
        var raw = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        return new LinkToken(raw, HashOf(raw));
    }

    /// <summary>SHA-256 in hexadecimal. The token is 256 random bits, so that a slow or salted hash would add nothing.</summary>
    public static string HashOf(string raw) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(raw)));

    // A record would otherwise write the secret into whatever prints it.
    public override string ToString() => nameof(LinkToken);
}
