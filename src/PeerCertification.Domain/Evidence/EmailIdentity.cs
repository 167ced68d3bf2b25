using System.Globalization;

namespace PeerCertification.Domain.Evidence;

/// <summary>
/// Whose mailbox an address is, as far as its text tells: capital letters, blanks, a "+tag" before the at sign and another way to write the host
/// (RFC 5891, 4.2; a full stop at its end) do not make another person. Used to see that nobody supervises, trains or refers themselves; mail is always sent to the address as it was given.
/// </summary>
public static class EmailIdentity
{
    /// <summary>The address in the form that two writings of the same mailbox share.</summary>
    public static string Of(string address)
    {
        var plain = string.Concat(address.Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant();
        var at = plain.LastIndexOf('@');
        var (user, host) = at < 0 ? (plain, "") : (plain[..at], plain[(at + 1)..]);
        var tag = user.IndexOf('+', StringComparison.Ordinal);
        return $"{(tag > 0 ? user[..tag] : user)}@{AsLookedUp(host)}";
    }

    /// <summary>The host as it is asked for in the network, or as it stands where it has no such form.</summary>
    private static string AsLookedUp(string host)
    {
        try
        {
            return new IdnMapping().GetAscii(host).TrimEnd('.').ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return host;
        }
    }

    /// <summary>Whether both lead to the same mailbox.</summary>
    public static bool Same(string one, string other) => Of(one) == Of(other);
}
