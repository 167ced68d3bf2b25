using System.Text.Json;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Organisations;

/// <summary>A member, or a key that reads changes, sees which answers on the organisation's receipts were corrected, the earliest first.</summary>
public static class ListReceiptCorrections
{
    public sealed record Query(Guid OrganisationId, long? After, int Limit) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<Item> Corrections);

    /// <param name="ReceiptSha256">SHA-256 of the receipt's text, in hexadecimal.</param>
    /// <param name="Corrected">The names of what the answer says otherwise than it did before.</param>
    /// <param name="AnswerNow">The answer from then on.</param>
    public sealed record Item(long Id, string ReceiptSha256, string Number, DateOnly On, DateTime ReceiptIssuedAtUtc, DateTime FoundAtUtc, IReadOnlyList<string> Corrected, JsonElement AnswerNow);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Limit).InclusiveBetween(1, 100);
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

            var page = await db.ReceiptCorrections.AsNoTracking().Include(c => c.Receipt)
                .Where(c => c.Receipt.OrganisationId == query.OrganisationId && (query.After == null || c.Id > query.After))
                .OrderBy(c => c.Id).Take(query.Limit).ToListAsync(cancellationToken);
            return new Response([.. page.Select(c => new Item(c.Id, c.Receipt.Sha256, c.Receipt.Number, c.Receipt.On, c.Receipt.IssuedAtUtc, c.FoundAtUtc, c.Corrected, JsonElement.Parse(c.Answer)))]);
        }
    }

    internal static async Task<IResult> Endpoint(Guid organisationId, HttpContext http, IMediator mediator, CancellationToken cancellationToken, long? after = null, int limit = 50) =>
        (await mediator.Send(new Query(organisationId, after, limit), cancellationToken)).ToHttp(page => Answers.Page(http, page, limit, page.Corrections, correction => correction.Id));
}
