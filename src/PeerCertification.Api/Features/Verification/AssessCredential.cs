using FluentValidation;
using MediatR;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Api.Features.Verification;

/// <summary>
/// Anybody asks whether the holder of a credential may do something in a state on a day: yes, no or cannot say, with every reason. The registry
/// records no employers, so what a board's rules make hang on them cannot be said.
/// </summary>
public static class AssessCredential
{
    public sealed record Query(string Number, string State, DateOnly ServiceDate, string Purpose) : IQuery<Response>;

    /// <param name="State">Two letters, such as NY: where the service is given.</param>
    /// <param name="Purpose">A code that boards' rules know, such as H0038.</param>
    public sealed record Request(string Number, string State, DateOnly ServiceDate, string Purpose);

    public sealed record Response(
        string Number,
        string CredentialType,
        VerificationAnswer.BoardNamed Board,
        string State,
        DateOnly ServiceDate,
        string Purpose,
        ScopeSays Says,
        IReadOnlyList<AssessmentReason> Reasons,
        DateTime AnsweredAtUtc,
        string Registry);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.State).Must(state => state is [var first, var second] && char.IsAsciiLetter(first) && char.IsAsciiLetter(second)).WithMessage("A state has two letters, such as NY.");
            RuleFor(q => q.Purpose).NotEmpty().IsPlainText(40);
        }
    }

    internal sealed class Handler(PublicRegister register, TimeProvider clock, RegistrySettings registry) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var now = clock.UtcNow();
            var number = CredentialNumber.Read(query.Number);
            if ((number.Refusal ?? VerificationReach.Refuse(query.ServiceDate, now, now, "serviceDate")) is { } refusal)
            {
                return refusal;
            }

            if (await register.Find(number.Value, cancellationToken) is not { } found || CredentialTimeline.On(query.ServiceDate, found.Acts, now) is not { } standing)
            {
                return new Refusal("credential.not_found", "The number is well formed, but no credential of this registry has it.");
            }

            var board = found.Type.Board;
            var question = new PurposeQuestion(
                query.Purpose.Trim().ToUpperInvariant(),
                query.State.ToUpperInvariant(),
                query.ServiceDate,
                clock.TodayAt(board.Zone),
                board.State,
                board.Hold,
                standing,
                found.Type.RulesOn(query.ServiceDate, now),
                [.. found.Restrictions.Where(r => r.Term.HoldsOn(query.ServiceDate, now)).Select(r => r.Text)]);
            var assessed = PurposeAssessment.Of(question, HolderFacts.Of(found, question.Rules, query.ServiceDate, now));
            return new Response(found.Number, found.Type.Code, new(board.Code, board.Name), question.State, question.ServiceOn, question.Purpose, assessed.Says, assessed.Reasons, now, registry.Name);
        }
    }

    internal static async Task<IResult> Endpoint(Request request, HttpResponse response, IMediator mediator, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        var answered = await mediator.Send(new Query(request.Number, request.State, request.ServiceDate, request.Purpose), cancellationToken);
        return await LookupLog.Give(response.HttpContext, answered, LookupWay.Assessment, new(request.Number, request.ServiceDate), request.Purpose, static a => [new LookedUp(a.Number, a.ServiceDate, a.AnsweredAtUtc, a.Says.ToString())], cancellationToken);
    }
}
