using System.Runtime.CompilerServices;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;
using PeerCertification.Domain.Calendars;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Api.Features.Verification;

/// <summary>Answers how a credential stood, for everybody who asks and in every form in which the answer is given.</summary>
public sealed class VerificationDesk(PublicRegister register, TimeProvider clock, RegistrySettings registry)
{
    private const int Chunk = 1000;

    /// <summary>Without a day it is today at the board; without an instant it is now.</summary>
    public async Task<Outcome<VerificationAnswer>> Answer(string asked, DateOnly? day, DateTime? knownAtUtc, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var knownAt = knownAtUtc ?? now;
        var number = CredentialNumber.Read(asked);
        if ((number.Refusal ?? VerificationReach.Refuse(day, knownAt, now)) is { } refusal)
        {
            return refusal;
        }

        return Answer(await register.Find(number.Value, cancellationToken), day, knownAt, now, now);
    }

    /// <summary>Answers many at once, in the order asked, one reading of the database for every <see cref="Chunk"/>; no more than that is held at a time.</summary>
    /// <param name="askedAtUtc">When it was asked, where that is some time ago: without a day it is that day at the board.</param>
    public async IAsyncEnumerable<Outcome<VerificationAnswer>> AnswerMany(IReadOnlyList<string> asked, DateOnly? day, DateTime? knownAtUtc, [EnumeratorCancellation] CancellationToken cancellationToken, DateTime? askedAtUtc = null)
    {
        // One instant for the whole roster, so that its rows agree with each other.
        var now = clock.UtcNow();
        foreach (var chunk in asked.Chunk(Chunk))
        {
            var numbers = Array.ConvertAll(chunk, CredentialNumber.Read);
            var found = await register.FindMany(Array.ConvertAll(numbers, n => n.Refusal is null ? n.Value : null), cancellationToken);
            for (var i = 0; i < numbers.Length; i++)
            {
                yield return numbers[i].Refusal is { } refusal ? refusal : Answer(found[i], day, knownAtUtc ?? now, now, askedAtUtc ?? now);
            }
        }
    }

    private Outcome<VerificationAnswer> Answer(PublicCredential? found, DateOnly? day, DateTime knownAt, DateTime now, DateTime askedAt)
    {
        if (found is null)
        {
            return new Refusal("credential.not_found", "The number is well formed, but no credential of this registry has it.");
        }

        var on = day ?? BoardDay.Of(askedAt, found.Type.Board.Zone);
        return CredentialTimeline.On(on, found.Acts, knownAt) is { } standing
            ? Answer(found, standing, on, knownAt, now)
            : new Refusal("credential.not_known_then", $"The registry recorded this credential after {knownAt:yyyy-MM-ddTHH:mm:ssZ}; ask with a later knownAt.");
    }

    private VerificationAnswer Answer(PublicCredential found, StandingAnswer standing, DateOnly on, DateTime knownAt, DateTime now)
    {
        var board = found.Type.Board;
        var sentence = StandingSentence.For(standing, on);
        var rules = found.Type.RulesOn(on, knownAt);
        return new(
            found.Number,
            found.Type.Code,
            found.Type.TitleOn(on, knownAt),
            new(board.Code, board.Name),
            CredentialTimeline.NameOn(on, found.Acts, knownAt, found.NameAsPrinted),
            on,
            knownAt,
            standing.Standing,
            standing.Because,
            board.Hold is { } hold ? $"{sentence} {hold.Sentence}" : sentence,
            standing.StandingUntilOn,
            standing.FirstIssuedOn,
            standing.Period,
            found.Restrictions.Count == 0 ? [] : [.. found.Restrictions.Where(r => r.Term.HoldsOn(on, knownAt)).OrderBy(r => r.Term.FromOn).ThenBy(r => r.Id).Select(r => new VerificationAnswer.RestrictionInForce(r.Text, r.Term.FromOn, r.Term.LastDay(knownAt)))],
            EndorsementsOn(on, found, rules, knownAt),
            rules is null || rules.Life.Scope.Count == 0 ? [] : ScopeOf(found, rules, on, knownAt),
            found.Restrictions.Count == 0 ? standing.LastChangedAtUtc : found.Restrictions.Select(r => r.Term.LastChange(knownAt)).Append(standing.LastChangedAtUtc).Max()!.Value,
            board.ConfirmedAtUtc,
            board.Hold is { } said ? new(said.Reason, said.SinceUtc) : null,
            now,
            registry.Name);
    }

    private static IReadOnlyList<VerificationAnswer.EndorsementHeld> EndorsementsOn(DateOnly on, PublicCredential found, RequirementSet? rules, DateTime knownAt) =>
        CredentialTimeline.EndorsementsOn(on, found.Acts, knownAt) is { Count: > 0 } held
            ? [.. held.Select(e => new VerificationAnswer.EndorsementHeld(e.Code, rules?.Life.Endorsements.FirstOrDefault(r => r.Id == e.Code)?.Label ?? e.Code, e.FromOn, e.IsPrimary))]
            : [];

    private static IReadOnlyList<VerificationAnswer.ScopeOfPurpose> ScopeOf(PublicCredential found, RequirementSet rules, DateOnly on, DateTime knownAt)
    {
        var known = HolderFacts.Of(found, rules, on, knownAt);
        return [.. rules.Life.Scope.SelectMany(r => r.Purposes).Distinct(StringComparer.OrdinalIgnoreCase).Select(purpose => new VerificationAnswer.ScopeOfPurpose(purpose, ScopeRule.Answer(rules.Life.Scope, purpose, known).Says))];
    }
}
