using PeerCertification.Domain.Requirements;

namespace PeerCertification.Domain.Tests.Requirements;

public class VersionIntervalTests
{
    private static readonly VersionInterval[] Published =
    [
        new(1, new DateOnly(2015, 1, 1), new DateOnly(2017, 12, 31)),
        new(2, new DateOnly(2018, 1, 1), null),
        new(3, new DateOnly(2020, 7, 1), new DateOnly(2020, 12, 31)),
    ];

    [Theory]
    [InlineData("2014-12-31", null)] // before any rules
    [InlineData("2015-01-01", 1)] // first day inside
    [InlineData("2017-12-31", 1)] // last day inside
    [InlineData("2018-01-01", 2)]
    [InlineData("2020-06-30", 2)]
    [InlineData("2020-07-01", 3)] // where two cover the day, the later one
    [InlineData("2020-12-31", 3)]
    [InlineData("2021-01-01", 2)] // the older one is still open
    public void The_day_of_receipt_finds_its_version(string day, int? version) =>
        Assert.Equal(version, VersionInterval.InForce(Published, DateOnly.Parse(day, null))?.Number);
}
