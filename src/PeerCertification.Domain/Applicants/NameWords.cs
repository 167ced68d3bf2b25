using System.Globalization;
using System.Text;

namespace PeerCertification.Domain.Applicants;

/// <summary>A person's name as its words, so that it is found however it is written.</summary>
public static class NameWords
{
    /// <summary>What follows a family name and is none.</summary>
    private static readonly HashSet<string> Generations = ["JR", "SR", "II", "III", "IV", "V"];

    /// <summary>Letters that are no letter with an accent, as those write them who do not have them.</summary>
    private static readonly Dictionary<char, string> Spelled = new()
    {
        ['Æ'] = "AE",
        ['Đ'] = "D",
        ['Ð'] = "D",
        ['Ħ'] = "H",
        ['ı'] = "I",
        ['Ł'] = "L",
        ['Ø'] = "O",
        ['Œ'] = "OE",
        ['ß'] = "SS",
        ['ẞ'] = "SS",
        ['Þ'] = "TH",
    };

    /// <summary>
    /// The words of a name in capital letters. Accents, apostrophes and full stops make no difference, a hyphen parts words, and "Jr." or the
    /// like at the end is left out where anything stands before it.
    /// </summary>
    public static IReadOnlyList<string> Of(string name)
    {
        var plain = new StringBuilder();
        foreach (var character in name.Replace('\uFFFE', ' ').Normalize(NormalizationForm.FormKD)) // U+FFFE is no character, and nothing with it can be normalised
        {
            var capital = char.ToUpperInvariant(character);
            plain.Append(
                Spelled.TryGetValue(capital, out var spelled) ? spelled
                : char.IsLetterOrDigit(character) ? capital.ToString()
                : char.GetUnicodeCategory(character) == UnicodeCategory.NonSpacingMark || character is '\'' or '’' or '‘' or 'ʼ' or '`' or '.' ? ""
                : " ");
        }

        var words = plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        while (words.Count > 1 && Generations.Contains(words[^1]))
        {
            words.RemoveAt(words.Count - 1);
        }

        return words;
    }
}
