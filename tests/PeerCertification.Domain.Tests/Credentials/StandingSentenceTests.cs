using PeerCertification.Domain.Credentials;

namespace PeerCertification.Domain.Tests.Credentials;

public class StandingSentenceTests
{
    private static readonly StandingAnswer Answer = new(Standing.Active, null, new(2024, 3, 15), new(new(2024, 3, 15), new(2026, 3, 14), new(2026, 4, 13)), default);

    [Theory]
    [InlineData(Standing.NotYetEffective, "Not yet in effect on 2 January 2026; it begins on 15 March 2024.")]
    [InlineData(Standing.Active, "Active on 2 January 2026; the period ends with 14 March 2026.")]
    [InlineData(Standing.InGrace, "The period ended with 14 March 2026; the board grants grace to the end of 13 April 2026.")]
    [InlineData(Standing.Expired, "Expired on 2 January 2026; the period ended with 14 March 2026.")]
    [InlineData(Standing.Inactive, "Inactive on 2 January 2026: kept, but not to be practised under.")]
    [InlineData(Standing.Suspended, "Suspended on 2 January 2026, until the board lifts it.")]
    [InlineData(Standing.Revoked, "Revoked by the board; not good on 2 January 2026.")]
    [InlineData(Standing.Surrendered, "Given up by its holder; not good on 2 January 2026.")]
    [InlineData(Standing.Deceased, "The holder had died by 2 January 2026.")]
    public void Each_standing_has_a_sentence(Standing standing, string sentence) =>
        Assert.Equal(sentence, StandingSentence.For(Answer with { Standing = standing }, new(2026, 1, 2)));

    [Fact]
    public void A_suspension_with_a_last_day_says_it() =>
        Assert.Equal("Suspended on 2 January 2026, to the end of 31 January 2026.", StandingSentence.For(Answer with { Standing = Standing.Suspended, StandingUntilOn = new(2026, 1, 31) }, new(2026, 1, 2)));

    [Fact]
    public void No_standing_goes_without_a_sentence() =>
        Assert.All(Enum.GetValues<Standing>(), s => Assert.NotEmpty(StandingSentence.For(Answer with { Standing = s }, new(2026, 1, 2))));
}
