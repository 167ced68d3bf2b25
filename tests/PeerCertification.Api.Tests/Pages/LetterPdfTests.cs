using PeerCertification.Api.Pages;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;

namespace PeerCertification.Api.Tests.Pages;

public sealed class LetterPdfTests
{
    [Theory]
    [InlineData("Zoë D’Ángelo-Núñez (Peña) \\ €", "Zoë D’Ángelo-Núñez (Peña) \\ €", false)]
    [InlineData("Łucja Dvořák Erdős", "?ucja Dvorák Erdos", true)] // no font that every reader has holds them
    [InlineData("Ольга", "?????", true)]
    [InlineData("Kim 😀 Day", "Kim ? Day", true)]
    [InlineData("𝒜na", "?na", true)] // beyond the letters of sixteen bits
    public void A_name_is_read_back_as_it_is_or_said_to_be_simplified(string name, string read, bool isSimplified)
    {
        var letter = new LetterPdf("Carta de verificación", "es");
        letter.Strong(name);

        using var file = PdfDocument.Open(letter.Close());

        Assert.Equal(read, Text(file.GetPage(1)));
        Assert.Equal(isSimplified, letter.IsSimplified);
        Assert.Equal("Carta de verificación", file.Information.Title);
    }

    [Fact]
    public void Long_texts_are_broken_into_lines_and_pages_and_lose_no_word()
    {
        var words = Enumerable.Range(1, 1500).Select(n => $"word{n}").Append(new string('x', 300)).ToList();
        var letter = new LetterPdf("Long", "en");
        letter.Line(string.Join(' ', words));

        using var file = PdfDocument.Open(letter.Close());

        Assert.True(file.NumberOfPages > 1);
        Assert.Equal(string.Concat(words), string.Concat(file.GetPages().Select(Text)).Replace(" ", "", StringComparison.Ordinal));
        Assert.All(file.GetPages().SelectMany(p => p.Letters), l => Assert.InRange(l.Location.Y, 20, 792));
    }

    [Fact]
    public void A_long_word_is_not_broken_within_a_letter()
    {
        var letter = new LetterPdf("Long", "en");
        letter.Line(string.Concat(Enumerable.Repeat("😀", 200)));

        using var file = PdfDocument.Open(letter.Close());

        Assert.Equal(new string('?', 200), Text(file.GetPage(1)));
    }

    private static string Text(Page page) => string.Concat(page.Letters.Select(l => l.Value));
}
