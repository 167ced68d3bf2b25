using System.Net;

namespace PeerCertification.Api.Operations;

/// <summary>Whom a caller without an account counts as. One IPv4 address is one caller; of IPv6 one caller has a whole /64 to choose from, and is counted by that.</summary>
internal static class NetworkOf
{
    private const int PrefixBytes = 8;

    /// <summary>The same text for every address of one caller.</summary>
    internal static string Caller(IPAddress? address) => address switch
    {
        null => "unknown",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6 } => Prefix(address),
        _ => address.ToString(),
    };

    private static string Prefix(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[PrefixBytes..].Clear();
        return $"{new IPAddress(bytes)}/64";
    }
}
