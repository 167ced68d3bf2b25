using System.Security.Cryptography;
using PeerCertification.Domain;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Documents;

/// <summary>What arrived, once it lies in the store.</summary>
public sealed record ReceivedDocument(string StorageName, string MediaType, string Sha256, long Bytes);

/// <summary>Takes a document in from a stream: looks at its first bytes, counts and hashes while it writes, and holds one buffer of it at a time.</summary>
public sealed class DocumentIntake(IDocumentStore store)
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>What was refused leaves nothing in the store.</summary>
    public async Task<Outcome<ReceivedDocument>> Receive(Stream content, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        var read = await content.ReadAtLeastAsync(buffer, DocumentContent.TellingBytes, throwOnEndOfStream: false, cancellationToken);
        if (read == 0)
        {
            return new Refusal("document.empty", "Send the bytes of the document as the body of the request.");
        }

        if (DocumentContent.MediaTypeOf(buffer.AsSpan(0, read)) is not { } mediaType)
        {
            return new Refusal("document.kind_not_accepted", "By its content this is neither a PDF nor a PNG nor a JPEG file.");
        }

        var name = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var isKept = false;
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long bytes = 0;
            await using (var file = store.Create(name))
            {
                for (; read > 0 && bytes <= DocumentContent.LongestBytes; read = await content.ReadAsync(buffer, cancellationToken))
                {
                    bytes += read;
                    hash.AppendData(buffer, 0, read);
                    await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                }
            }

            isKept = bytes <= DocumentContent.LongestBytes;
            return isKept ? new ReceivedDocument(name, mediaType, Convert.ToHexStringLower(hash.GetCurrentHash()), bytes) : TooLarge();
        }
        finally
        {
            if (!isKept)
            {
                store.Delete(name);
            }
        }
    }

    internal static Refusal TooLarge() => new("document.too_large", $"A document has {DocumentContent.LongestBytes} bytes at most.");
}
