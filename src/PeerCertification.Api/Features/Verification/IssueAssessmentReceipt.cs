using System.Text.Json;
using FluentValidation;
using MediatR;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Verification;

/// <summary>
/// Anybody takes the answer to whether the holder of a credential may do something as a receipt: signed, as that of a verification is. With it is remembered
/// how the credential stood on the day, so that its holder is told when the board corrects that.
/// </summary>
public static class IssueAssessmentReceipt
{
    public sealed record Query(string Number, string State, DateOnly ServiceDate, string Purpose) : IQuery<Issued>, IAssessmentQuestion;

    /// <param name="State">Two letters, such as NY: where the service is given.</param>
    /// <param name="Purpose">A code that boards' rules know, such as H0038.</param>
    public sealed record Request(string Number, string State, DateOnly ServiceDate, string Purpose);

    /// <param name="Receipt">A JWS in compact form (RFC 7515); its payload holds the question and the whole answer.</param>
    /// <param name="KeyId">Which of the keys at /.well-known/jwks.json it was signed with.</param>
    public sealed record Response(string Receipt, string KeyId);

    /// <summary>A receipt, the assessment that is on it, and the verification that it rests on.</summary>
    public sealed record Issued(Response Shown, AssessmentAnswer Assessed, VerificationAnswer Answer);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => Include(new AssessmentQuestionValidator());
    }

    internal sealed class Handler(AssessmentDesk desk, VerificationDesk verification, ReceiptSeal seal, RegistrySettings registry) : IRequestHandler<Query, Outcome<Issued>>
    {
        public async Task<Outcome<Issued>> Handle(Query query, CancellationToken cancellationToken)
        {
            var assessed = await desk.Answer(query.Number, query.State, query.ServiceDate, query.Purpose, cancellationToken);
            if (assessed.Refusal is { } notAssessed)
            {
                return notAssessed;
            }

            var answered = await verification.Answer(query.Number, query.ServiceDate, null, cancellationToken);
            if (answered.Refusal is { } refusal)
            {
                return refusal;
            }

            var answer = assessed.Value;
            var said = VerificationReceipt.Of(registry, new(answer.Number, answer.ServiceDate, answer.AnsweredAtUtc, answer.State, answer.Purpose), answer, answer.AnsweredAtUtc);
            var (receipt, keyId) = await seal.Sign(JsonSerializer.Serialize(said, RegistryJson.Options), cancellationToken);
            return new Issued(new Response(receipt, keyId), answer, answered.Value);
        }
    }

    internal static async Task<IResult> Endpoint(Request request, HttpResponse response, IMediator mediator, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        var issued = await mediator.Send(new Query(request.Number, request.State, request.ServiceDate, request.Purpose), cancellationToken);
        return await LookupLog.Give(
            response.HttpContext, issued, LookupWay.Receipt, new(request.Number, request.ServiceDate), request.Purpose, static i => [LookedUp.Of(i.Assessed)], cancellationToken,
            static i => Results.Ok(i.Shown), static i => (i.Shown.Receipt, i.Answer));
    }
}
