using System.Security.Cryptography;
using System.Text;

namespace PeerCertification.Domain.Renewals;

/// <summary>A number in the order in which the lot took it, with its ticket.</summary>
/// <param name="Place">From 1, for the smallest ticket.</param>
public sealed record DrawnNumber(int Place, string Number, string Ticket);

/// <summary>
/// Draws a share of renewals for an audit so that anybody with the seed and the list of numbers draws the same. The board publishes the list, its
/// digest and where the seed will come from before anybody can know the seed; it comes from outside, such as a public drawing of a later day. So
/// nobody can choose a list or a seed that suits. docs/audits.md says it for people who want to check.
/// </summary>
public static class AuditDraw
{
    /// <summary>Digits of a seed: 32 bytes in lower-case hexadecimal.</summary>
    public const int SeedDigits = 64;

    /// <summary>The seed that a public value makes: the SHA-256 of the value as it is written, without blanks around it, in lower-case hexadecimal.</summary>
    public static string SeedOf(string value) => Sha256(value.Trim());

    /// <summary>What binds a list: the SHA-256 of its numbers as printed, in the order of their characters, each but the last followed by a line feed.</summary>
    public static string DigestOf(IEnumerable<string> numbers) => Sha256(string.Join('\n', numbers.Order(StringComparer.Ordinal)));

    /// <summary>The ticket of one number: the SHA-256 of the seed, a line feed and the number as printed, in lower-case hexadecimal.</summary>
    /// <exception cref="ArgumentException">The seed is not 64 lower-case hexadecimal digits.</exception>
    public static string Ticket(string seed, string number) => Sha256($"{Checked(seed)}\n{number}");

    /// <summary>How many of so many are drawn: the share, rounded up to a whole renewal.</summary>
    /// <param name="percent">1 to 100.</param>
    public static int Size(int count, int percent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(percent, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        return (int)((((long)count * percent) + 99) / 100);
    }

    /// <summary>The numbers with the smallest tickets, in the order of their tickets. The order of the list changes nothing.</summary>
    /// <param name="numbers">Each once, as printed.</param>
    /// <param name="percent">1 to 100.</param>
    /// <exception cref="ArgumentException">A number stands twice in the list, or the seed is not 64 lower-case hexadecimal digits.</exception>
    public static IReadOnlyList<DrawnNumber> Draw(string seed, IReadOnlyCollection<string> numbers, int percent)
    {
        var size = Size(numbers.Count, percent);
        return numbers.Distinct(StringComparer.Ordinal).Count() == numbers.Count
            ?
            [
                .. numbers.Select(number => (Number: number, Ticket: Ticket(seed, number)))
                    .OrderBy(drawn => drawn.Ticket, StringComparer.Ordinal)
                    .Take(size)
                    .Select((drawn, i) => new DrawnNumber(i + 1, drawn.Number, drawn.Ticket)),
            ]
            : throw new ArgumentException("A number stands twice in the list.", nameof(numbers));
    }

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Checked(string seed) => seed.Length == SeedDigits && seed.All(char.IsAsciiHexDigitLower)
        ? seed
        : throw new ArgumentException("A seed is 64 hexadecimal digits in lower case.", nameof(seed));
}
