using FsCheck;
using FsCheck.Fluent;
using PeerCertification.Domain.Renewals;
using PeerCertification.Domain.Tests.Requirements;

namespace PeerCertification.Domain.Tests.Renewals;

public class AuditDrawTests
{
    // Worked out beforehand by another program, as docs/audits.md shows.
    private const string Seed = "73300871f44c168e7c949de2c750e60c2c9bb8ff530017c5a267234e9cb4db8e";

    private static readonly string[] Numbers = ["NCPRSS-1000001-A", "NCPRSS-1000002-B", "NCPRSS-1000003-C", "NCPRSS-1000004-D", "NCPRSS-1000005-E"];

    [Fact]
    public void The_commitment_is_the_sha256_of_the_seed() =>
        Assert.Equal("5f1e08c00ac2f0e4bc6ff28bcdb0b7b7a9483158b838d615522d883d10290fcf", AuditDraw.Commitment(Seed));

    [Fact]
    public void The_smallest_tickets_are_drawn() => Assert.Equal(
        [
            new(1, "NCPRSS-1000003-C", "0c3d86bda9165b91f1885224353af1883c8fbd953f211336d42a7a729b09f441"),
            new(2, "NCPRSS-1000002-B", "300c9b6cac6f12f82366422fcdbae48bfbd738355f9c5fa30a0971ac8e5e471f"),
        ],
        AuditDraw.Draw(Seed, Numbers, 40));

    [Fact]
    public void The_page_for_those_who_check_shows_the_same()
    {
        var page = File.ReadAllText(Path.Combine(SeedDocuments.Repository, "docs", "audits.md"));
        Assert.Contains(Seed, page, StringComparison.Ordinal);
        Assert.Contains(AuditDraw.Commitment(Seed), page, StringComparison.Ordinal);
        Assert.All(AuditDraw.Draw(Seed, Numbers, 100), drawn => Assert.Contains($"| {drawn.Place} | {drawn.Number} | `{drawn.Ticket}` |", page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, 10, 0)]
    [InlineData(1, 1, 1)]
    [InlineData(10, 10, 1)]
    [InlineData(11, 10, 2)]
    [InlineData(100, 3, 3)]
    [InlineData(101, 3, 4)]
    [InlineData(7, 100, 7)]
    [InlineData(int.MaxValue, 100, int.MaxValue)]
    public void A_share_is_rounded_up_to_a_whole_renewal(int count, int percent, int size) => Assert.Equal(size, AuditDraw.Size(count, percent));

    [Fact]
    public void The_order_of_the_list_changes_nothing_and_a_larger_share_only_adds() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(
        (from shuffled in Gen.Shuffle(Numbers) from percent in Gen.Choose(1, 100) select (shuffled, percent)).ToArbitrary(),
        test =>
        {
            var drawn = AuditDraw.Draw(Seed, test.shuffled, test.percent);
            Assert.Equal(AuditDraw.Draw(Seed, Numbers, test.percent), drawn);
            Assert.Equal(AuditDraw.Draw(Seed, Numbers, 100).Take(drawn.Count), drawn);
        }));

    [Fact]
    public void Another_seed_draws_others() =>
        Assert.NotEqual(AuditDraw.Draw(Seed, Numbers, 100).Select(d => d.Number), AuditDraw.Draw(AuditDraw.Commitment(Seed), Numbers, 100).Select(d => d.Number));

    [Fact]
    public void What_is_no_seed_no_share_or_no_list_is_refused()
    {
        Assert.Throws<ArgumentException>(() => AuditDraw.Commitment(Seed[1..]));
        Assert.Throws<ArgumentException>(() => AuditDraw.Ticket(Seed.ToUpperInvariant(), Numbers[0]));
        Assert.Throws<ArgumentException>(() => AuditDraw.Draw(Seed, [Numbers[0], Numbers[0]], 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => AuditDraw.Size(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => AuditDraw.Size(1, 101));
    }
}
