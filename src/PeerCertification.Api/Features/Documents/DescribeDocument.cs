using AutoMapper;
using AutoMapper.QueryableExtensions;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Documents;

/// <summary>Somebody who may read a document sees of what kind and size it is, and when it arrived.</summary>
public static class DescribeDocument
{
    public sealed record Query(Guid Id) : IQuery<Response>;

    public sealed record Response(Guid Id, string MediaType, string Sha256, long Bytes, DateTime UploadedAtUtc);

    internal sealed class Mapping : Profile
    {
        public Mapping() => CreateProjection<StoredDocument, Response>();
    }

    internal sealed class Handler(RegistryContext db, Caller caller, IMapper mapper) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var document = await db.DocumentsFor(caller).Where(d => d.Id == query.Id)
                .ProjectTo<Response>(mapper.ConfigurationProvider).SingleOrDefaultAsync(cancellationToken);
            return document is null ? new Refusal("document.not_found", "There is no document with this id among those that this account may read.") : document;
        }
    }

    internal static async Task<IResult> Endpoint(Guid id, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(id), cancellationToken)).ToHttp(Results.Ok);
}
