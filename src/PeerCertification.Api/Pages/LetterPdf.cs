using System.Globalization;
using System.Text;
using PdfSharp.Drawing;
using PdfSharp.Fonts;
using PdfSharp.Pdf;

namespace PeerCertification.Api.Pages;

/// <summary>
/// Writes lines of text as a PDF file in Noto Sans, which holds what the text needs of the font. A letter that the font lacks stands as a
/// question mark. Letters are counted as a reader counts them: one with marks of its own is one.
/// </summary>
internal sealed class LetterPdf(string title, string language, DateTime writtenAtUtc)
{
    // In points, of which an inch has 72: a page of the size Letter.
    private const double PageWidth = 612;
    private const double PageHeight = 792;
    private const double Margin = 72;
    private const double LineWidth = PageWidth - (2 * Margin);

    private readonly List<(XFont Font, IReadOnlyList<string> Words)> _paragraphs = [];

    /// <summary>Whether any letter does not stand as it was given.</summary>
    internal bool IsSimplified { get; private set; }

    internal void Heading(string text) => Add(LetterFonts.OfProcess.Heading, text);

    internal void Strong(string text) => Add(LetterFonts.OfProcess.Strong, text);

    internal void Line(string text) => Add(LetterFonts.OfProcess.Line, text);

    internal void Gap() => Line("");

    internal byte[] Close()
    {
        using var file = new PdfDocument { Language = language };
        (file.Info.Title, file.Info.Creator, file.Info.CreationDate) = (title, "Peer certification registry", writtenAtUtc);
        file.ViewerPreferences.DisplayDocTitle = true;
        using var measured = XGraphics.CreateMeasureContext(new XSize(PageWidth, PageHeight), XGraphicsUnit.Point, XPageDirection.Downwards);
        foreach (var page in Pages(_paragraphs.SelectMany(p => Lines(p.Words, text => measured.MeasureString(text, p.Font).Width).Select(text => (p.Font, text)))))
        {
            using var drawn = XGraphics.FromPdfPage(file.AddPage(new PdfPage { Width = XUnit.FromPoint(PageWidth), Height = XUnit.FromPoint(PageHeight) }));
            foreach (var (font, text, y) in page)
            {
                drawn.DrawString(text, font, XBrushes.Black, Margin, y);
            }
        }

        using var bytes = new MemoryStream();
        file.Save(bytes);
        return bytes.ToArray();
    }

    private void Add(XFont font, string text)
    {
        var words = text.Replace('\uFFFE', '\uFFFD').Normalize(NormalizationForm.FormC).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        _paragraphs.Add((font, [.. words.Select(word => string.Concat(Letters(word).Select(InFont)))]));

        string InFont(string letter)
        {
            var isInFont = letter.EnumerateRunes().All(rune => GlyphHelper.GlyphIndexFromCodePoint(rune.Value, font) != 0);
            IsSimplified |= !isInFont;
            return isInFont ? letter : "?";
        }
    }

    /// <summary>The lines that words make, of which there is one even where there are no words.</summary>
    private static IEnumerable<string> Lines(IReadOnlyList<string> words, Func<string, double> width)
    {
        var line = new StringBuilder();
        var (taken, space) = (0.0, width(" "));
        foreach (var word in words.SelectMany(word => Parts(word, width)))
        {
            var wide = width(word);
            if (line.Length > 0 && taken + space + wide > LineWidth)
            {
                yield return line.ToString();
                line.Clear();
            }

            taken = line.Length > 0 ? taken + space + wide : wide;
            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        yield return line.ToString();
    }

    /// <summary>A word, or where it is wider than a line, its parts that are as wide as they can be.</summary>
    private static IEnumerable<string> Parts(string word, Func<string, double> width)
    {
        if (width(word) <= LineWidth)
        {
            yield return word;
            yield break;
        }

        var part = new StringBuilder();
        var taken = 0.0;
        foreach (var letter in Letters(word))
        {
            var wide = width(letter);
            if (part.Length > 0 && taken + wide > LineWidth)
            {
                yield return part.ToString();
                part.Clear();
                taken = 0;
            }

            taken += wide;
            part.Append(letter);
        }

        yield return part.ToString();
    }

    /// <summary>Lines with how far from the top of their page they stand.</summary>
    private static IEnumerable<IReadOnlyList<(XFont Font, string Text, double Y)>> Pages(IEnumerable<(XFont Font, string Text)> lines)
    {
        var (page, y) = (new List<(XFont, string, double)>(), Margin);
        foreach (var (font, text) in lines)
        {
            y += font.GetHeight();
            if (y > PageHeight - Margin)
            {
                yield return page;
                (page, y) = ([], Margin + font.GetHeight());
            }

            page.Add((font, text, y));
        }

        yield return page;
    }

    private static IEnumerable<string> Letters(string word)
    {
        for (var letters = StringInfo.GetTextElementEnumerator(word); letters.MoveNext();)
        {
            yield return letters.GetTextElement();
        }
    }
}
