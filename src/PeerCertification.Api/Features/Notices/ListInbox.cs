using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Notices;

/// <summary>Somebody reads what the registry wrote to them, newest first.</summary>
public static class ListInbox
{
    public sealed record Query(bool UnreadOnly, long? After, int Limit) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<Item> Messages);

    public sealed record Item(long Id, string Kind, string Language, string Subject, string Text, DateTime ArrivedAtUtc, DateTime? ReadAtUtc);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Limit).InclusiveBetween(1, 100);
    }

    internal sealed class Handler(RegistryContext db, Caller caller, LetterSeal seal) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = await db.Inbox.AsNoTracking()
                .Where(m => m.AccountId == caller.RequiredAccountId && (!query.UnreadOnly || m.ReadAtUtc == null) && (query.After == null || m.Id < query.After))
                .OrderByDescending(m => m.Id).Take(query.Limit).ToListAsync(cancellationToken);
            return new Response([.. rows.Select(m => new Item(m.Id, m.Kind, m.Language, seal.Open(m.SubjectProtected), seal.Open(m.TextProtected), m.ArrivedAtUtc, m.ReadAtUtc))]);
        }
    }

    internal static async Task<IResult> Endpoint(HttpContext http, IMediator mediator, CancellationToken cancellationToken, bool unreadOnly = false, long? after = null, int limit = 50) =>
        (await mediator.Send(new Query(unreadOnly, after, limit), cancellationToken)).ToHttp(page => Answers.Page(http, page, limit, page.Messages, message => message.Id));
}
