using PeerCertification.Domain.Credentials;

namespace PeerCertification.Domain.Tests.Credentials;

/// <summary>The registry's answers beside those of the oracle, over histories grown by chance: acts, corrections, days, and instants of knowledge.</summary>
public class StandingOracleTests
{
    private const int Histories = 3000;

    [Fact]
    public void Thousands_of_histories_stand_as_the_oracle_says_on_every_day_and_as_known_at_every_instant()
    {
        Dictionary<(Standing, StandingCause), int> seen = [];
        var longest = 0;
        for (var seed = 0; seed < Histories; seed++)
        {
            var chance = new Random(seed);
            var history = GrownHistories.Grow(chance);
            longest = Math.Max(longest, history.Count);
            var oracle = new StandingOracle(history);
            var days = GrownHistories.Days(history).ToArray();
            var instants = GrownHistories.Instants(history).ToArray();
            foreach (var knownAt in chance.GetItems(instants, 8))
            {
                foreach (var day in chance.GetItems(days, 4))
                {
                    var answer = CredentialTimeline.On(day, history, knownAt);
                    var said = oracle.Say(day, knownAt, "As awarded");
                    var ours = answer is null ? default : (answer.Standing, answer.StandingUntilOn, answer.FirstIssuedOn, answer.Period, answer.LastChangedAtUtc, answer.Because, CredentialTimeline.NameOn(day, history, knownAt, "As awarded"), Endorsed(CredentialTimeline.EndorsementsOn(day, history, knownAt)));
                    Assert.True(answer is null == said is null && (said is null || ours == said.Value), $"History {seed}, {day:O} as known at {knownAt:O}: {ours}, and the oracle says {said}.\n{string.Join('\n', history)}");
                    if (answer is not null)
                    {
                        seen[(answer.Standing, answer.Because)] = seen.GetValueOrDefault((answer.Standing, answer.Because)) + 1;
                    }
                }
            }
        }

        // Chance must have come by everything that there is to say, more than now and then.
        Assert.All(Enum.GetValues<Standing>(), standing => Assert.True(seen.Where(s => s.Key.Item1 == standing).Sum(s => s.Value) > 500, $"{standing} was hardly met."));
        Assert.All(Enum.GetValues<StandingCause>(), cause => Assert.True(seen.Where(s => s.Key.Item2 == cause).Sum(s => s.Value) > 500, $"{cause} was hardly met."));
        Assert.True(longest > 10);
    }

    private static string Endorsed(IEnumerable<HeldEndorsement> held) => string.Join(' ', held.OrderBy(e => e.Code, StringComparer.Ordinal).Select(e => e.IsPrimary ? $"{e.Code} first" : e.Code));
}
