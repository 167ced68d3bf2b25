using System.Text.Json;
using Bogus;
using PeerCertification.Api.Operations.Demo;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Tests.Contract;

namespace PeerCertification.Api.Tests.Operations.Demo;

public sealed class PeopleFileTests
{
    private static readonly JsonSerializerOptions Lines = new(RegistryJson.Options);

    /// <summary>How many of the sixty there are of each fate.</summary>
    private static readonly Dictionary<Fate, int> Shares = new()
    {
        [Fate.Registered] = 3,
        [Fate.Draft] = 4,
        [Fate.Abandoned] = 2,
        [Fate.Submitted] = 5,
        [Fate.InReview] = 4,
        [Fate.AwaitingApplicant] = 3,
        [Fate.AwaitingThirdParty] = 2,
        [Fate.Recommended] = 3,
        [Fate.Denied] = 2,
        [Fate.Withdrawn] = 2,
        [Fate.JustCertified] = 1,
        [Fate.Active] = 5,
        [Fate.Expiring] = 3,
        [Fate.Renewed] = 3,
        [Fate.RenewalWaiting] = 1,
        [Fate.InGrace] = 2,
        [Fate.RenewedInGrace] = 1,
        [Fate.Expired] = 3,
        [Fate.Reinstated] = 1,
        [Fate.Inactive] = 2,
        [Fate.Suspended] = 2,
        [Fate.SuspensionOver] = 1,
        [Fate.Revoked] = 2,
        [Fate.Surrendered] = 2,
        [Fate.Deceased] = 1,
    };

    /// <summary>Those that only the rules of the made-up board can bring about.</summary>
    private static readonly Fate[] OfTheDemonstration = [Fate.RenewalWaiting, Fate.InGrace, Fate.RenewedInGrace, Fate.Reinstated];

    [Fact]
    public void The_sixty_are_generated_from_a_fixed_seed_and_nobody_is_real() =>
        ApprovedText.Matches("seed-data/people.json", "[\n" + string.Join(",\n", Generate().Select(p => "  " + JsonSerializer.Serialize(p, Lines))) + "\n]\n");

    [Fact]
    public void There_are_sixty_and_every_fate_has_somebody()
    {
        Assert.Equal(60, Shares.Values.Sum());
        Assert.Equal(Enum.GetValues<Fate>(), Shares.Keys.Order());
    }

    private static IEnumerable<DemoPerson> Generate()
    {
        var faker = new Faker("en_US") { Random = new Randomizer(20_260_301) };
        var fates = Shares.SelectMany(s => Enumerable.Repeat(s.Key, s.Value)).ToList();
        return fates.Select((fate, i) =>
        {
            var (first, last) = (faker.Name.FirstName(), faker.Name.LastName());
            var (board, type) = OfTheDemonstration.Contains(fate) ? ("demo", "DPS") : i % 2 == 0 ? ("ncc-ap", "NCPRSS") : ("icrc", "PR");
            return new DemoPerson($"{first}.{last}{i + 1}@people.example.test".ToLowerInvariant().Replace("'", "", StringComparison.Ordinal), $"{first} {last}", board, type, fate);
        });
    }
}
