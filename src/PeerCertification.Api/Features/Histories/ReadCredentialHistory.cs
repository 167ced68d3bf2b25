using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.Histories;

/// <summary>An auditor reads what happened to a credential, the oldest first.</summary>
public static class ReadCredentialHistory
{
    public sealed record Query(string Number, long? After, int Limit) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<HistoryLine> Entries);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Limit).InclusiveBetween(1, 100);
    }

    internal sealed class Handler(RegistryContext db, Caller caller) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var number = CredentialNumber.Read(query.Number);
            if (number.Refusal is { } mistyped)
            {
                return mistyped;
            }

            var found = await db.Credentials.Where(c => c.Number == number.Value).Select(c => new { c.Id, c.BoardId }).SingleOrDefaultAsync(cancellationToken);
            if (found is null || !caller.May(Permission.ReadHistory, found.BoardId))
            {
                return CredentialAbsent.Refusal();
            }

            return new Response(await db.History.Where(h => h.CredentialId == found.Id).Page(query.After, query.Limit, cancellationToken));
        }
    }

    internal static async Task<IResult> Endpoint(string number, HttpContext http, IMediator mediator, CancellationToken cancellationToken, long? after = null, int limit = 50) =>
        (await mediator.Send(new Query(number, after, limit), cancellationToken))
            .ToHttp(page => Answers.Page(http, page, limit, page.Entries, entry => entry.Sequence));
}
