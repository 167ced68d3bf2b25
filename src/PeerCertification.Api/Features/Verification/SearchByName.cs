using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.Verification;

/// <summary>
/// Anybody who knows somebody's name and state looks for their credentials, by the names that are or were printed on them. It is no list to
/// harvest: more than <see cref="Most"/> are none. Whom a board hides is left out before anything is counted, so that nothing tells them from nobody.
/// </summary>
public static class SearchByName
{
    internal const int Most = 20;

    public sealed record Query(string FamilyName, string? GivenName, string State) : IQuery<Response>;

    /// <param name="Found">Those who are so named, and, where they are few enough, those whose names begin so, as a verification of today answers.</param>
    /// <param name="IsTooWide">Whether there are more than can be shown; how many is not told.</param>
    public sealed record Response(IReadOnlyList<VerificationAnswer> Found, bool IsTooWide, string? Advice);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.FamilyName).IsPlainText(200).Must(name => NameKeys.Asked(name).Length >= NameKeys.FewestLetters).WithMessage($"Write at least {NameKeys.FewestLetters} letters of the family name.");
            RuleFor(q => q.GivenName).IsPlainText(200);
            RuleFor(q => q.State).IsState();
        }
    }

    internal sealed class Handler(RegistryContext db, VerificationDesk desk, TimeProvider clock) : IRequestHandler<Query, Outcome<Response>>
    {
        /// <summary>Sorts behind every letter.</summary>
        private const char BehindAll = '\uFFFF';

        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var (family, given, state) = (NameKeys.Asked(query.FamilyName), NameKeys.Asked(query.GivenName), query.State.ToUpperInvariant());
            var exact = await Numbers(state, family, family, given, cancellationToken);
            var begun = exact.Count > Most ? exact : await Numbers(state, family, family + BehindAll, given, cancellationToken);
            var shown = begun.Count <= Most ? begun : exact.Count <= Most ? exact : [];
            var found = new List<VerificationAnswer>();
            await foreach (var answer in desk.AnswerMany(shown, null, null, cancellationToken))
            {
                if (answer.Refusal is null)
                {
                    found.Add(answer.Value);
                }
            }

            found.Sort((one, other) => string.CompareOrdinal($"{one.NameAsPrinted}\n{one.Number}", $"{other.NameAsPrinted}\n{other.Number}"));
            return begun.Count <= Most ? new Response(found, false, null) : new Response(found, true, "Narrow your search: write more of the family name, or the given name too.");
        }

        /// <summary>The numbers of one more than can be shown, at most. Boards that certify in every state are asked whatever the state.</summary>
        private Task<List<string>> Numbers(string state, string from, string to, string given, CancellationToken cancellationToken)
        {
            // A change of name is told of once its day has begun everywhere.
            var today = DateOnly.FromDateTime(clock.UtcNow().AddHours(-12));
            var givenTo = given + BehindAll;
            return db.Database.SqlQuery<string>($"""
                SELECT DISTINCT c."Number" AS "Value"
                FROM "PrintedNames" n
                JOIN "Credentials" c ON c."Id" = n."CredentialId"
                WHERE n."BoardId" IN (SELECT b."Id" FROM "Boards" b WHERE b."State" = {state} OR b."State" = {Board.Everywhere})
                  AND n."FamilyKey" >= {from} AND n."FamilyKey" <= {to} AND n."GivenKey" >= {given} AND n."GivenKey" <= {givenTo}
                  AND (n."PrintedFromOn" IS NULL OR n."PrintedFromOn" <= {today})
                  AND NOT EXISTS (SELECT 1 FROM "HiddenHolders" h WHERE h."ApplicantId" = n."ApplicantId")
                LIMIT {Most + 1}
                """).ToListAsync(cancellationToken);
        }
    }

    internal static async Task<IResult> Endpoint(HttpResponse response, IMediator mediator, CancellationToken cancellationToken, string? familyName = null, string? givenName = null, string? state = null, string? purpose = null)
    {
        response.Headers.CacheControl = "no-store";
        var answered = await mediator.Send(new Query(familyName ?? "", givenName, state ?? ""), cancellationToken);
        return await LookupLog.Give(response.HttpContext, answered, LookupWay.Search, new(""), purpose, static r => [.. r.Found.Select(a => new LookedUp(a.Number, a.On, a.KnownAtUtc, a.Standing.ToString()))], cancellationToken);
    }
}
