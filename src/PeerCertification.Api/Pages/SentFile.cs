using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using PeerCertification.Domain;

namespace PeerCertification.Api.Pages;

/// <summary>The file of a form that is being sent, read once, from its beginning to its end. What is no form, or goes on after the file, is refused as malformed while it is read.</summary>
internal sealed class SentFile : Stream
{
    private const int MostFields = 16;

    private const int LongestField = 4096;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly MultipartReader _parts;
    private readonly Stream _file;

    private SentFile(MultipartReader parts, Stream file) => (_parts, _file) = (parts, file);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>The file of this request, or null where nobody chose one.</summary>
    internal static SentFile? Of(HttpContext http) => http.Features.Get<SentFile>();

    /// <summary>Reads the form up to its file. A refusal where it is none.</summary>
    internal static async Task<Refusal?> Find(HttpContext http, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= 70 } boundary || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return new("request.unsupported_media_type", "Send the form with its file: Content-Type: multipart/form-data.");
        }

        return await Readable(() => Find(http, new MultipartReader(boundary.ToString(), http.Request.Body), cancellationToken));
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Readable(async () =>
    {
        var read = await _file.ReadAsync(buffer, cancellationToken);
        return read > 0 || buffer.Length == 0 || await _parts.ReadNextSectionAsync(cancellationToken) is null ? read : throw new InvalidDataException();
    }));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    private static async Task<Refusal?> Find(HttpContext http, MultipartReader parts, CancellationToken cancellationToken)
    {
        var fields = new Dictionary<string, StringValues>();
        while (await parts.ReadNextSectionAsync(cancellationToken) is { } part)
        {
            var said = part.GetContentDispositionHeader();
            if (said is null || HeaderUtilities.RemoveQuotes(said.Name) is not { Length: > 0 } name || fields.Count == MostFields)
            {
                throw new InvalidDataException();
            }

            if (said.IsFileDisposition())
            {
                // Where nobody chose a file, browsers send one without a name.
                if (HeaderUtilities.RemoveQuotes(said.FileName).Length > 0)
                {
                    http.Features.Set(new SentFile(parts, part.Body));
                }

                break;
            }

            if (MediaTypeHeaderValue.TryParse(part.ContentType, out var type) && type.Charset is { HasValue: true } charset && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            {
                return new("request.unsupported_media_type", "Send the form in UTF-8.");
            }

            fields[name.ToString()] = await Text(part.Body, cancellationToken);
        }

        http.Request.Form = new FormCollection(fields);
        return null;
    }

    private static async Task<string> Text(Stream field, CancellationToken cancellationToken)
    {
        var bytes = new byte[LongestField + 1];
        var length = await field.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= LongestField ? Utf8.GetString(bytes, 0, length) : throw new InvalidDataException();
    }

    /// <summary>What the reader of parts fails on is the sender's mistake; what the server refuses to read on stays as it is.</summary>
    private static async Task<T> Readable<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception e) when (e is InvalidDataException or DecoderFallbackException or (IOException and not BadHttpRequestException))
        {
            throw new BadHttpRequestException("The form cannot be read.", e);
        }
    }
}
