using MediatR;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Verification;

/// <summary>
/// Anybody asks how a credential stood on a day, as known at an instant. The answer says nothing of the person but the printed name. This is the
/// busiest question of all: behind it is one prepared statement by hand (<see cref="PublicRegister"/>), and no validator but Domain's.
/// </summary>
public static class VerifyCredential
{
    /// <summary>Without a day it is today at the board; without an instant it is now.</summary>
    public sealed record Query(string Number, DateOnly? On, DateTime? KnownAtUtc) : IQuery<VerificationAnswer>;

    internal sealed class Handler(VerificationDesk desk) : IRequestHandler<Query, Outcome<VerificationAnswer>>
    {
        public Task<Outcome<VerificationAnswer>> Handle(Query query, CancellationToken cancellationToken) => desk.Answer(query.Number, query.On, query.KnownAtUtc, cancellationToken);
    }

    internal static async Task<IResult> Endpoint(string number, IsoDay? on, IsoInstant? knownAt, string? purpose, HttpResponse response, IMediator mediator, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        var answered = await mediator.Send(new Query(number, on?.Value, knownAt?.Utc), cancellationToken);
        return await LookupLog.Give(response.HttpContext, answered, LookupWay.Verification, new(number, on?.Value, knownAt?.Utc), purpose, static a => [new LookedUp(a.Number, a.On, a.KnownAtUtc, a.Standing.ToString())], cancellationToken);
    }
}
