using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Features.Verification;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Organisations;

/// <summary>An owner sees what was asked for the organisation, by whom and with which key, the latest first.</summary>
public static class ListLookups
{
    public sealed record Query(Guid OrganisationId, long? After, int Limit) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<Item> Lookups);

    /// <param name="ByAccountId">Who asked; null where it was a key.</param>
    /// <param name="KeyPrefix">How the key begins that asked; null where it was a person.</param>
    /// <param name="Said">A standing, what an assessment came to, or the code of a refusal.</param>
    public sealed record Item(long Id, DateTime AtUtc, LookupWay Way, string Number, DateOnly? On, DateTime KnownAtUtc, string? Purpose, string Said, Guid? ByAccountId, string? KeyPrefix);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Limit).InclusiveBetween(1, 1000);
    }

    internal sealed class Handler(RegistryContext db, OrganisationAccess organisations, LookupLog log) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var own = await organisations.OwnAsOwner(query.OrganisationId, cancellationToken);
            if (own.Refusal is not null)
            {
                return own.Refusal;
            }

            var lookups = await log.LatestFirst(all => all.Where(l => l.OrganisationId == query.OrganisationId), query.After, cancellationToken);
            return new Response(await lookups.Take(query.Limit)
                .Select(l => new Item(l.Id, l.AtUtc, l.Way, l.Number, l.On, l.KnownAtUtc, l.Purpose, l.Said, l.AccountId, db.OrganisationKeys.Where(k => k.Id == l.KeyId).Select(k => k.Prefix).SingleOrDefault()))
                .ToListAsync(cancellationToken));
        }
    }

    internal static async Task<IResult> Endpoint(Guid organisationId, HttpContext http, IMediator mediator, CancellationToken cancellationToken, long? after = null, int limit = 50) =>
        (await mediator.Send(new Query(organisationId, after, limit), cancellationToken)).ToHttp(page => Answers.Page(http, page, limit, page.Lookups, lookup => lookup.Id));
}
