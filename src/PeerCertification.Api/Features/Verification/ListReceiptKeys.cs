using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Verification;

/// <summary>Anybody reads the public keys of all receipts ever signed, the newest first, as a JSON Web Key Set (RFC 7517).</summary>
public static class ListReceiptKeys
{
    public sealed record Query : IQuery<Response>;

    public sealed record Response(IReadOnlyList<Key> Keys);

    public sealed record Key(string Kty, string Crv, string Use, string Alg, string Kid, string X, string Y);

    internal sealed class Handler(RegistryContext db) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken) =>
            new Response(await db.ReceiptKeys.OrderByDescending(k => k.CreatedAtUtc).ThenBy(k => k.KeyId)
                .Select(k => new Key("EC", "P-256", "sig", "ES256", k.KeyId, k.X, k.Y)).ToListAsync(cancellationToken));
    }

    internal static async Task<IResult> Endpoint(HttpResponse response, IMediator mediator, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "public, max-age=300";
        return (await mediator.Send(new Query(), cancellationToken)).ToHttp(Results.Ok);
    }
}
