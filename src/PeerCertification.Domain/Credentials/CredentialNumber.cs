namespace PeerCertification.Domain.Credentials;

/// <summary>
/// A credential's number: prefix, seven digits, one check character, as in <c>NCPRSS-4821937-L</c>. The check character is ISO 7064 MOD 37-2
/// over prefix and digits, which finds every single wrong character and every swap of two neighbours, the prefix included. Numbers whose
/// check character would be "*" are not issued, so that a number is letters, digits and hyphens only.
/// </summary>
public static class CredentialNumber
{
    public const int Digits = 7;

    /// <summary>Longest prefix, in capital letters and digits.</summary>
    public const int LongestPrefix = 14;

    public const int LastSerial = 9_999_999;

    private const int Longest = LongestPrefix + Digits + 1;

    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*";

    /// <summary>The number for a serial (0 to 9,999,999), or null where the serial has no issuable check character: take the next one.</summary>
    /// <param name="prefix">1 to 14 capital letters and digits.</param>
    public static string? Compose(string prefix, int serial)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(serial);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(serial, LastSerial);
        if (prefix.Length is < 1 or > LongestPrefix || !prefix.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)))
        {
            throw new ArgumentException("A prefix is 1 to 14 capital letters and digits.", nameof(prefix));
        }

        var digits = serial.ToString("D7", System.Globalization.CultureInfo.InvariantCulture);
        var check = CheckCharacter(prefix + digits);
        return check == '*' ? null : $"{prefix}-{digits}-{check}";
    }

    /// <summary>Reads a number as people type it: any case, blanks and hyphens anywhere or nowhere. Gives the number as printed.</summary>
    /// <returns>The number, or a refusal: <c>credential.number_malformed</c>, <c>credential.check_character_wrong</c>.</returns>
    public static Outcome<string> Read(string typed)
    {
        Span<char> room = stackalloc char[Longest];
        var length = 0;
        foreach (var character in typed)
        {
            if (character is '-' or ' ')
            {
                continue;
            }

            if (length == Longest || !char.IsAsciiLetterOrDigit(character))
            {
                return Malformed();
            }

            room[length++] = char.IsAsciiLetterLower(character) ? (char)(character - 'a' + 'A') : character;
        }

        var text = room[..length];
        if (length < 1 + Digits + 1 || text[^(Digits + 1)..^1].ContainsAnyExceptInRange('0', '9'))
        {
            return Malformed();
        }

        return CheckCharacter(text[..^1]) == text[^1]
            ? $"{text[..^(Digits + 1)]}-{text[^(Digits + 1)..^1]}-{text[^1]}"
            : new Refusal("credential.check_character_wrong", "The last character does not fit the rest: the number was mistyped.");
    }

    private static Refusal Malformed() =>
        new("credential.number_malformed", "A number has a prefix, seven digits and a check character, such as NCPRSS-1234567-X.");

    private static char CheckCharacter(ReadOnlySpan<char> text)
    {
        var sum = 0;
        foreach (var character in text)
        {
            sum = (sum + Alphabet.IndexOf(character, StringComparison.Ordinal)) * 2 % 37;
        }

        return Alphabet[(38 - sum) % 37];
    }
}
