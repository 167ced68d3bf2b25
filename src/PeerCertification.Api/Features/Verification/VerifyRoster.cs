using FluentValidation;
using MediatR;
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

    private const string Shape = "Send { \"numbers\": [ … ] }, or a CSV file as text/csv.";

    public sealed record Query(IReadOnlyList<string> Numbers, DateOnly? On, DateTime? KnownAtUtc) : IQuery<IAsyncEnumerable<AnsweredRow>>;

    public sealed record Request(IReadOnlyList<string> Numbers);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Numbers).NotEmpty().Must(n => n.Count <= MostNumbers).WithMessage($"Send {MostNumbers} numbers at most; send the rest as another roster.");
    }

    internal sealed class Handler(VerificationDesk desk, TimeProvider clock) : IRequestHandler<Query, Outcome<IAsyncEnumerable<AnsweredRow>>>
    {
        public Task<Outcome<IAsyncEnumerable<AnsweredRow>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var now = clock.UtcNow();
            return Task.FromResult(VerificationReach.Refuse(query.On, query.KnownAtUtc ?? now, now) is { } refusal
                ? refusal
                : Outcome<IAsyncEnumerable<AnsweredRow>>.FromBoxed(Rows(query, cancellationToken)));
        }

        private IAsyncEnumerable<AnsweredRow> Rows(Query query, CancellationToken cancellationToken) =>
            desk.AnswerMany(query.Numbers, query.On, query.KnownAtUtc, cancellationToken).Select((answered, at) => AnsweredRow.Of(at + 1, answered));
    }

    internal static async Task<IResult> Endpoint(IsoDay? on, IsoInstant? knownAt, string? purpose, HttpRequest request, LookupLog log, IMediator mediator, CancellationToken cancellationToken)
    {
        var numbers = await Numbers(request, cancellationToken);
        if (numbers.Refusal is { } refusal)
        {
            return ProblemCatalog.ToResult(refusal);
        }

        var asCsv = AnsweredRow.IsWantedAsCsv(request);
        var asker = await log.Asks(purpose, cancellationToken);
        return asker.Refusal is { } notAsked
            ? ProblemCatalog.ToResult(notAsked)
            : (await mediator.Send(new Query(numbers.Value, on?.Value, knownAt?.Utc), cancellationToken)).ToHttp(rows => (IResult)new StreamedLines(
                log.Noted(asker.Value, rows.Select(row => (Asked: log.Asked(row, numbers.Value[row.Number - 1], on?.Value, knownAt?.Utc), Line: row.Written(asCsv))), row => row.Asked, cancellationToken).Select(row => row.Line),
                asCsv));
    }

    private static async Task<Outcome<List<string>>> Numbers(HttpRequest request, CancellationToken cancellationToken)
    {
        var text = await Utf8Body.Read(request, LongestBytes, cancellationToken);
        if (text.Refusal is { } refusal)
        {
            return refusal;
        }

        if (Utf8Body.IsOf(request, AnsweredRow.Csv))
        {
            return OfCsv(text.Value);
        }

        var sent = JsonBody.Read<Request>(text.Value, Shape);
        return sent.Refusal is { } notJson ? notJson
            : sent.Value.Numbers.Contains(null!) ? new Refusal("request.malformed", Shape)
            : sent.Value.Numbers.ToList();
    }

    /// <summary>One number a line under the header <c>number</c>; blank lines are kept, so that rows stay countable.</summary>
    private static Outcome<List<string>> OfCsv(string text)
    {
        var lines = text.TrimEnd().Split('\n').Select(line => line.Trim().Trim('"')).ToList();
        return lines[0].Equals("number", StringComparison.OrdinalIgnoreCase) ? lines[1..] : new Refusal("request.malformed", "The first row must be the header: number.");
    }
}
