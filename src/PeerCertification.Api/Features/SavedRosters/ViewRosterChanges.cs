using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using PeerCertification.Api.Features.Verification;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.SavedRosters;

/// <summary>
/// A member or a key sees of whom on a roster something else is told today, where the board is, than at the end of an earlier day (UTC): by what was recorded
/// since, also where it reaches back, and by what nobody recorded, such as an expiry.
/// </summary>
public static class ViewRosterChanges
{
    public sealed record Query(Guid OrganisationId, Guid RosterId, DateOnly Since, Guid? After, int Limit) : IQuery<Response>;

    /// <param name="Looked">How many people of the roster were looked at for this page; fewer changed.</param>
    /// <param name="LastLookedAt">The last of them, after whom the next page begins; null where none was.</param>
    /// <param name="Asked">Both questions about each of them: who is not among the changes stands as on that day. It stays inside.</param>
    public sealed record Response(DateOnly Since, DateOnly Today, int Looked, Guid? LastLookedAt, IReadOnlyList<Item> Changes, [property: JsonIgnore] IReadOnlyList<LookedUp> Asked);

    /// <param name="Was">Null where the credential was not known then.</param>
    /// <param name="Changed">The names of what is told otherwise; empty where nothing was told then.</param>
    public sealed record Item(Guid Id, string Number, string? Reference, Standing? Was, IReadOnlyList<string> Changed, VerificationAnswer Now);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Limit).InclusiveBetween(1, 500);
    }

    internal sealed class Handler(SavedRosterDesk rosters, VerificationDesk desk, TimeProvider clock) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var (own, now) = (await rosters.Own(query.OrganisationId, query.RosterId, cancellationToken), clock.UtcNow());
            if ((own.Refusal ?? VerificationReach.Refuse(query.Since, now, now, "since")) is { } refusal)
            {
                return refusal;
            }

            var today = DateOnly.FromDateTime(now);
            if (query.Since > today)
            {
                return new Refusal("request.invalid", "The request has fields that cannot be accepted.", new Dictionary<string, string[]> { ["since"] = ["That day has not come yet."] });
            }

            var page = await rosters.On(query.RosterId, today, query.After, query.Limit, cancellationToken);
            List<string> numbers = [.. page.Select(e => e.Number)];
            var end = query.Since == today ? now : query.Since.AddDays(1).ToDateTime(default, DateTimeKind.Utc).AddTicks(-1);
            var then = await desk.AnswerMany(numbers, query.Since, end, cancellationToken).ToListAsync(cancellationToken);
            var answers = await desk.AnswerMany(numbers, null, null, cancellationToken).ToListAsync(cancellationToken);
            var changed = from at in Enumerable.Range(0, page.Count)
                          where answers[at].Refusal is null && answers[at].Value.On >= query.Since // in the evening of a board it is tomorrow in UTC
                          let was = then[at].Refusal is null ? then[at].Value : null
                          let differs = was is null ? [] : Parts.Where(part => !part.Value(was, answers[at].Value)).Select(part => part.Key).ToList()
                          where was is null || differs.Count > 0
                          select new Item(page[at].Id, page[at].Number, page[at].Reference, was?.Standing, differs, answers[at].Value);
            return new Response(query.Since, today, page.Count, page.LastOrDefault()?.Id, [.. changed], [.. numbers.SelectMany((number, at) => (LookedUp[])[Of(number, query.Since, then[at], end), Of(number, null, answers[at], now)])]);
        }
    }

    /// <summary>What may be told otherwise of a credential itself; what its board says of all its data is not among it.</summary>
    internal static readonly IReadOnlyDictionary<string, Func<VerificationAnswer, VerificationAnswer, bool>> Parts = new Dictionary<string, Func<VerificationAnswer, VerificationAnswer, bool>>
    {
        ["standing"] = (was, now) => was.Standing == now.Standing,
        ["standingUntilOn"] = (was, now) => was.StandingUntilOn == now.StandingUntilOn,
        ["because"] = (was, now) => was.Because == now.Because,
        ["period"] = (was, now) => was.Period == now.Period,
        ["restrictions"] = (was, now) => was.Restrictions.SequenceEqual(now.Restrictions),
        ["endorsements"] = (was, now) => was.Endorsements.SequenceEqual(now.Endorsements),
        ["nameAsPrinted"] = (was, now) => was.NameAsPrinted == now.NameAsPrinted,
    };

    private static LookedUp Of(string number, DateOnly? on, Outcome<VerificationAnswer> answered, DateTime knownAtUtc) =>
        answered.Refusal is { } refusal ? new LookedUp(number, on, knownAtUtc, refusal.Code) : LookedUp.Of(answered.Value);

    internal static async Task<IResult> Endpoint(
        Guid organisationId, Guid savedRosterId, IsoDay since, string? purpose, HttpContext http, LookupLog log, IMediator mediator, CancellationToken cancellationToken, Guid? after = null, int limit = 100)
    {
        var asker = log.AsksFor(organisationId, purpose);
        var seen = await mediator.Send(new Query(organisationId, savedRosterId, since.Value, after, limit), cancellationToken);
        if ((asker.Refusal ?? seen.Refusal) is { } refusal)
        {
            return ProblemCatalog.ToResult(refusal);
        }

        await log.Note(asker.Value, LookupWay.Roster, seen.Value.Asked, null, cancellationToken);
        http.Response.Headers.CacheControl = "no-store";
        return Answers.Page(http, seen.Value, limit, Enumerable.Repeat(seen.Value.LastLookedAt, seen.Value.Looked).ToList(), last => last!);
    }
}
