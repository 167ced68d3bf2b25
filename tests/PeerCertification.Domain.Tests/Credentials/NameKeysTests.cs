using PeerCertification.Domain.Credentials;

namespace PeerCertification.Domain.Tests.Credentials;

public sealed class NameKeysTests
{
    [Theory]
    [InlineData("Ana Ruiz", "RUIZ/ANA")]
    [InlineData("Ana María García Márquez", "MARIAGARCIAMARQUEZ/ANA GARCIAMARQUEZ/ANAMARIA MARQUEZ/ANAMARIAGARCIA")] // where the family name begins, nobody wrote down
    [InlineData("Hulda O'Keefe", "OKEEFE/HULDA")]
    [InlineData("Hulda O’Keefe Jr.", "OKEEFE/HULDA")] // another apostrophe, and a generation
    [InlineData("Jean-Luc Saint-Pierre III", "LUCSAINTPIERRE/JEAN SAINTPIERRE/JEANLUC PIERRE/JEANLUCSAINT")]
    [InlineData("Søren Łuczak-Æbel", "LUCZAKAEBEL/SOREN AEBEL/SORENLUCZAK")] // letters that have no accent to leave out
    [InlineData("Madonna", "MADONNA/")] // one word is a family name
    [InlineData("Malcolm X", "")] // one letter is none
    [InlineData("Jr.", "JR/")] // what stands alone is a name
    [InlineData("Ольга Петрова", "ПЕТРОВА/ОЛЬГА")]
    [InlineData("---", "")]
    public void A_name_is_parted_at_every_word_but_the_first(string name, string keys) =>
        Assert.Equal(keys, string.Join(' ', NameKeys.Of(name).Select(key => $"{key.Family}/{key.Given}")));

    [Theory]
    [InlineData("de la Cruz", "DELACRUZ")]
    [InlineData("  D'Ángelo, Jr. ", "DANGELO")]
    [InlineData(null, "")]
    public void What_is_asked_for_is_read_as_printed_names_are(string? asked, string key) => Assert.Equal(key, NameKeys.Asked(asked));

    [Fact]
    public void However_long_a_name_is_its_keys_are_few_and_short_and_no_two_alike()
    {
        var keys = NameKeys.Of(string.Join(' ', Enumerable.Repeat(new string('a', 60), 50)));

        Assert.InRange(keys.Count, 1, 8);
        Assert.All(keys, key => Assert.True(key.Family.Length <= NameKeys.Longest && key.Given.Length <= NameKeys.Longest));
        Assert.Equal(keys.Count, keys.Select(k => k.Family).Distinct().Count());
    }
}
