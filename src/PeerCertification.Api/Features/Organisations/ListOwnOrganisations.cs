using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Features.Organisations;

/// <summary>Somebody lists the organisations that they are a member of.</summary>
public static class ListOwnOrganisations
{
    public sealed record Query(Guid? After, int Limit) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<Item> Organisations);

    public sealed record Item(Guid Id, string Name, OrganisationKind Kind, DateTime RegisteredAtUtc);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Limit).InclusiveBetween(1, 100);
    }

    internal sealed class Handler(OrganisationAccess organisations) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken) =>
            new Response(await organisations.Own()
                .Where(o => query.After == null || o.Id > query.After)
                .OrderBy(o => o.Id).Take(query.Limit)
                .Select(o => new Item(o.Id, o.Name, o.Kind, o.RegisteredAtUtc))
                .ToListAsync(cancellationToken));
    }

    internal static async Task<IResult> Endpoint(HttpContext http, IMediator mediator, CancellationToken cancellationToken, Guid? after = null, int limit = 50) =>
        (await mediator.Send(new Query(after, limit), cancellationToken)).ToHttp(page => Answers.Page(http, page, limit, page.Organisations, organisation => organisation.Id));
}
