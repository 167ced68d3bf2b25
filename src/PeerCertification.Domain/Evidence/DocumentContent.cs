namespace PeerCertification.Domain.Evidence;

/// <summary>What an uploaded file may be. It is known by its first bytes; what its name or its sender calls it says nothing.</summary>
public static class DocumentContent
{
    /// <summary>The size of the largest document that is taken, in bytes: 10 MB.</summary>
    public const long LongestBytes = 10 * 1024 * 1024;

    /// <summary>How many of the first bytes tell the kind.</summary>
    public const int TellingBytes = 8;

    /// <summary>The media type of a PDF, PNG or JPEG file that begins with these bytes, or null for anything else.</summary>
    public static string? MediaTypeOf(ReadOnlySpan<byte> firstBytes) =>
        firstBytes.StartsWith("%PDF-"u8) ? "application/pdf"
        : firstBytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : firstBytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : null;
}
