namespace PeerCertification.Domain.Evidence;

/// <summary>
/// Whose mailbox an address is, as far as its text tells: capital letters, blanks and a "+tag" before the at sign do not make another person.
/// Used to see that nobody supervises, trains or refers themselves; mail is always sent to the address as it was given.
/// </summary>
public static class EmailIdentity
{
    /// <summary>The address in the form that two writings of the same mailbox share.</summary>
    public static string Of(string address)
    {
        var plain = string.Concat(address.Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant();
        var at = plain.LastIndexOf('@');
        var tag = plain.IndexOf('+', StringComparison.Ordinal);
        return tag > 0 && tag < at ? plain[..tag] + plain[at..] : plain;
    }

    /// <summary>Whether both lead to the same mailbox.</summary>
    public static bool Same(string one, string other) => Of(one) == Of(other);
}
