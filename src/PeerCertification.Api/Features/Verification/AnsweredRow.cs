using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Verification;

/// <summary>One row of a roster, answered, and how it is written.</summary>
/// <param name="Number">Which of those sent it is, from 1; the header of a file is not counted.</param>
/// <param name="Answer">Null where <paramref name="Code"/> and <paramref name="Reason"/> say why there is none.</param>
public sealed record AnsweredRow(int Number, VerificationAnswer? Answer, string? Code, string? Reason)
{
    internal const string Ndjson = "application/x-ndjson";

    internal const string Csv = "text/csv";

    internal const string CsvHeader = "row,number,on,standing,standingUntilOn,periodStartsOn,periodEndsOn,nameAsPrinted,credentialType,board,isRestricted,isBoardOnHold,code,reason\r\n";

    internal static AnsweredRow Of(int number, Outcome<VerificationAnswer> answered) =>
        answered.Refusal is { } refusal ? new AnsweredRow(number, null, refusal.Code, refusal.Reason) : new AnsweredRow(number, answered.Value, null, null);

    internal static bool IsWantedAsCsv(HttpRequest request) => request.GetTypedHeaders().Accept.Any(a => a.MediaType.Equals(Csv, StringComparison.OrdinalIgnoreCase) && a.Quality != 0);

    /// <summary>Writes it as a line of CSV, which has its end, or as JSON, which has none.</summary>
    internal byte[] Written(bool asCsv) => asCsv ? Encoding.UTF8.GetBytes(AsCsv()) : JsonSerializer.SerializeToUtf8Bytes(this, AnsweredRowJson.Default.AnsweredRow);

    internal string AsCsv()
    {
        var a = Answer;
        return CsvLine.Of(
            Number.ToString(CultureInfo.InvariantCulture), a?.Number, CsvLine.Day(a?.On), a?.Standing.ToString(), CsvLine.Day(a?.StandingUntilOn), CsvLine.Day(a?.Period.StartsOn), CsvLine.Day(a?.Period.EndsOn),
            a?.NameAsPrinted, a?.CredentialType, a?.Board.Code, a is null ? null : a.Restrictions.Count > 0 ? "yes" : "no", a is null ? null : a.BoardOnHold is null ? "no" : "yes", Code, Reason);
    }
}

/// <summary>Writes rows as <see cref="RegistryJson"/> would, by code that is made when the registry is built: it takes two thirds of the time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Serialization, UseStringEnumConverter = true)]
[JsonSerializable(typeof(AnsweredRow))]
internal sealed partial class AnsweredRowJson : JsonSerializerContext;

/// <summary>
/// Sends lines that are written already, whenever there is enough of them, and waits for a slow reader. Who waits holds lines and no longer what they were
/// made of: the collector goes through all that is held, again and again.
/// </summary>
/// <param name="forSpreadsheet">Whether a CSV file says by its first character that it is UTF-8, which spreadsheets look for and programs stumble over.</param>
internal sealed class StreamedLines(IAsyncEnumerable<byte[]> lines, bool asCsv, bool forSpreadsheet = false) : IResult
{
    private const int Enough = 16 * 1024;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.CacheControl = "no-store";
        response.ContentType = asCsv ? $"{AnsweredRow.Csv}; charset=utf-8" : AnsweredRow.Ndjson;
        await foreach (var line in lines.WithCancellation(httpContext.RequestAborted))
        {
            await Begin(response);
            response.BodyWriter.Write(line);
            if (!asCsv)
            {
                response.BodyWriter.Write("\n"u8);
            }

            if (response.BodyWriter.UnflushedBytes > Enough)
            {
                await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
            }
        }

        await Begin(response);
    }

    /// <summary>Begins the answer when there is something to answer: until then a failure can be answered instead, and from then on it breaks the answer off.</summary>
    private async Task Begin(HttpResponse response)
    {
        if (response.HasStarted)
        {
            return;
        }

        await response.StartAsync(response.HttpContext.RequestAborted);
        if (asCsv)
        {
            Encoding.UTF8.GetBytes((forSpreadsheet ? CsvLine.SaysUtf8 : "") + AnsweredRow.CsvHeader, response.BodyWriter);
        }
    }
}
