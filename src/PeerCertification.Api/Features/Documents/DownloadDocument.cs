using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Documents;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Documents;

/// <summary>Somebody who may read a document gets its bytes, to be saved and never to be shown as a page of the registry.</summary>
public static class DownloadDocument
{
    public sealed record Query(Guid Id) : IQuery<Response>;

    /// <summary>Where the bytes are; it stays inside.</summary>
    public sealed record Response(string StorageName, string MediaType);

    internal sealed class Handler(RegistryContext db, Caller caller) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var document = await db.DocumentsFor(caller).Where(d => d.Id == query.Id)
                .Select(d => new Response(d.StorageName, d.MediaType)).SingleOrDefaultAsync(cancellationToken);
            return document is null ? new Refusal("document.not_found", "There is no document with this id among those that this account may read.") : document;
        }
    }

    internal static async Task<IResult> Endpoint(Guid id, HttpResponse response, IMediator mediator, IDocumentStore store, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(id), cancellationToken)).ToHttp(document =>
        {
            response.Headers.XContentTypeOptions = "nosniff";
            response.Headers.CacheControl = "no-store";
            return Results.Stream(store.Open(document.StorageName), document.MediaType, $"{id}.{document.MediaType.Split('/')[1]}");
        });
}
