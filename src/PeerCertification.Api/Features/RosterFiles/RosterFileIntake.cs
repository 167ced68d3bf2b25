using System.Security.Cryptography;
using PeerCertification.Api.Documents;
using PeerCertification.Domain;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.RosterFiles;

/// <summary>What arrived, once it lies in the store.</summary>
/// <param name="FirstRowAt">The byte after the header, at which the first row begins.</param>
internal sealed record ReceivedRoster(string StorageName, string Sha256, int Rows, long FirstRowAt);

/// <summary>Takes a roster file in from a stream and counts its rows, holding one buffer of it at a time.</summary>
internal sealed class RosterFileIntake(IDocumentStore store)
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>What was refused leaves nothing in the store.</summary>
    /// <param name="announcedBytes">How long it is said to be, where that is said.</param>
    internal async Task<Outcome<ReceivedRoster>> Receive(Stream content, long? announcedBytes, CancellationToken cancellationToken)
    {
        if (announcedBytes > RosterFileRules.LongestBytes)
        {
            return TooLarge();
        }

        var name = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var isKept = false;
        try
        {
            var received = await Store(name, content, cancellationToken) is { } sha256 ? await Read(name, sha256, cancellationToken) : TooLarge();
            isKept = received.Refusal is null;
            return received;
        }
        finally
        {
            if (!isKept)
            {
                store.Delete(name);
            }
        }
    }

    /// <summary>The SHA-256 of what was written, in hexadecimal, or null where it is too large.</summary>
    private async Task<string?> Store(string name, Stream content, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        await using var file = store.Create(name);
        var bytes = 0;
        for (var read = await content.ReadAsync(buffer, cancellationToken); read > 0; read = await content.ReadAsync(buffer, cancellationToken))
        {
            bytes += read;
            if (bytes > RosterFileRules.LongestBytes)
            {
                return null;
            }

            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    /// <summary>Looks at the header and counts the rows. Blank lines are rows too, so that rows stay countable; those after the last that is not blank are none.</summary>
    private async Task<Outcome<ReceivedRoster>> Read(string name, string sha256, CancellationToken cancellationToken)
    {
        await using var file = store.Open(name);
        var lines = new RosterLines(file);
        var header = await lines.Next(cancellationToken) ?? "";
        if (!RosterLines.Cell(header.TrimStart('\uFEFF')).Equals("number", StringComparison.OrdinalIgnoreCase))
        {
            return new Refusal("request.malformed", "The first row must be the header: number.");
        }

        var (firstRowAt, rows, lineNumber) = (lines.At, 0, 0);
        while (await lines.Next(cancellationToken) is { } line)
        {
            lineNumber++;
            rows = line.Length == 0 ? rows : lineNumber;
            if (rows > RosterFileRules.MostRows)
            {
                return new Refusal("roster_file.too_many_rows", $"A roster file has {RosterFileRules.MostRows} rows at most; send the rest as another file.");
            }
        }

        return rows == 0 ? new Refusal("request.invalid", "The file has no row under its header.") : new ReceivedRoster(name, sha256, rows, firstRowAt);
    }

    private static Refusal TooLarge() => new("request.too_large", $"A roster file has {RosterFileRules.LongestBytes} bytes at most.");
}
