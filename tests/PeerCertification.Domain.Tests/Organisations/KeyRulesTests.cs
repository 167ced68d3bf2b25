using PeerCertification.Domain.Organisations;

namespace PeerCertification.Domain.Tests.Organisations;

public sealed class KeyRulesTests
{
    private static readonly DateTime Noon = new(2026, 3, 14, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(1, false, true)]
    [InlineData(0, false, false)] // its end is the first instant at which it is not
    [InlineData(1, true, false)]
    public void A_key_is_good_until_its_end_unless_it_was_revoked(int secondsLeft, bool isRevoked, bool isGood) =>
        Assert.Equal(isGood, KeyRules.IsGood(Noon.AddSeconds(secondsLeft), isRevoked ? Noon : null, Noon));

    [Theory]
    [InlineData(true, false, null)]
    [InlineData(true, true, "api_key.already_rotated")]
    [InlineData(false, true, "api_key.already_rotated")]
    [InlineData(false, false, "api_key.ended")]
    public void A_good_key_is_followed_by_one_other(bool isGood, bool isFollowed, string? refused) =>
        Assert.Equal(refused, KeyRules.RefuseRotating(isGood, isFollowed)?.Code);

    [Theory]
    [InlineData(48, 24, 24)]
    [InlineData(12, 24, 12)] // never longer than it would have been
    [InlineData(48, 0, 0)]
    public void A_rotated_key_ends_after_the_overlap(int hoursLeft, int overlapHours, int endsInHours) =>
        Assert.Equal(Noon.AddHours(endsInHours), KeyRules.EndAfterRotation(Noon.AddHours(hoursLeft), Noon, overlapHours));

    [Theory]
    [InlineData(OrganisationRole.Owner, false, OrganisationRole.Member, 1, null)]
    [InlineData(OrganisationRole.Owner, false, OrganisationRole.Owner, 2, null)]
    [InlineData(OrganisationRole.Owner, true, OrganisationRole.Owner, 1, "organisation.last_owner")]
    [InlineData(OrganisationRole.Member, true, OrganisationRole.Member, 1, null)]
    [InlineData(OrganisationRole.Member, false, OrganisationRole.Member, 1, "organisation.owner_needed")]
    [InlineData(OrganisationRole.Member, false, OrganisationRole.Owner, 2, "organisation.owner_needed")]
    public void Owners_end_memberships_and_everybody_their_own(OrganisationRole by, bool isOwn, OrganisationRole role, int owners, string? refused) =>
        Assert.Equal(refused, OrganisationMembership.RefuseEnding(by, isOwn, role, owners)?.Code);
}
