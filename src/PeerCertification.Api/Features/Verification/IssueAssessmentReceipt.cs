using System.Text.Json;
using MediatR;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Verification;

/// <summary>
/// Anybody takes the answer to whether the holder of a credential may do something as a receipt: signed, as that of a verification is. With it is remembered
/// how the credential stood on the day, so that its holder is told when the board corrects that.
/// </summary>
public static class IssueAssessmentReceipt
{
    public sealed record Query(AssessCredential.Response Answer) : IQuery<Issued>;

    /// <summary>A receipt, the assessment that is on it, and what it rests on.</summary>
    public sealed record Issued(IssueReceipt.Response Shown, AssessCredential.Response Assessed, VerificationAnswer Answer);

    internal sealed class Handler(VerificationDesk desk, ReceiptSeal seal, RegistrySettings registry) : IRequestHandler<Query, Outcome<Issued>>
    {
        public async Task<Outcome<Issued>> Handle(Query query, CancellationToken cancellationToken)
        {
            var assessed = query.Answer;
            var answered = await desk.Answer(assessed.Number, assessed.ServiceDate, null, cancellationToken);
            if (answered.Refusal is { } refusal)
            {
                return refusal;
            }

            var said = new VerificationReceipt(
                registry.PublicAddress,
                new DateTimeOffset(assessed.AnsweredAtUtc).ToUnixTimeSeconds(),
                registry.Name,
                new(assessed.Number, assessed.ServiceDate, assessed.AnsweredAtUtc, assessed.State, assessed.Purpose),
                JsonSerializer.SerializeToElement(assessed, RegistryJson.Options));
            var (receipt, keyId) = await seal.Sign(JsonSerializer.Serialize(said, RegistryJson.Options), cancellationToken);
            return new Issued(new IssueReceipt.Response(receipt, keyId), assessed, answered.Value);
        }
    }

    internal static async Task<IResult> Endpoint(AssessCredential.Request request, HttpResponse response, IMediator mediator, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        var assessed = await mediator.Send(new AssessCredential.Query(request.Number, request.State, request.ServiceDate, request.Purpose), cancellationToken);
        var issued = assessed.Refusal is { } refusal ? refusal : await mediator.Send(new Query(assessed.Value), cancellationToken);
        return await LookupLog.Give(
            response.HttpContext, issued, LookupWay.Receipt, new(request.Number, request.ServiceDate), request.Purpose, static i => [new LookedUp(i.Assessed.Number, i.Assessed.ServiceDate, i.Assessed.AnsweredAtUtc, i.Assessed.Says.ToString())], cancellationToken,
            static i => Results.Ok(i.Shown), static i => (i.Shown.Receipt, i.Answer));
    }
}
