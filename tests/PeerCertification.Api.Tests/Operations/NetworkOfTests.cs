using System.Net;
using PeerCertification.Api.Operations;

namespace PeerCertification.Api.Tests.Operations;

public sealed class NetworkOfTests
{
    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")] // as a socket for both families sees it
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64")] // the last of the same network
    [InlineData("2001:db8:1:3::", "2001:db8:1:3::/64")] // the first of the next
    [InlineData("fe80::1%4", "fe80::/64")]
    [InlineData("::1", "::/64")]
    public void An_IPv4_address_counts_by_itself_and_an_IPv6_address_by_its_first_64_bits(string address, string caller) =>
        Assert.Equal(caller, NetworkOf.Caller(IPAddress.Parse(address)));

    [Fact]
    public void Who_has_no_address_is_one_caller_too() => Assert.Equal("unknown", NetworkOf.Caller(null));
}
