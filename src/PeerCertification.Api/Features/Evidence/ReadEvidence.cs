using AutoMapper;
using AutoMapper.QueryableExtensions;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Evidence;

/// <summary>An applicant reads one of their own entries, as it stands.</summary>
public static class ReadEvidence
{
    public sealed record Query(Guid Id) : IQuery<Response>;

    /// <param name="SupersedesId">The entry that this one corrects, or null.</param>
    public sealed record Response(Guid Id, EvidenceKind Kind, EvidenceState State, DateOnly OccurredOn, int ClaimedMinutes, int? AttestedMinutes, EvidenceDetail Detail, Guid? DocumentId, Guid? SupersedesId, DateTime CreatedAtUtc, int Version);

    internal sealed class Mapping : Profile
    {
        public Mapping() => CreateProjection<EvidenceItem, Response>();
    }

    internal sealed class Handler(RegistryContext db, Caller caller, IMapper mapper) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var entry = await db.EvidenceOf(caller).Where(e => e.Id == query.Id)
                .ProjectTo<Response>(mapper.ConfigurationProvider).SingleOrDefaultAsync(cancellationToken);
            return entry is null ? EvidenceReading.NotFound(query.Id) : entry;
        }
    }

    internal static async Task<IResult> Endpoint(Guid id, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(id), cancellationToken)).ToHttp(entry => Answers.Ok(entry, entry.Version));
}
