using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Providers;

/// <summary>A member lists the provider's courses in the order in which they were written down.</summary>
public static class ListOwnCourses
{
    public sealed record Query(Guid ProviderId, Guid? After, int Limit) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<Item> Courses);

    public sealed record Item(Guid Id, string Title, TrainingMode Mode, IReadOnlyList<TopicMinutes> Topics, int Minutes, DateTime OfferedAtUtc);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Limit).InclusiveBetween(1, 100);
    }

    internal sealed class Handler(RegistryContext db, ProviderAccess providers) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var own = await providers.Own(query.ProviderId, cancellationToken);
            return own.Refusal is { } refusal ? refusal : new Response(await db.Courses
                .Where(c => c.ProviderId == query.ProviderId && (query.After == null || c.Id > query.After))
                .OrderBy(c => c.Id).Take(query.Limit)
                .Select(c => new Item(c.Id, c.Title, c.Mode, c.Topics, c.Minutes, c.OfferedAtUtc))
                .ToListAsync(cancellationToken));
        }
    }

    internal static async Task<IResult> Endpoint(Guid providerId, HttpContext http, IMediator mediator, CancellationToken cancellationToken, Guid? after = null, int limit = 50) =>
        (await mediator.Send(new Query(providerId, after, limit), cancellationToken)).ToHttp(page => Answers.Page(http, page, limit, page.Courses, course => course.Id));
}
