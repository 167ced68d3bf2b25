using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Domain.Tests.Applications;

public class BeginningRuleTests
{
    [Theory]
    [InlineData(Standing.NotYetEffective, "application.already_certified")]
    [InlineData(Standing.Active, "application.already_certified")]
    [InlineData(Standing.InGrace, "application.already_certified")]
    [InlineData(Standing.Inactive, "application.already_certified")]
    [InlineData(Standing.Suspended, "application.already_certified")]
    [InlineData(Standing.Expired, null)]
    [InlineData(Standing.Revoked, null)]
    [InlineData(Standing.Surrendered, null)]
    [InlineData(Standing.Deceased, null)]
    public void Who_holds_the_credential_does_not_begin_again(Standing standing, string? refused) =>
        Assert.Equal(refused, BeginningRule.Refuse(hasOneOpen: false, [Standing.Expired, standing])?.Code);

    [Theory]
    [InlineData(Standing.Suspended, "application.already_certified")]
    [InlineData(Standing.Revoked, null)]
    public void Nobody_comes_to_hold_two_of_one_type(Standing other, string? refused) =>
        Assert.Equal(refused, BeginningRule.RefuseSecond([other])?.Code);

    [Fact]
    public void Every_standing_has_an_answer() => Assert.All(Enum.GetValues<Standing>(), standing => BeginningRule.IsHeld(standing));

    [Fact]
    public void One_open_application_is_told_before_anything_else() =>
        Assert.Equal("application.already_open", BeginningRule.Refuse(hasOneOpen: true, [Standing.Active])?.Code);

    [Fact]
    public void Somebody_new_may_begin() => Assert.Null(BeginningRule.Refuse(hasOneOpen: false, []));
}
