using System.Globalization;
using System.Text.Json;
using FluentValidation;
using MediatR;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.Verification;

/// <summary>
/// Somebody with an account verifies a whole roster: up to 10,000 numbers, as JSON or as a CSV file with the one column number, answered row by row
/// in the order given while they are read. A row that cannot be answered says why and holds nothing up.
/// </summary>
public static class VerifyRoster
{
    internal const int MostNumbers = 10_000;

    /// <summary>The size of the largest roster that is read, in bytes: 1 MB.</summary>
    internal const int LongestBytes = 1024 * 1024;

    internal const string Ndjson = "application/x-ndjson";

    internal const string Csv = "text/csv";

    internal const string CsvHeader = "row,number,on,standing,standingUntilOn,periodStartsOn,periodEndsOn,nameAsPrinted,credentialType,board,isRestricted,isBoardOnHold,code,reason\r\n";

    public sealed record Query(IReadOnlyList<string> Numbers, DateOnly? On, DateTime? KnownAtUtc) : IQuery<IAsyncEnumerable<Row>>;

    public sealed record Request(IReadOnlyList<string> Numbers);

    /// <param name="Number">Which of those sent it is, from 1; the header of a file is not counted.</param>
    /// <param name="Answer">Null where <paramref name="Code"/> and <paramref name="Reason"/> say why there is none.</param>
    public sealed record Row(int Number, VerificationAnswer? Answer, string? Code, string? Reason);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Numbers).NotEmpty().Must(n => n.Count <= MostNumbers).WithMessage($"Send {MostNumbers} numbers at most; send the rest as another roster.");
    }

    internal sealed class Handler(VerificationDesk desk, TimeProvider clock) : IRequestHandler<Query, Outcome<IAsyncEnumerable<Row>>>
    {
        public Task<Outcome<IAsyncEnumerable<Row>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var now = clock.UtcNow();
            return Task.FromResult(VerificationReach.Refuse(query.On, query.KnownAtUtc ?? now, now) is { } refusal
                ? refusal
                : Outcome<IAsyncEnumerable<Row>>.FromBoxed(Rows(query, cancellationToken)));
        }

        private IAsyncEnumerable<Row> Rows(Query query, CancellationToken cancellationToken) =>
            desk.AnswerMany(query.Numbers, query.On, query.KnownAtUtc, cancellationToken)
                .Select((answered, at) => answered.Refusal is { } refusal ? new Row(at + 1, null, refusal.Code, refusal.Reason) : new Row(at + 1, answered.Value, null, null));
    }

    internal static async Task<IResult> Endpoint(IsoDay? on, IsoInstant? knownAt, string? purpose, HttpRequest request, LookupLog log, IMediator mediator, CancellationToken cancellationToken)
    {
        var numbers = await Numbers(request, cancellationToken);
        if (numbers.Refusal is { } refusal)
        {
            return ProblemCatalog.ToResult(refusal);
        }

        var asker = await log.Asks(purpose, cancellationToken);
        return asker.Refusal is { } notAsked
            ? ProblemCatalog.ToResult(notAsked)
            : (await mediator.Send(new Query(numbers.Value, on?.Value, knownAt?.Utc), cancellationToken)).ToHttp(rows => (IResult)new Streamed(
                log.Noted(asker.Value, rows, row => row.Answer is { } a ? new LookedUp(a.Number, a.On, a.KnownAtUtc, a.Standing.ToString()) : log.Unanswered(numbers.Value[row.Number - 1], on?.Value, knownAt?.Utc, row.Code!), cancellationToken),
                AsCsv(request)));
    }

    private static bool AsCsv(HttpRequest request) => request.GetTypedHeaders().Accept.Any(a => a.MediaType == Csv);

    private static async Task<Outcome<List<string>>> Numbers(HttpRequest request, CancellationToken cancellationToken)
    {
        var text = await Utf8Body.Read(request, LongestBytes, cancellationToken);
        if (text.Refusal is { } refusal)
        {
            return refusal;
        }

        try
        {
            return request.GetTypedHeaders().ContentType?.MediaType == Csv ? OfCsv(text.Value)
                : JsonSerializer.Deserialize<Request?>(text.Value, RegistryJson.Options) is { } sent && !sent.Numbers.Contains(null!) ? sent.Numbers.ToList()
                : Unreadable();
        }
        catch (JsonException)
        {
            return Unreadable();
        }
    }

    private static Refusal Unreadable() => new("request.malformed", "Send { \"numbers\": [ … ] }, or a CSV file as text/csv.");

    /// <summary>One number a line under the header <c>number</c>; blank lines are kept, so that rows stay countable.</summary>
    private static Outcome<List<string>> OfCsv(string text)
    {
        var lines = text.TrimEnd().Split('\n').Select(line => line.Trim().Trim('"')).ToList();
        return lines[0].Equals("number", StringComparison.OrdinalIgnoreCase) ? lines[1..] : new Refusal("request.malformed", "The first row must be the header: number.");
    }

    /// <summary>Writes each row as soon as it is answered. Nothing is flushed by hand: Kestrel sends what is full, and waits for a slow reader.</summary>
    private sealed class Streamed(IAsyncEnumerable<Row> rows, bool asCsv) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.Headers.CacheControl = "no-store";
            response.ContentType = asCsv ? $"{Csv}; charset=utf-8" : Ndjson;
            if (asCsv)
            {
                await response.WriteAsync(CsvHeader, httpContext.RequestAborted);
            }

            await foreach (var row in rows.WithCancellation(httpContext.RequestAborted))
            {
                await response.WriteAsync(asCsv ? Line(row) : JsonSerializer.Serialize(row, RegistryJson.Options) + "\n", httpContext.RequestAborted);
            }
        }
    }

    internal static string Line(Row row)
    {
        var a = row.Answer;
        return CsvLine.Of(
            row.Number.ToString(CultureInfo.InvariantCulture), a?.Number, CsvLine.Day(a?.On), a?.Standing.ToString(), CsvLine.Day(a?.StandingUntilOn), CsvLine.Day(a?.Period.StartsOn), CsvLine.Day(a?.Period.EndsOn),
            a?.NameAsPrinted, a?.CredentialType, a?.Board.Code, a is null ? null : a.Restrictions.Count > 0 ? "yes" : "no", a is null ? null : a.BoardOnHold is null ? "no" : "yes", row.Code, row.Reason);
    }
}
