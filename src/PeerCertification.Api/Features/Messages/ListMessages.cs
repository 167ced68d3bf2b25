using AutoMapper;
using AutoMapper.QueryableExtensions;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Messages;

/// <summary>An operator sees what is waiting, sent or stuck, newest first, and never to whom or what it says.</summary>
public static class ListMessages
{
    public sealed record Query(OutboxState? State, long? After, int Limit) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<Item> Messages);

    public sealed record Item(long Id, string Kind, OutboxState State, int Attempts, DateTime CreatedAtUtc, DateTime NextAttemptAtUtc, DateTime? SentAtUtc, string? LastError);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Limit).InclusiveBetween(1, 100);
    }

    internal sealed class Mapping : Profile
    {
        public Mapping() => CreateProjection<OutboxMessage, Item>();
    }

    internal sealed class Handler(RegistryContext db, IMapper mapper) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken) =>
            new Response(await db.Outbox
                .Where(m => (query.State == null || m.State == query.State) && (query.After == null || m.Id < query.After))
                .OrderByDescending(m => m.Id).Take(query.Limit)
                .ProjectTo<Item>(mapper.ConfigurationProvider).ToListAsync(cancellationToken));
    }

    internal static async Task<IResult> Endpoint(HttpContext http, IMediator mediator, CancellationToken cancellationToken, OutboxState? state = null, long? after = null, int limit = 50) =>
        (await mediator.Send(new Query(state, after, limit), cancellationToken)).ToHttp(page => Answers.Page(http, page, limit, page.Messages, message => message.Id));
}
