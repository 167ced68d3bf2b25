using System.Globalization;
using System.Text;

namespace PeerCertification.Domain.ContinuingEducation;

/// <summary>Whether a family name on a roster is that of somebody whose whole name is known.</summary>
public static class FamilyName
{
    /// <summary>What follows a family name and is none.</summary>
    private static readonly HashSet<string> Generations = ["JR", "SR", "II", "III", "IV", "V"];

    /// <summary>
    /// Whether the whole name ends with the family name, word by word. Capital letters, accents, apostrophes, hyphens and full stops make no
    /// difference, nor does "Jr." or the like at the end of either.
    /// </summary>
    public static bool Fits(string familyName, string wholeName)
    {
        var (family, whole) = (Words(familyName), Words(wholeName));
        return family.Count > 0 && family.Count <= whole.Count && whole.Skip(whole.Count - family.Count).SequenceEqual(family);
    }

    private static List<string> Words(string name)
    {
        var plain = new StringBuilder();
        foreach (var character in name.Normalize(NormalizationForm.FormKD))
        {
            var category = CharUnicodeInfo.GetUnicodeCategory(character);
            plain.Append(
                char.IsLetterOrDigit(character) ? char.ToUpperInvariant(character).ToString()
                : category is UnicodeCategory.NonSpacingMark || character is '\'' or '’' or '`' or '.' ? ""
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
