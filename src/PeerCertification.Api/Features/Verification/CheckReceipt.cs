using System.Text.Json;
using FluentValidation;
using MediatR;
using Microsoft.IdentityModel.Tokens;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Verification;

/// <summary>Anybody asks whether a receipt is genuine, and whether the answer that it holds was corrected since: the question is asked again with all that is known now.</summary>
public static class CheckReceipt
{
    public sealed record Query(string Receipt) : IQuery<Response>;

    public sealed record Request(string Receipt);

    /// <param name="Why">Why it is not genuine: receipt.unreadable, receipt.key_unknown or receipt.signature_wrong; null where it is.</param>
    /// <param name="Question">What was asked then; null, as all that follows, where the receipt is not genuine.</param>
    /// <param name="IsCorrected">Whether the registry would answer that question otherwise today.</param>
    /// <param name="Corrected">The names of what it would answer otherwise.</param>
    /// <param name="AnswerNow">How the day of the question stands by what is known now.</param>
    /// <param name="AssessedNow">Of the receipt of an assessment: what it comes to by what is known now; null for the receipt of a verification.</param>
    public sealed record Response(bool IsGenuine, string? Why, string? KeyId, VerificationReceipt.Asked? Question, bool? IsCorrected, IReadOnlyList<string>? Corrected, VerificationAnswer? AnswerNow, AssessmentAnswer? AssessedNow)
    {
        internal static Response Not(string why) => new(false, why, null, null, null, null, null, null);
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Receipt).NotEmpty().MaximumLength(ReceiptSeal.MostCharacters);
    }

    internal sealed class Handler(VerificationDesk desk, ReceiptSeal seal, AssessmentDesk assessment) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var (read, why) = await seal.Read(query.Receipt.Trim(), cancellationToken);
            if (read is null)
            {
                return Response.Not(why!);
            }

            var receipt = JsonSerializer.Deserialize<VerificationReceipt>(Base64UrlEncoder.DecodeBytes(read.EncodedPayload), RegistryJson.Options)!;
            var (number, on, _, state, purpose) = receipt.Question;
            var again = await desk.Answer(number, on, null, cancellationToken);
            if (again.Refusal is { } refusal)
            {
                return refusal;
            }

            AssessmentAnswer? assessed = null;
            if (state is not null && purpose is not null)
            {
                var assessedAgain = await assessment.Answer(number, state, on, purpose, cancellationToken);
                if (assessedAgain.Refusal is { } notAssessed)
                {
                    return notAssessed;
                }

                assessed = assessedAgain.Value;
            }

            var corrected = receipt.DiffersIn(assessed is null ? JsonSerializer.SerializeToElement(again.Value, RegistryJson.Options) : JsonSerializer.SerializeToElement(assessed, RegistryJson.Options));
            return new Response(true, null, read.Kid, receipt.Question, corrected.Count > 0, corrected, again.Value, assessed);
        }
    }

    internal static async Task<IResult> Endpoint(Request request, HttpResponse response, IMediator mediator, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        var checkedNow = await mediator.Send(new Query(request.Receipt), cancellationToken);
        return await LookupLog.Give(response.HttpContext, checkedNow, LookupWay.Receipt, new(""), purpose: null, static c => c.AnswerNow is { } answer ? [LookedUp.Of(answer)] : [], cancellationToken);
    }
}
