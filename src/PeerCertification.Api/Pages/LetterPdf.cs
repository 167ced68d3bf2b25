using System.Globalization;
using System.Text;

namespace PeerCertification.Api.Pages;

/// <summary>
/// Writes lines of text as a PDF 1.7 file in Helvetica, which every reader has, with the 218 letters of WinAnsiEncoding. A letter that is not
/// among them stands without its accent, or else as a question mark.
/// </summary>
internal sealed class LetterPdf(string title, string language)
{
    private const int LettersOfLine = 80;
    private const int LinesOfPage = 44;
    private const int Leading = 16;

    /// <summary>What WinAnsiEncoding has from 0x80 to 0x9F; a space where it has nothing.</summary>
    private const string Windows = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

    private readonly List<string> _lines = [];

    /// <summary>Whether any letter does not stand as it was given.</summary>
    internal bool IsSimplified { get; private set; }

    internal void Heading(string text) => Add("/F2 16 Tf", text, 56);

    internal void Strong(string text) => Add("/F2 12 Tf", text, 70);

    internal void Line(string text) => Add("/F1 11 Tf", text, LettersOfLine);

    internal void Gap() => _lines.Add("T*");

    internal byte[] Close()
    {
        var pages = _lines.Chunk(LinesOfPage).Select(lines => $"BT 72 720 Td {Leading} TL\n{string.Join('\n', lines)}\nET").ToList();
        List<string> objects =
        [
            $"<< /Type /Catalog /Pages 2 0 R /Lang ({language}) /ViewerPreferences << /DisplayDocTitle true >> >>",
            $"<< /Type /Pages /Count {pages.Count} /Kids [{string.Join(' ', pages.Select((_, at) => $"{6 + (2 * at)} 0 R"))}] >>",
            $"<< /Title ({Encoded(title)}) /Producer (Peer certification registry) >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        ];
        foreach (var content in pages)
        {
            objects.Add($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 4 0 R /F2 5 0 R >> >> /Contents {objects.Count + 2} 0 R >>");
            objects.Add($"<< /Length {content.Length} >>\nstream\n{content}\nendstream");
        }

        var file = new StringBuilder("%PDF-1.7\n");
        var starts = new List<int>();
        foreach (var (at, text) in objects.Index())
        {
            starts.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{at + 1} 0 obj\n{text}\nendobj\n");
        }

        var table = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        starts.ForEach(start => file.Append(CultureInfo.InvariantCulture, $"{start:0000000000} 00000 n \n"));
        file.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Count + 1} /Root 1 0 R /Info 3 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString()); // each character is one byte already
    }

    private void Add(string font, string text, int letters)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).SelectMany(word => word.EnumerateRunes().Chunk(letters).Select(part => string.Concat(part))))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > letters)
            {
                End();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        End();

        void End()
        {
            _lines.Add($"{font} ({Encoded(line.ToString())}) Tj T*");
            line.Clear();
        }
    }

    /// <summary>The bytes of WinAnsiEncoding as characters of Latin 1, with what a string of PDF sets off.</summary>
    private string Encoded(string text)
    {
        var encoded = new StringBuilder();
        foreach (var letter in text.Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            var one = InFont(letter);
            if (one == '\0')
            {
                IsSimplified = true;
                var plain = letter.ToString().Normalize(NormalizationForm.FormD).EnumerateRunes().First();
                one = InFont(plain) is '\0' ? '?' : InFont(plain);
            }

            encoded.Append(one is '(' or ')' or '\\' ? "\\" : "").Append(one);
        }

        return encoded.ToString();
    }

    private static char InFont(Rune letter) =>
        letter.Value is (>= ' ' and <= '~') or (>= '\u00A0' and <= '\u00FF') ? (char)letter.Value
        : letter.IsBmp && Windows.IndexOf((char)letter.Value, StringComparison.Ordinal) is >= 0 and var at ? (char)(0x80 + at)
        : '\0';
}
