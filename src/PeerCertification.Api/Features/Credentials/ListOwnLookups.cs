using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Features.Verification;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Credentials;

/// <summary>A certificant sees who asked about their credentials, when and for what, the latest first: organisations by name, and never who asked there.</summary>
public static class ListOwnLookups
{
    public sealed record Query(long? After, int Limit) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<Item> Lookups);

    /// <param name="Organisation">Null where somebody signed in asked for no organisation.</param>
    /// <param name="IsOwn">Whether the certificant asked themselves.</param>
    public sealed record Item(long Id, DateTime AtUtc, string Number, DateOnly? On, LookupWay Way, string? Organisation, string? Purpose, bool IsOwn);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Limit).InclusiveBetween(1, 100);
    }

    internal sealed class Handler(RegistryContext db, Caller caller, LookupLog log) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var me = caller.RequiredAccountId;
            var own = await db.Credentials.Where(c => db.Applicants.Any(a => a.Id == c.ApplicantId && a.AccountId == me)).Select(c => c.Number).ToListAsync(cancellationToken);
            var lookups = await log.LatestFirst(all => all.Where(l => own.Contains(l.Number)), query.After, cancellationToken);
            return new Response(await lookups.Take(query.Limit)
                .Select(l => new Item(l.Id, l.AtUtc, l.Number, l.On, l.Way, db.Organisations.Where(o => o.Id == l.OrganisationId).Select(o => o.Name).SingleOrDefault(), l.Purpose, l.AccountId == me))
                .ToListAsync(cancellationToken));
        }
    }

    internal static async Task<IResult> Endpoint(HttpContext http, IMediator mediator, CancellationToken cancellationToken, long? after = null, int limit = 50) =>
        (await mediator.Send(new Query(after, limit), cancellationToken)).ToHttp(page => Answers.Page(http, page, limit, page.Lookups, lookup => lookup.Id));
}
