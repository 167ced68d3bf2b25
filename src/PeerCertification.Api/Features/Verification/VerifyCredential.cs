using MediatR;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;
using PeerCertification.Domain.Calendars;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.Verification;

/// <summary>
/// Anybody asks how a credential stood on a day, as known at an instant. The answer says nothing of the person but the printed name. This is the
/// busiest question of all: behind it is one prepared statement by hand (<see cref="PublicRegister"/>), and no validator but Domain's.
/// </summary>
public static class VerifyCredential
{
    /// <summary>Without a day it is today at the board; without an instant it is now.</summary>
    public sealed record Query(string Number, DateOnly? On, DateTime? KnownAtUtc) : IQuery<Response>;

    public sealed record Response(
        string Number,
        string CredentialType,
        string PublicTitle,
        BoardNamed Board,
        string NameAsPrinted,
        DateOnly On,
        DateTime KnownAtUtc,
        Standing Standing,
        string Sentence,
        DateOnly? StandingUntilOn,
        DateOnly FirstIssuedOn,
        Period Period,
        IReadOnlyList<RestrictionInForce> Restrictions,
        DateTime LastChangedAtUtc,
        DateTime AnsweredAtUtc,
        string Registry);

    public sealed record BoardNamed(string Code, string Name);

    public sealed record RestrictionInForce(string Text, DateOnly FromOn, DateOnly? UntilOn);

    internal sealed class Handler(PublicRegister register, TimeProvider clock, RegistrySettings registry) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var now = clock.UtcNow();
            var knownAt = query.KnownAtUtc ?? now;
            var number = CredentialNumber.Read(query.Number);
            if ((number.Refusal ?? VerificationReach.Refuse(query.On, knownAt, now)) is { } refusal)
            {
                return refusal;
            }

            if (await register.Find(number.Value, cancellationToken) is not { } found)
            {
                return new Refusal("credential.not_found", "The number is well formed, but no credential of this registry has it.");
            }

            var on = query.On ?? clock.TodayAt(BoardZone.Named(found.Type.BoardTimeZone));
            return CredentialTimeline.On(on, found.Acts, knownAt) is { } standing
                ? Answer(found, standing, on, knownAt, now)
                : new Refusal("credential.not_known_then", $"The registry recorded this credential after {knownAt:yyyy-MM-ddTHH:mm:ssZ}; ask with a later knownAt.");
        }

        private Response Answer(PublicCredential found, StandingAnswer standing, DateOnly on, DateTime knownAt, DateTime now) => new(
            found.Number,
            found.Type.Code,
            found.Type.TitleOn(on, knownAt),
            new BoardNamed(found.Type.BoardCode, found.Type.BoardName),
            CredentialTimeline.NameOn(on, found.Acts, knownAt, found.NameAsPrinted),
            on,
            knownAt,
            standing.Standing,
            StandingSentence.For(standing, on),
            standing.StandingUntilOn,
            standing.FirstIssuedOn,
            standing.Period,
            [.. found.Restrictions.Where(r => r.Term.HoldsOn(on, knownAt)).Select(r => new RestrictionInForce(r.Text, r.Term.FromOn, r.Term.LastDay(knownAt)))],
            found.Restrictions.Select(r => r.Term.LastChange(knownAt)).Append(standing.LastChangedAtUtc).Max()!.Value,
            now,
            registry.Name);
    }

    internal static async Task<IResult> Endpoint(string number, IsoDay? on, IsoInstant? knownAt, HttpResponse response, IMediator mediator, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        return (await mediator.Send(new Query(number, on?.Value, knownAt?.Utc), cancellationToken)).ToHttp(Results.Ok);
    }
}
