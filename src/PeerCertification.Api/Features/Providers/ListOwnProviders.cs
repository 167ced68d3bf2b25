using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Providers;

/// <summary>Somebody lists the training providers that they are a member of.</summary>
public static class ListOwnProviders
{
    public sealed record Query(Guid? After, int Limit) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<Item> Providers);

    public sealed record Item(Guid Id, string Name, DateTime RegisteredAtUtc);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Limit).InclusiveBetween(1, 100);
    }

    internal sealed class Handler(ProviderAccess providers) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken) =>
            new Response(await providers.Own()
                .Where(p => query.After == null || p.Id > query.After)
                .OrderBy(p => p.Id).Take(query.Limit)
                .Select(p => new Item(p.Id, p.Name, p.RegisteredAtUtc))
                .ToListAsync(cancellationToken));
    }

    internal static async Task<IResult> Endpoint(HttpContext http, IMediator mediator, CancellationToken cancellationToken, Guid? after = null, int limit = 50) =>
        (await mediator.Send(new Query(after, limit), cancellationToken)).ToHttp(page => Answers.Page(http, page, limit, page.Providers, provider => provider.Id));
}
