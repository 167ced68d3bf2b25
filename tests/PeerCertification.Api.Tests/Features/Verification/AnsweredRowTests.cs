using System.Text;
using System.Text.Json;
using PeerCertification.Api.Features.Verification;
using PeerCertification.Api.Persistence;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Api.Tests.Features.Verification;

/// <summary>A line of a roster is written by code of its own, and says what the same answer says everywhere else.</summary>
public sealed class AnsweredRowTests
{
    private static readonly DateTime At = new(2026, 3, 1, 15, 4, 5, 678, DateTimeKind.Utc);

    private static readonly VerificationAnswer Least = new(
        "NCPRSS-0000042-J", "NCPRSS", "Peer", new("ncc-ap", "Board"), "Robin Marsh", new(2026, 3, 1), At, Standing.Active, StandingCause.ActsAndPeriod, "Active.", null, new(2024, 3, 4), new(new(2024, 3, 4), new(2026, 3, 3)),
        [], [], [], At, null, null, At, "Registry");

    public static TheoryData<AnsweredRow> Rows =>
    [
        new AnsweredRow(1, Least, null, null),
        new AnsweredRow(2, null, "credential.not_found", "No credential of this registry has it."),
        new AnsweredRow(3, Least with
        {
            NameAsPrinted = "Zoë \"Zo\" O’Hara <script> & \t😀",
            Standing = Standing.InGrace,
            StandingUntilOn = new(2026, 4, 1),
            Period = new(new(2024, 3, 4), new(2026, 3, 3), new(2026, 4, 2)),
            Restrictions = [new("Works under supervision only.", new(2026, 1, 1), null), new("Not with minors.", new(2026, 1, 1), new(2026, 12, 31))],
            Endorsements = [new("family", "Family", new(2025, 1, 1), true)],
            Scope = [.. Enum.GetValues<ScopeSays>().Select(says => new VerificationAnswer.ScopeOfPurpose("H0038", says))],
            LastChangedAtUtc = At.AddTicks(1),
            BoardConfirmedAtUtc = At.AddDays(-1),
            BoardOnHold = new("Moving house.", At),
        }, null, null),
    ];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_line_is_written_as_everything_else_is(AnsweredRow row) =>
        Assert.Equal(JsonSerializer.Serialize(row, RegistryJson.Options), Encoding.UTF8.GetString(row.Written(asCsv: false)));

    [Fact]
    public void Every_standing_is_written_by_its_name()
    {
        foreach (var standing in Enum.GetValues<Standing>())
        {
            A_line_is_written_as_everything_else_is(new(1, Least with { Standing = standing }, null, null));
        }
    }
}
