using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Documents;
using PeerCertification.Api.Features.Verification;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.RosterFiles;

/// <summary>Somebody takes the answers to one of their roster files, once it is answered: the rows that VerifyRoster gives, as NDJSON or as CSV.</summary>
public static class FetchRosterAnswers
{
    /// <param name="OrganisationId">Whose, where it is not the key or the header that says so.</param>
    public sealed record Query(Guid Id, Guid? OrganisationId = null) : IQuery<Response>;

    /// <summary>Where the answers are, and when they were asked for; it stays inside.</summary>
    public sealed record Response(string StorageName, DateTime RequestedAtUtc);

    internal sealed class Handler(RosterFileDesk files) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var own = await files.Own(query.OrganisationId, cancellationToken);
            return own.Refusal is { } refusal ? refusal
                : await own.Value.AsNoTracking().SingleOrDefaultAsync(f => f.Id == query.Id, cancellationToken) is not { } file ? RosterFileDesk.NotFound()
                : file.State == RosterFileState.Finished ? new Response(file.AnswersName(file.AnswersOf), file.RequestedAtUtc)
                : RosterFileLifecycle.Open.Contains(file.State) ? new Refusal("roster_file.not_answered_yet", $"The file is {file.State}: {file.RowsDone} of {file.Rows} rows are answered. Ask again when it is {RosterFileState.Finished}.")
                : new Refusal("roster_file.without_answers", $"The file is {file.State}, and has no answers; send it again.");
        }
    }

    internal static Task<IResult> Endpoint(Guid rosterFileId, HttpContext http, IMediator mediator, IDocumentStore store, CancellationToken cancellationToken) =>
        Give(new Query(rosterFileId), AnsweredRow.IsWantedAsCsv(http.Request), http, mediator, store, cancellationToken);

    /// <summary>For a link on a page, of which a browser makes a file.</summary>
    internal static Task<IResult> AsCsv(Guid organisationId, Guid rosterFileId, HttpContext http, IMediator mediator, IDocumentStore store, CancellationToken cancellationToken) =>
        Give(new Query(rosterFileId, organisationId), asCsv: true, http, mediator, store, cancellationToken, "csv");

    internal static Task<IResult> AsNdjson(Guid organisationId, Guid rosterFileId, HttpContext http, IMediator mediator, IDocumentStore store, CancellationToken cancellationToken) =>
        Give(new Query(rosterFileId, organisationId), asCsv: false, http, mediator, store, cancellationToken, "ndjson");

    private static async Task<IResult> Give(Query query, bool asCsv, HttpContext http, IMediator mediator, IDocumentStore store, CancellationToken cancellationToken, string? ending = null) =>
        (await mediator.Send(query, cancellationToken)).ToHttp(answers =>
        {
            var headers = http.Response.Headers;
            headers.CacheControl = "no-store";
            headers.ContentDisposition = ending is null ? default : new(string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"roster-answers-{answers.RequestedAtUtc:yyyy-MM-dd}.{ending}\""));
            return asCsv
                ? new StreamedLines(Lines(store.Open(answers.StorageName), cancellationToken), asCsv: true, forSpreadsheet: ending is not null)
                : Results.Stream(store.Open(answers.StorageName), AnsweredRow.Ndjson);
        });

    private static async IAsyncEnumerable<byte[]> Lines(Stream file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var answers = new StreamReader(file);
        while (await answers.ReadLineAsync(cancellationToken) is { } answer)
        {
            yield return JsonSerializer.Deserialize<AnsweredRow>(answer, RegistryJson.Options)!.Written(asCsv: true);
        }
    }
}
