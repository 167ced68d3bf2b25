using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Changes;

/// <summary>A member or a key sees which credentials the organisation watches, in the order of their numbers.</summary>
public static class ListWatches
{
    public sealed record Query(Guid OrganisationId, string? After, int Limit) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<Item> Watches);

    public sealed record Item(string Number, DateTime SinceUtc);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.After).MaximumLength(24);
            RuleFor(q => q.Limit).InclusiveBetween(1, 1000);
        }
    }

    internal sealed class Handler(RegistryContext db, OrganisationAccess organisations) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var own = await organisations.Own(query.OrganisationId, cancellationToken);
            if (own.Refusal is not null)
            {
                return own.Refusal;
            }

            var watches = db.CredentialWatches.Where(w => w.OrganisationId == query.OrganisationId);
            if (query.After is { } after)
            {
#pragma warning disable CA1309 // the database compares
                watches = watches.Where(w => string.Compare(w.Credential.Number, after) > 0);
#pragma warning restore CA1309
            }

            return new Response(await watches.OrderBy(w => w.Credential.Number).Take(query.Limit).Select(w => new Item(w.Credential.Number, w.SinceUtc)).ToListAsync(cancellationToken));
        }
    }

    internal static async Task<IResult> Endpoint(Guid organisationId, HttpContext http, IMediator mediator, CancellationToken cancellationToken, string? after = null, int limit = 100) =>
        (await mediator.Send(new Query(organisationId, after, limit), cancellationToken)).ToHttp(page => Answers.Page(http, page, limit, page.Watches, watch => watch.Number));
}
