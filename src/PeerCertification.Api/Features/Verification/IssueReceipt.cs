using System.Text.Json;
using MediatR;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Verification;

/// <summary>Anybody takes the answer to a verification as a receipt: signed, and to be checked years later without the registry.</summary>
public static class IssueReceipt
{
    public sealed record Query(string Number, DateOnly? On, DateTime? KnownAtUtc) : IQuery<Response>;

    /// <param name="Receipt">A JWS in compact form (RFC 7515); its payload holds the question and the whole answer.</param>
    /// <param name="KeyId">Which of the keys at /.well-known/jwks.json it was signed with.</param>
    public sealed record Response(string Receipt, string KeyId);

    internal sealed class Handler(VerificationDesk desk, ReceiptSeal seal, RegistrySettings registry) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var answered = await desk.Answer(query.Number, query.On, query.KnownAtUtc, cancellationToken);
            if (answered.Refusal is { } refusal)
            {
                return refusal;
            }

            var answer = answered.Value;
            var said = new VerificationReceipt(
                registry.PublicAddress,
                new DateTimeOffset(answer.AnsweredAtUtc).ToUnixTimeSeconds(),
                registry.Name,
                new(answer.Number, answer.On, answer.KnownAtUtc),
                JsonSerializer.SerializeToElement(answer, RegistryJson.Options));
            var (receipt, keyId) = await seal.Sign(JsonSerializer.Serialize(said, RegistryJson.Options), cancellationToken);
            return new Response(receipt, keyId);
        }
    }

    internal static async Task<IResult> Endpoint(string number, IsoDay? on, IsoInstant? knownAt, HttpResponse response, IMediator mediator, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        return (await mediator.Send(new Query(number, on?.Value, knownAt?.Utc), cancellationToken)).ToHttp(Results.Ok);
    }
}
