using FluentValidation;
using MediatR;
using PeerCertification.Api.Features.Verification;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.SavedRosters;

/// <summary>A member or a key sees who is on a roster on a day, and how each stands then: one reading of the database for a page.</summary>
public static class ViewSavedRoster
{
    public sealed record Query(Guid OrganisationId, Guid RosterId, DateOnly? On, Guid? After, int Limit) : IQuery<Response>;

    /// <param name="IsWatched">Whether the organisation is told what changes of its people.</param>
    public sealed record Response(Guid Id, string Name, bool IsWatched, DateOnly On, IReadOnlyList<Item> People);

    /// <param name="Answer">Without a day asked for, of today at the board; null where the registry has no answer for that day.</param>
    public sealed record Item(Guid Id, string Number, string? Reference, DateOnly FromOn, DateOnly? UntilOn, VerificationAnswer? Answer);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Limit).InclusiveBetween(1, 500);
    }

    internal sealed class Handler(SavedRosterDesk rosters, VerificationDesk desk, TimeProvider clock) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var (own, now) = (await rosters.Own(query.OrganisationId, query.RosterId, cancellationToken), clock.UtcNow());
            if ((own.Refusal ?? VerificationReach.Refuse(query.On, now, now)) is { } refusal)
            {
                return refusal;
            }

            var day = query.On ?? DateOnly.FromDateTime(now);
            var page = await rosters.On(query.RosterId, day, query.After, query.Limit, cancellationToken);
            var answers = await desk.AnswerMany([.. page.Select(e => e.Number)], query.On, null, cancellationToken).ToListAsync(cancellationToken);
            return new Response(own.Value.Id, own.Value.Name, own.Value.IsWatched, day, [.. page.Zip(answers, (e, a) => new Item(e.Id, e.Number, e.Reference, e.FromOn, e.UntilOn, a.Refusal is null ? a.Value : null))]);
        }
    }

    internal static async Task<IResult> Endpoint(
        Guid organisationId, Guid savedRosterId, IsoDay? on, string? purpose, HttpContext http, LookupLog log, IMediator mediator, CancellationToken cancellationToken, Guid? after = null, int limit = 100)
    {
        var asker = log.AsksFor(organisationId, purpose);
        var seen = await mediator.Send(new Query(organisationId, savedRosterId, on?.Value, after, limit), cancellationToken);
        if ((asker.Refusal ?? seen.Refusal) is { } refusal)
        {
            return ProblemCatalog.ToResult(refusal);
        }

        await log.Note(asker.Value, LookupWay.Roster, seen.Value.People.Select(p => p.Answer).OfType<VerificationAnswer>().Select(a => new LookedUp(a.Number, a.On, a.KnownAtUtc, a.Standing.ToString())), null, cancellationToken);
        http.Response.Headers.CacheControl = "no-store";
        return Answers.Page(http, seen.Value, limit, seen.Value.People, person => person.Id);
    }
}
