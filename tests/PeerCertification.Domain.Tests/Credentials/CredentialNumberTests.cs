using PeerCertification.Domain.Credentials;

namespace PeerCertification.Domain.Tests.Credentials;

public class CredentialNumberTests
{
    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    public static TheoryData<string> Numbers() => [.. new[] { "NCPRSS", "PR", "X", "CPS2" }.SelectMany(Some)];

    /// <summary>ISO 7064, MOD 37-2: the sum of each character's value times 2 to the power of its place from the right is 1 (mod 37).</summary>
    [Theory]
    [InlineData("A", 0, "A-0000000-V")] // 10 * 2^8 = 2560, which is 7 (mod 37); 7 + 31 = 38, which is 1; 31 is V
    [InlineData("NCPRSS", 4_821_937, "NCPRSS-4821937-L")]
    [InlineData("PR", 1_000_000, "PR-1000000-U")]
    public void The_check_character_follows_the_standards_formula(string prefix, int serial, string number) =>
        Assert.Equal(number, CredentialNumber.Compose(prefix, serial));

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Every_single_wrong_character_is_refused(string number)
    {
        foreach (var position in Places(number))
        {
            foreach (var wrong in Letters.Where(c => c != number[position]))
            {
                Assert.NotNull(CredentialNumber.Read(number[..position] + wrong + number[(position + 1)..]).Refusal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Every_swap_of_two_neighbours_is_refused(string number)
    {
        var compact = number.Replace("-", "", StringComparison.Ordinal);
        for (var i = 0; i + 1 < compact.Length; i++)
        {
            if (compact[i] != compact[i + 1])
            {
                Assert.NotNull(CredentialNumber.Read(compact[..i] + compact[i + 1] + compact[i] + compact[(i + 2)..]).Refusal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_number_reads_back_as_people_type_it(string number)
    {
        Assert.Equal(number, CredentialNumber.Read(number).Value);
        Assert.Equal(number, CredentialNumber.Read($"  {number.ToLowerInvariant()} ").Value);
        Assert.Equal(number, CredentialNumber.Read(number.Replace("-", "", StringComparison.Ordinal)).Value);
        Assert.Equal(number, CredentialNumber.Read(string.Join(' ', number.ToCharArray())).Value);
    }

    [Fact]
    public void Numbers_are_letters_digits_and_hyphens_and_some_serials_have_none()
    {
        var composed = Enumerable.Range(0, 2000).Select(serial => CredentialNumber.Compose("NCPRSS", serial)).ToList();

        Assert.InRange(composed.Count(n => n is null), 30, 80); // one in 37
        Assert.All(composed.OfType<string>(), n => Assert.Matches("^NCPRSS-[0-9]{7}-[0-9A-Z]$", n));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1234567X")] // no prefix
    [InlineData("NCPRSS-123456-X")] // six digits
    [InlineData("NCPRSS-12345O7-X")] // the letter O
    [InlineData("NCPRSS-1234567-*")]
    [InlineData("NÇPRSS-1234567-X")]
    [InlineData("ABCDEFGHIJKLMNO-1234567-X")] // a prefix of fifteen
    public void What_is_not_a_number_is_malformed(string text) =>
        Assert.Equal("credential.number_malformed", CredentialNumber.Read(text).Refusal?.Code);

    [Theory]
    [InlineData("")]
    [InlineData("ncprss")]
    [InlineData("NC-PR")]
    [InlineData("ABCDEFGHIJKLMNO")]
    public void A_prefix_is_capital_letters_and_digits(string prefix) =>
        Assert.Throws<ArgumentException>(() => CredentialNumber.Compose(prefix, 1));

    [Theory]
    [InlineData(-1)]
    [InlineData(10_000_000)]
    public void A_serial_has_seven_digits(int serial) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CredentialNumber.Compose("PR", serial));

    private static IEnumerable<string> Some(string prefix) =>
        new[] { 0, 1, 1_000_000, 4_821_937, 5_555_555, 9_876_543, 9_999_990 }.Select(serial => CredentialNumber.Compose(prefix, serial)).OfType<string>();

    private static IEnumerable<int> Places(string number) => Enumerable.Range(0, number.Length).Where(i => number[i] != '-');
}
