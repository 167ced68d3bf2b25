using AutoMapper;
using AutoMapper.QueryableExtensions;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Evidence;

/// <summary>An applicant lists their own entries in the order in which they were offered, all or of one kind or state.</summary>
public static class ListEvidence
{
    public sealed record Query(EvidenceKind? Kind, EvidenceState? State, Guid? After, int Limit) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<Item> Entries);

    public sealed record Item(Guid Id, EvidenceKind Kind, EvidenceState State, DateOnly OccurredOn, int ClaimedMinutes, int? AttestedMinutes, EvidenceDetail Detail, Guid? DocumentId, Guid? SupersedesId, int Version);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Limit).InclusiveBetween(1, 100);
    }

    internal sealed class Mapping : Profile
    {
        public Mapping() => CreateProjection<EvidenceItem, Item>();
    }

    internal sealed class Handler(RegistryContext db, Caller caller, IMapper mapper) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var entries = await db.EvidenceOf(caller)
                .Where(e => (query.Kind == null || e.Kind == query.Kind) && (query.State == null || e.State == query.State) && (query.After == null || e.Id > query.After))
                .OrderBy(e => e.Id).Take(query.Limit)
                .ProjectTo<Item>(mapper.ConfigurationProvider).ToListAsync(cancellationToken);
            return new Response(entries);
        }
    }

    internal static async Task<IResult> Endpoint(HttpContext http, IMediator mediator, CancellationToken cancellationToken, EvidenceKind? kind = null, EvidenceState? state = null, Guid? after = null, int limit = 50) =>
        (await mediator.Send(new Query(kind, state, after, limit), cancellationToken))
            .ToHttp(page => Answers.Page(http, page, limit, page.Entries, entry => entry.Id));
}
