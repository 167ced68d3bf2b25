using PeerCertification.Api.Security;

namespace PeerCertification.Api.Tests.Security;

public class OutsideRoleTests
{
    [Theory]
    [InlineData("Reviewer@ncc-ap", Role.Reviewer, "ncc-ap")]
    [InlineData("BoardAdministrator@icrc", Role.BoardAdministrator, "icrc")]
    [InlineData("Applicant", Role.Applicant, null)]
    [InlineData("Operator", Role.Operator, null)]
    public void A_role_is_read_with_its_board_or_without_one(string claim, Role role, string? board) =>
        Assert.Equal(new OutsideRole(role, board), OutsideRole.Read(claim));

    [Theory]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("@ncc-ap")]
    [InlineData("Reviewer")]
    [InlineData("Reviewer@")]
    [InlineData("Operator@")]
    [InlineData("Operator@ncc-ap")]
    [InlineData("Applicant@ncc-ap")]
    [InlineData("reviewer@ncc-ap")]
    [InlineData("1@ncc-ap")]
    [InlineData("5")]
    [InlineData("Applicant, Operator")]
    [InlineData("Emperor@ncc-ap")]
    public void Anything_else_is_no_role(string claim) => Assert.Null(OutsideRole.Read(claim));
}
