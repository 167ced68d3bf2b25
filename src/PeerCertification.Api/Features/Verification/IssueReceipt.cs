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
    public sealed record Query(string Number, DateOnly? On, DateTime? KnownAtUtc) : IQuery<Issued>;

    /// <param name="Receipt">A JWS in compact form (RFC 7515); its payload holds the question and the whole answer.</param>
    /// <param name="KeyId">Which of the keys at /.well-known/jwks.json it was signed with.</param>
    public sealed record Response(string Receipt, string KeyId);

    /// <summary>A receipt, and the answer that is on it.</summary>
    public sealed record Issued(Response Shown, VerificationAnswer Answer);

    internal sealed class Handler(VerificationDesk desk, ReceiptSeal seal, RegistrySettings registry) : IRequestHandler<Query, Outcome<Issued>>
    {
        public async Task<Outcome<Issued>> Handle(Query query, CancellationToken cancellationToken)
        {
            var answered = await desk.Answer(query.Number, query.On, query.KnownAtUtc, cancellationToken);
            if (answered.Refusal is { } refusal)
            {
                return refusal;
            }

            var answer = answered.Value;
            var said = VerificationReceipt.Of(registry, new(answer.Number, answer.On, answer.KnownAtUtc), answer, answer.AnsweredAtUtc);
            var (receipt, keyId) = await seal.Sign(JsonSerializer.Serialize(said, RegistryJson.Options), cancellationToken);
            return new Issued(new Response(receipt, keyId), answer);
        }
    }

    internal static async Task<IResult> Endpoint(string number, IsoDay? on, IsoInstant? knownAt, string? purpose, HttpResponse response, IMediator mediator, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        var issued = await mediator.Send(new Query(number, on?.Value, knownAt?.Utc), cancellationToken);
        return await LookupLog.Give(
            response.HttpContext, issued, LookupWay.Receipt, new(number, on?.Value, knownAt?.Utc), purpose, static i => [new LookedUp(i.Answer.Number, i.Answer.On, i.Answer.KnownAtUtc, i.Answer.Standing.ToString())], cancellationToken,
            static i => Results.Ok(i.Shown), static i => (i.Shown.Receipt, i.Answer));
    }
}
