using System.Globalization;
using FluentValidation;
using MediatR;
using PeerCertification.Api.Features.Verification;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.SavedRosters;

/// <summary>A member or a key takes a roster on a day as a CSV file for an accreditor: who, how each stood, when it was asked, and who says so.</summary>
public static class ExportSavedRoster
{
    private const int Page = 500;

    internal const string Header = "number,reference,onRosterFrom,onRosterUntil,nameAsPrinted,credentialType,board,on,standing,sentence,periodStartsOn,periodEndsOn,isRestricted,isBoardOnHold,recordLastChangedAtUtc,askedAtUtc,source\r\n";

    public sealed record Query(Guid OrganisationId, Guid RosterId, DateOnly? On) : IQuery<IAsyncEnumerable<Line>>;

    /// <param name="Answer">Null where the registry has no answer for that day.</param>
    public sealed record Line(string Number, string? Reference, DateOnly FromOn, DateOnly? UntilOn, VerificationAnswer? Answer);

    internal sealed class Handler(SavedRosterDesk rosters, VerificationDesk desk, TimeProvider clock) : IRequestHandler<Query, Outcome<IAsyncEnumerable<Line>>>
    {
        public async Task<Outcome<IAsyncEnumerable<Line>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var (own, now) = (await rosters.Own(query.OrganisationId, query.RosterId, cancellationToken), clock.UtcNow());
            return (own.Refusal ?? VerificationReach.Refuse(query.On, now, now)) is { } refusal ? refusal
                : Outcome<IAsyncEnumerable<Line>>.FromBoxed(Lines(query.RosterId, query.On, DateOnly.FromDateTime(now), cancellationToken));
        }

        private async IAsyncEnumerable<Line> Lines(Guid rosterId, DateOnly? asked, DateOnly today, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            Guid? after = null;
            do
            {
                var page = await rosters.On(rosterId, asked ?? today, after, Page, cancellationToken);
                after = page.Count == Page ? page[^1].Id : null;
                var at = 0;
                await foreach (var answer in desk.AnswerMany([.. page.Select(e => e.Number)], asked, null, cancellationToken))
                {
                    var entry = page[at++];
                    yield return new Line(entry.Number, entry.Reference, entry.FromOn, entry.UntilOn, answer.Refusal is null ? answer.Value : null);
                }
            }
            while (after is not null);
        }
    }

    internal static Task<IResult> Endpoint(Guid organisationId, Guid savedRosterId, IsoDay? on, string? purpose, LookupLog log, IMediator mediator, CancellationToken cancellationToken) =>
        Give(organisationId, savedRosterId, on, purpose, log, mediator, forSpreadsheet: false, cancellationToken);

    /// <summary>For a link on a page, of which a browser makes a file.</summary>
    internal static Task<IResult> AsFile(Guid organisationId, Guid savedRosterId, IsoDay? on, string? purpose, LookupLog log, IMediator mediator, CancellationToken cancellationToken) =>
        Give(organisationId, savedRosterId, on, purpose, log, mediator, forSpreadsheet: true, cancellationToken);

    private static async Task<IResult> Give(Guid organisationId, Guid savedRosterId, IsoDay? on, string? purpose, LookupLog log, IMediator mediator, bool forSpreadsheet, CancellationToken cancellationToken)
    {
        var asker = log.AsksFor(organisationId, purpose);
        return asker.Refusal is { } refusal ? ProblemCatalog.ToResult(refusal)
            : (await mediator.Send(new Query(organisationId, savedRosterId, on?.Value), cancellationToken)).ToHttp(lines => (IResult)new Streamed(
                log.Noted(asker.Value, lines, line => line.Answer is { } a ? new LookedUp(a.Number, a.On, a.KnownAtUtc, a.Standing.ToString()) : null, cancellationToken), forSpreadsheet));
    }

    private sealed class Streamed(IAsyncEnumerable<Line> lines, bool forSpreadsheet) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.Headers.CacheControl = "no-store";
            response.Headers.ContentDisposition = "attachment; filename=\"roster.csv\"";
            response.ContentType = "text/csv; charset=utf-8";
            await response.WriteAsync((forSpreadsheet ? CsvLine.SaysUtf8 : "") + Header, httpContext.RequestAborted);
            await foreach (var line in lines.WithCancellation(httpContext.RequestAborted))
            {
                await response.WriteAsync(Write(line), httpContext.RequestAborted);
            }
        }
    }

    internal static string Write(Line line)
    {
        var a = line.Answer;
        return CsvLine.Of(
            line.Number, line.Reference, CsvLine.Day(line.FromOn), CsvLine.Day(line.UntilOn), a?.NameAsPrinted, a?.CredentialType, a?.Board.Name, CsvLine.Day(a?.On), a?.Standing.ToString(), a?.Sentence,
            CsvLine.Day(a?.Period.StartsOn), CsvLine.Day(a?.Period.EndsOn), YesNo(a?.Restrictions.Count > 0), YesNo(a is null ? null : a.BoardOnHold is not null), At(a?.LastChangedAtUtc), At(a?.AnsweredAtUtc), a?.Registry);
    }

    private static string? YesNo(bool? said) => said switch { true => "yes", false => "no", null => null };

    private static string? At(DateTime? utc) => utc?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
