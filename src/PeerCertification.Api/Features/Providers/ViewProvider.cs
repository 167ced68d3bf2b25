using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Providers;

/// <summary>A member sees the provider, its contact and who else acts for it.</summary>
public static class ViewProvider
{
    public sealed record Query(Guid ProviderId) : IQuery<Response>;

    public sealed record Response(Guid Id, string Name, string ContactName, string ContactEmail, IReadOnlyList<Member> Members);

    /// <param name="Email">Null for an account of an outside issuer that gave no address.</param>
    public sealed record Member(Guid Id, string? Email, DateTime JoinedAtUtc);

    internal sealed class Handler(RegistryContext db, ProviderAccess providers, TrainingSeal seal) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var own = await providers.Own(query.ProviderId, cancellationToken);
            if (own.Refusal is not null)
            {
                return own.Refusal;
            }

            var members = await db.ProviderMembers.Where(m => m.ProviderId == query.ProviderId && m.EndedAtUtc == null).OrderBy(m => m.Id)
                .Select(m => new Member(m.Id, db.Users.Where(u => u.Id == m.AccountId).Select(u => u.Email).Single(), m.JoinedAtUtc))
                .ToListAsync(cancellationToken);
            var contact = seal.OpenContact(own.Value.ContactProtected);
            return new Response(own.Value.Id, own.Value.Name, contact.Name, contact.Email, members);
        }
    }

    internal static async Task<IResult> Endpoint(Guid providerId, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(providerId), cancellationToken)).ToHttp(Results.Ok);
}
