using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Elements;
using static PeerCertification.Domain.Tests.Requirements.Entries;
using static PeerCertification.Domain.Tests.Requirements.Rules;

namespace PeerCertification.Domain.Tests.Requirements;

public class CredentialHeldTests
{
    private static readonly HeldCredential Pr = new("ncc-ap", "PR", "NY", "Active", new DateOnly(2024, 2, 29), new DateOnly(2026, 4, 30), ["IC&RC"]);

    [Theory]
    [InlineData("\"types\": [\"CPS\", \"pr\"]", true)] // capital and small letters are the same
    [InlineData("\"types\": [\"CPS\"]", false)]
    [InlineData("\"boards\": [\"ncc-ap\"]", true)]
    [InlineData("\"boards\": [\"ic-rc\"]", false)]
    [InlineData("\"states\": [\"NJ\", \"NY\"]", true)]
    [InlineData("\"states\": [\"NJ\"]", false)]
    [InlineData("\"tags\": [\"IC&RC\"]", true)]
    [InlineData("\"tags\": [\"other\"]", false)]
    [InlineData("\"types\": [\"PR\"], \"states\": [\"NJ\"]", false)] // all that is asked
    [InlineData("\"types\": [\"PR\"], \"standings\": [\"Lapsed\"]", false)]
    [InlineData("\"types\": [\"PR\"], \"standings\": [\"Lapsed\", \"Active\"]", true)]
    [InlineData("\"types\": [\"PR\"], \"atLeastDaysLeft\": 60", true)]
    [InlineData("\"types\": [\"PR\"], \"atLeastDaysLeft\": 61", false)]
    [InlineData("\"types\": [\"PR\"], \"atLeastMonthsHeld\": 24", true)]
    [InlineData("\"types\": [\"PR\"], \"atLeastMonthsHeld\": 25", false)]
    [InlineData("\"types\": [\"PR\"], \"atLeast\": 2", false)]
    public void It_must_be_the_credential_that_is_asked(string members, bool isMet)
    {
        var finding = Judge(ReadElement("credential", members), Accepted() with { Held = [Pr] });
        Assert.Equal((isMet, isMet ? null : "Hold this credential first: It."), (finding.IsMet, finding.Cure));
    }

    [Theory]
    [InlineData("2026-02-28", "Active", false)] // ended yesterday, whatever its board still calls it
    [InlineData("2026-03-01", "Active", true)] // its last day
    [InlineData("2026-02-28", "Lapsed", true)] // of one that lapsed nobody asks for days left
    [InlineData(null, "Active", true)]
    public void An_active_one_has_not_ended(string? ends, string standing, bool isMet) =>
        Assert.Equal(isMet, Judge(ReadElement("credential", $"\"types\": [\"PR\"], \"standings\": [\"{standing}\"]"), Accepted() with { Held = [Pr with { EndsOn = ends is null ? null : Day(ends), Standing = standing }] }).IsMet);

    [Theory]
    [InlineData("2026-02-27", false)]
    [InlineData("2026-02-28", true)] // 24 months since 29 February 2024
    public void How_long_it_was_held_is_counted_by_the_calendar(string on, bool isMet) =>
        Assert.Equal(isMet, Judge(ReadElement("credential", "\"types\": [\"PR\"], \"atLeastMonthsHeld\": 24"), Accepted() with { Held = [Pr] }, Day(on)).IsMet);

    [Fact]
    public void One_that_is_issued_tomorrow_is_not_held_today() =>
        Assert.False(Judge(ReadElement("credential", "\"types\": [\"PR\"]"), Accepted() with { Held = [Pr with { IssuedOn = Today.AddDays(1) }] }).IsMet);

    [Fact]
    public void Several_can_be_asked() =>
        Assert.True(Judge(ReadElement("credential", "\"states\": [\"NY\"], \"atLeast\": 2"), Accepted() with { Held = [Pr, Pr with { Type = "CPS" }] }).IsMet);

    [Fact]
    public void The_ends_of_the_calendar_do_no_harm() =>
        Assert.True(Judge(ReadElement("credential", "\"types\": [\"PR\"], \"atLeastDaysLeft\": 0, \"atLeastMonthsHeld\": 1200"), Accepted() with { Held = [Pr with { IssuedOn = DateOnly.MinValue, EndsOn = DateOnly.MaxValue }] }, DateOnly.MaxValue).IsMet);

    [Fact]
    public void A_rule_that_any_credential_would_meet_is_refused() => Assert.Contains("which credential", Problem("credential", "\"atLeast\": 1"), StringComparison.Ordinal);
}
