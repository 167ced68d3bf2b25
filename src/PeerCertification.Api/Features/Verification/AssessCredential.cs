using FluentValidation;
using MediatR;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Verification;

/// <summary>Anybody asks whether the holder of a credential may do something in a state on a day: yes, no or cannot say, with every reason.</summary>
public static class AssessCredential
{
    public sealed record Query(string Number, string State, DateOnly ServiceDate, string Purpose) : IQuery<AssessmentAnswer>, IAssessmentQuestion;

    /// <param name="State">Two letters, such as NY: where the service is given.</param>
    /// <param name="Purpose">A code that boards' rules know, such as H0038.</param>
    public sealed record Request(string Number, string State, DateOnly ServiceDate, string Purpose);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => Include(new AssessmentQuestionValidator());
    }

    internal sealed class Handler(AssessmentDesk desk) : IRequestHandler<Query, Outcome<AssessmentAnswer>>
    {
        public Task<Outcome<AssessmentAnswer>> Handle(Query query, CancellationToken cancellationToken) => desk.Answer(query.Number, query.State, query.ServiceDate, query.Purpose, cancellationToken);
    }

    internal static async Task<IResult> Endpoint(Request request, HttpResponse response, IMediator mediator, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        var answered = await mediator.Send(new Query(request.Number, request.State, request.ServiceDate, request.Purpose), cancellationToken);
        return await LookupLog.Give(response.HttpContext, answered, LookupWay.Assessment, new(request.Number, request.ServiceDate), request.Purpose, static a => [LookedUp.Of(a)], cancellationToken);
    }
}
