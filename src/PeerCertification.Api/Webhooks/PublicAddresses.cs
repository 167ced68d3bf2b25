using System.Net;
using System.Net.Sockets;

namespace PeerCertification.Api.Webhooks;

/// <summary>
/// Which addresses are on the public Internet, after IANA's registries of special-purpose addresses. What an organisation names as its webhook
/// must be one of them: otherwise it could make the registry speak to the machines beside it.
/// </summary>
internal static class PublicAddresses
{
    /// <summary>Of IPv6, only these were given out for use.</summary>
    private static readonly IPNetwork GivenOut = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // behind a carrier's translation
            "127.0.0.0/8", // loopback
            "168.63.129.16/32", // the machine below, in one large cloud
            "169.254.0.0/16", // link-local, and what clouds tell their machines
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // relays from IPv6
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4", // reserved, and broadcast
            "2001::/23", // protocol assignments, tunnels among them
            "2001:db8::/32", // documentation
            "2002::/16", // an IPv4 address inside
            "3fff::/20", // documentation
        }.Select(text => IPNetwork.Parse(text)),
    ];

    internal static bool Contain(IPAddress address)
    {
        var read = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return (read.AddressFamily == AddressFamily.InterNetwork || GivenOut.Contains(read)) && !NotPublic.Any(network => network.Contains(read));
    }
}
