using PeerCertification.Api.Pages;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Tokens;

namespace PeerCertification.Api.Tests.Pages;

public sealed class LetterPdfTests
{
    [Theory]
    [InlineData("Zoë D’Ángelo-Núñez (Peña) \\ €", "Zoë D’Ángelo-Núñez (Peña) \\ €", false)]
    [InlineData("Łucja Dvořák Erdős", "Łucja Dvořák Erdős", false)]
    [InlineData("Ольга", "Ольга", false)]
    [InlineData("Ελένη", "Ελένη", false)]
    [InlineData("Nguyễn Thị Ánh", "Nguyễn Thị Ánh", false)]
    [InlineData("Zoe\u0308", "Zoë", false)] // the same letter, written as two
    [InlineData("Ẹ\u0300bùn", "Ẹ\u0300bùn", false)] // no one letter is the same
    [InlineData("Kim 😀 Day", "Kim ? Day", true)]
    [InlineData("👨‍👩‍👧 Day", "? Day", true)] // five letters for a program, one for a reader
    [InlineData("𝒜na", "?na", true)] // beyond the letters of sixteen bits
    [InlineData("李小龍", "???", true)]
    [InlineData("أمل", "???", true)] // PDFsharp would write it the wrong way round
    public void A_name_is_read_back_as_it_is_or_said_to_be_simplified(string name, string read, bool isSimplified)
    {
        var letter = Letter();
        letter.Strong(name);
        letter.Line(name);

        using var file = PdfDocument.Open(letter.Close());

        Assert.Equal(read + read, Text(file.GetPage(1)));
        Assert.Equal(isSimplified, letter.IsSimplified);
    }

    [Fact]
    public void What_is_no_character_is_written_as_the_sign_for_that()
    {
        var letter = Letter();
        letter.Line("x\uFFFEy");

        using var file = PdfDocument.Open(letter.Close());

        Assert.Equal("x\uFFFDy", Text(file.GetPage(1)));
    }

    [Fact]
    public void A_letter_names_its_title_its_language_and_when_it_was_written_and_holds_its_fonts()
    {
        var letter = Letter("Carta de verificación", "es");
        letter.Strong("Łucja");
        letter.Line("Łucja");

        using var file = PdfDocument.Open(letter.Close());

        Assert.Equal("Carta de verificación", file.Information.Title);
        Assert.Equal("D:20260301120000+00'00'", file.Information.CreationDate);
        var catalog = file.Structure.Catalog.CatalogDictionary.Data;
        Assert.Equal("es", Assert.IsType<StringToken>(catalog["Lang"]).Data);
        var preferences = file.Structure.GetObject(Assert.IsType<IndirectReferenceToken>(catalog["ViewerPreferences"]).Data).Data;
        Assert.True(Assert.IsType<BooleanToken>(Assert.IsType<DictionaryToken>(preferences).Data["DisplayDocTitle"]).Data);
        Assert.Equal(2, file.GetPage(1).Letters.Select(l => l.FontName).Distinct().Count());
        Assert.All(file.GetPage(1).Letters, l => Assert.Matches("^[A-Z]{6}\\+Noto", l.FontName)); // six letters stand before the name of a font that the file holds
    }

    [Fact]
    public void Long_texts_are_broken_into_lines_and_pages_and_lose_no_word()
    {
        var words = Enumerable.Range(1, 1500).Select(n => $"word{n}").Append(new string('x', 300)).Append(new string('W', 300)).ToList();
        var letter = Letter();
        letter.Line(string.Join(' ', words));

        using var file = PdfDocument.Open(letter.Close());

        Assert.True(file.NumberOfPages > 1);
        Assert.Equal(string.Concat(words), string.Concat(file.GetPages().Select(Text)).Replace(" ", "", StringComparison.Ordinal));
        Assert.All(file.GetPages().SelectMany(p => p.Letters), l =>
        {
            Assert.InRange(l.Location.Y, 72, 720);
            Assert.InRange(l.EndBaseLine.X, 72, 540.1);
        });
    }

    [Fact]
    public void A_long_word_is_not_broken_within_a_letter()
    {
        var letter = Letter();
        letter.Line(string.Concat(Enumerable.Repeat("😀", 200)));

        using var file = PdfDocument.Open(letter.Close());

        Assert.Equal(new string('?', 200), Text(file.GetPage(1)));
    }

    [Fact]
    public void Letters_that_are_written_side_by_side_do_not_mix()
    {
        string[] names = ["Łucja Dvořák", "Ольга", "Ελένη", "Nguyễn Thị Ánh"];

        var read = Enumerable.Range(0, 64).AsParallel().AsOrdered().WithDegreeOfParallelism(8).Select(n =>
        {
            var letter = Letter();
            letter.Heading(names[n % 4]);
            using var file = PdfDocument.Open(letter.Close());
            return Text(file.GetPage(1));
        }).ToList();

        Assert.Equal(Enumerable.Range(0, 64).Select(n => names[n % 4]), read);
    }

    private static LetterPdf Letter(string title = "Letter", string language = "en") => new(title, language, new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc));

    private static string Text(Page page) => string.Concat(page.Letters.Select(l => l.Value));
}
