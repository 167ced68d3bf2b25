using PeerCertification.Domain.Credentials;

namespace PeerCertification.Domain.Tests.Credentials;

public class ActSentenceTests
{
    private static readonly CredentialAct Issued = new(1, CredentialActKind.Issue, new(2026, 1, 1), default);

    [Theory]
    [InlineData(CredentialActKind.Deactivate, "Inactive, from 2026-03-01 on.")]
    [InlineData(CredentialActKind.Reactivate, "Active again, from 2026-03-01 on.")]
    [InlineData(CredentialActKind.Suspend, "Suspension, from 2026-03-01 on.")]
    [InlineData(CredentialActKind.LiftSuspension, "Suspension lifted, from 2026-03-01 on.")]
    [InlineData(CredentialActKind.Revoke, "Revocation, from 2026-03-01 on.")]
    [InlineData(CredentialActKind.Surrender, "Surrender, from 2026-03-01 on.")]
    public void An_act_is_told_with_its_day(CredentialActKind kind, string sentence) =>
        Assert.Equal(sentence, ActSentence.Of(2, [Issued, new(2, kind, new(2026, 3, 1), default)], ActWords.English));

    [Fact]
    public void A_suspension_with_a_last_day_says_it() =>
        Assert.Equal("Suspension, from 2026-03-01 to the end of 2026-03-14.", ActSentence.Of(2, [Issued, new(2, CredentialActKind.Suspend, new(2026, 3, 1), default, UntilOn: new(2026, 3, 14))], ActWords.English));

    [Fact]
    public void What_is_taken_back_is_told_with_the_day_from_which_it_had_been() =>
        Assert.Equal(
            "Taken back, as if it had never been: Revocation, from 2026-03-01 on.",
            ActSentence.Of(3, [Issued, new(2, CredentialActKind.Revoke, new(2026, 3, 1), default), new(3, CredentialActKind.Vacate, new(2026, 4, 1), default, VacatesSequence: 2)], ActWords.English));

    [Fact]
    public void No_act_goes_without_a_sentence() =>
        Assert.All(Enum.GetValues<CredentialActKind>().Where(k => k != CredentialActKind.Vacate), k => Assert.NotEmpty(ActSentence.Of(1, [Issued with { Kind = k }], ActWords.English)));
}
