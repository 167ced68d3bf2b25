using PdfSharp.Drawing;
using PdfSharp.Fonts;
using PdfSharp.Pdf;

namespace PeerCertification.Api.Pages;

/// <summary>The fonts of a letter: Noto Sans, which the program holds itself, so that a letter looks the same on every machine.</summary>
internal sealed class LetterFonts : IFontResolver
{
    private const string Family = "Noto Sans";
    private const string Regular = "NotoSans-Regular.ttf";
    private const string Bold = "NotoSans-Bold.ttf";

    /// <summary>The fonts of the process, made once: PDFsharp takes one resolver, before the first font.</summary>
    internal static readonly LetterFonts OfProcess = new();

    private LetterFonts()
    {
        GlobalFontSettings.FontResolver = this;
        var options = new XPdfFontOptions(PdfFontEncoding.Unicode, PdfFontEmbedding.TryComputeSubset);
        Heading = new(Family, 16, XFontStyleEx.Bold, options);
        Strong = new(Family, 12, XFontStyleEx.Bold, options);
        Line = new(Family, 11, XFontStyleEx.Regular, options);
    }

    internal XFont Heading { get; }

    internal XFont Strong { get; }

    internal XFont Line { get; }

    FontResolverInfo? IFontResolver.ResolveTypeface(string familyName, bool isBold, bool isItalic) =>
        familyName == Family && !isItalic ? new(isBold ? Bold : Regular) : null;

    byte[]? IFontResolver.GetFont(string faceName)
    {
        using var font = typeof(LetterFonts).Assembly.GetManifestResourceStream(faceName)!;
        var bytes = new byte[font.Length];
        font.ReadExactly(bytes);
        return bytes;
    }
}
