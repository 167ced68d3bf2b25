using FsCheck;
using FsCheck.Fluent;
using PeerCertification.Domain.Renewals;
using PeerCertification.Domain.Tests.Requirements;

namespace PeerCertification.Domain.Tests.Renewals;

public class AuditDrawTests
{
    // Worked out beforehand by another program, as docs/audits.md shows.
    private const string Seed = "040283bd2c348b17f7fd994cf733615618c44dbd4071b15cdc4b21b07932148c";

    private const string Value = "New York Lottery, Win 4, evening of 2026-04-01: 4-8-1-7";

    private const string Digest = "ca059a6fa9c6434a35bf2f8dd4855be8a77871a13ea64943ea47bc3934162d50";

    private static readonly string[] Numbers = ["NCPRSS-1000001-A", "NCPRSS-1000002-B", "NCPRSS-1000003-C", "NCPRSS-1000004-D", "NCPRSS-1000005-E"];

    [Theory]
    [InlineData(Value)]
    [InlineData($" {Value}\n")]
    public void The_seed_is_the_sha256_of_a_public_value_whatever_blanks_are_around_it(string value) => Assert.Equal(Seed, AuditDraw.SeedOf(value));

    [Fact]
    public void The_digest_binds_the_list_whatever_its_order()
    {
        Assert.Equal(Digest, AuditDraw.DigestOf(Numbers));
        Assert.Equal(Digest, AuditDraw.DigestOf(Numbers.Reverse()));
        Assert.NotEqual(Digest, AuditDraw.DigestOf(Numbers[1..]));
    }

    [Fact]
    public void The_smallest_tickets_are_drawn() => Assert.Equal(
        [
            new(1, "NCPRSS-1000002-B", "045df80c88ae3eb3b348c64f24e673607d49969907505b983a87973c3b51f4c3"),
            new(2, "NCPRSS-1000003-C", "768ad36cf4d218e77e3da65889a1236b43716e12c0b584e5791af0aa08a52655"),
        ],
        AuditDraw.Draw(Seed, Numbers, 40));

    [Fact]
    public void The_page_for_those_who_check_shows_the_same()
    {
        var page = File.ReadAllText(Path.Combine(SeedDocuments.Repository, "docs", "audits.md"));
        Assert.Contains(Seed, page, StringComparison.Ordinal);
        Assert.Contains(Digest, page, StringComparison.Ordinal);
        Assert.Contains(Value, page, StringComparison.Ordinal);
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
        Assert.NotEqual(AuditDraw.Draw(Seed, Numbers, 100).Select(d => d.Number), AuditDraw.Draw(AuditDraw.SeedOf(Seed), Numbers, 100).Select(d => d.Number));

    [Fact]
    public void What_is_no_seed_no_share_or_no_list_is_refused()
    {
        Assert.Throws<ArgumentException>(() => AuditDraw.Ticket(Seed[1..], Numbers[0]));
        Assert.Throws<ArgumentException>(() => AuditDraw.Ticket(Seed.ToUpperInvariant(), Numbers[0]));
        Assert.Throws<ArgumentException>(() => AuditDraw.Draw(Seed, [Numbers[0], Numbers[0]], 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => AuditDraw.Size(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => AuditDraw.Size(1, 101));
    }
}
