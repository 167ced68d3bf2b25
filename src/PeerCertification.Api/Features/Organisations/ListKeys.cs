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

/// <summary>A member sees the organisation's keys, also those that are no longer good, without their secrets.</summary>
public static class ListKeys
{
    public sealed record Query(Guid OrganisationId, Guid? After, int Limit) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<Item> Keys);

    /// <param name="IsGood">Whether it opens anything now.</param>
    /// <param name="FollowsId">The key that it takes the place of, or null.</param>
    /// <param name="LastUsedAtUtc">To within five minutes; null where it never was used.</param>
    public sealed record Item(
        Guid Id, string Name, string Prefix, IReadOnlyList<KeyScope> Scopes, bool IsGood, DateTime IssuedAtUtc, DateTime ExpiresAtUtc, DateTime? RevokedAtUtc, Guid? FollowsId, DateTime? LastUsedAtUtc);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Limit).InclusiveBetween(1, 100);
    }

    internal sealed class Handler(RegistryContext db, OrganisationAccess organisations, TimeProvider clock) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var own = await organisations.Own(query.OrganisationId, cancellationToken);
            if (own.Refusal is not null)
            {
                return own.Refusal;
            }

            var now = clock.UtcNow();
            return new Response(await db.OrganisationKeys.Where(k => k.OrganisationId == query.OrganisationId && (query.After == null || k.Id > query.After))
                .OrderBy(k => k.Id).Take(query.Limit)
                .Select(k => new Item(k.Id, k.Name, k.Prefix, k.Scopes, k.RevokedAtUtc == null && now < k.ExpiresAtUtc, k.IssuedAtUtc, k.ExpiresAtUtc, k.RevokedAtUtc, k.FollowsId, k.LastUsedAtUtc))
                .ToListAsync(cancellationToken));
        }
    }

    internal static async Task<IResult> Endpoint(Guid organisationId, HttpContext http, IMediator mediator, CancellationToken cancellationToken, Guid? after = null, int limit = 50) =>
        (await mediator.Send(new Query(organisationId, after, limit), cancellationToken)).ToHttp(page => Answers.Page(http, page, limit, page.Keys, key => key.Id));
}
