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
    public sealed record Query(Guid Id) : IQuery<Response>;

    /// <summary>Where the answers are; it stays inside.</summary>
    public sealed record Response(string StorageName);

    internal sealed class Handler(RosterFileDesk files) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var own = await files.Own(cancellationToken);
            return own.Refusal is { } refusal ? refusal
                : await own.Value.AsNoTracking().SingleOrDefaultAsync(f => f.Id == query.Id, cancellationToken) is not { } file ? RosterFileDesk.NotFound()
                : file.State == RosterFileState.Finished ? new Response(file.AnswersName(file.AnswersOf))
                : RosterFileLifecycle.Open.Contains(file.State) ? new Refusal("roster_file.not_answered_yet", $"The file is {file.State}: {file.RowsDone} of {file.Rows} rows are answered. Ask again when it is {RosterFileState.Finished}.")
                : new Refusal("roster_file.without_answers", $"The file is {file.State}, and has no answers; send it again.");
        }
    }

    internal static async Task<IResult> Endpoint(Guid rosterFileId, HttpRequest request, IMediator mediator, IDocumentStore store, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(rosterFileId), cancellationToken)).ToHttp(answers =>
        {
            request.HttpContext.Response.Headers.CacheControl = "no-store";
            return AnsweredRow.IsWantedAsCsv(request)
                ? new StreamedRows(Rows(store.Open(answers.StorageName), cancellationToken), asCsv: true)
                : Results.Stream(store.Open(answers.StorageName), AnsweredRow.Ndjson);
        });

    private static async IAsyncEnumerable<AnsweredRow> Rows(Stream file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var lines = new StreamReader(file);
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            yield return JsonSerializer.Deserialize<AnsweredRow>(line, RegistryJson.Options)!;
        }
    }
}
