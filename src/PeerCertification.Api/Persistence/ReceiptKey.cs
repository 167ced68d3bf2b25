namespace PeerCertification.Api.Persistence;

/// <summary>A key pair that receipts are signed with (P-256). The newest signs; public keys are kept for ever, so that old receipts stay good.</summary>
public sealed class ReceiptKey
{
    /// <summary>The thumbprint of the public key (RFC 7638), which receipts name it by.</summary>
    public required string KeyId { get; init; }

    /// <summary>The coordinates of the public key, as a JSON Web Key writes them.</summary>
    public required string X { get; init; }

    public required string Y { get; init; }

    /// <summary>PKCS#8, encrypted with Data Protection; null once a newer key signs.</summary>
    public string? PrivateProtected { get; set; }

    public DateTime CreatedAtUtc { get; init; }
}
