using PeerCertification.Domain.Applicants;

namespace PeerCertification.Domain.Credentials;

/// <summary>One way to part a printed name into given and family names, each without spaces, as <see cref="NameWords"/> reads them.</summary>
public readonly record struct NameKey(string Family, string Given);

/// <summary>
/// What printed names are found by. Nobody wrote down where in a name the family name begins, so it may begin at any word but the first:
/// <c>Ana de la Cruz</c> is found as <c>de la Cruz</c>, <c>DelaCruz</c> and <c>Cruz</c>, and never by her given name alone.
/// </summary>
public static class NameKeys
{
    /// <summary>How many letters of a family name somebody must know to look for it.</summary>
    public const int FewestLetters = 2;

    /// <summary>What is kept of a family name, or of given names: 100 characters.</summary>
    public const int Longest = 100;

    /// <summary>At how many words of a name its family name may begin: the last eight.</summary>
    private const int MostBeginnings = 8;

    /// <summary>Every way to part a name, the longest family name first. A name of one word is a family name; what is shorter than <see cref="FewestLetters"/> is none.</summary>
    public static IReadOnlyList<NameKey> Of(string printedName)
    {
        var words = NameWords.Of(printedName);
        var first = Math.Max(words.Count > 1 ? 1 : 0, words.Count - MostBeginnings);
        return
        [
            .. Enumerable.Range(first, words.Count - first).Select(at => new NameKey(Kept(words.Skip(at)), Kept(words.Take(at))))
                .Where(key => key.Family.Length >= FewestLetters).DistinctBy(key => key.Family),
        ];
    }

    /// <summary>A family name, or given names, or the beginning of either, as somebody asks for it.</summary>
    public static string Asked(string? name) => Kept(NameWords.Of(name ?? ""));

    private static string Kept(IEnumerable<string> words)
    {
        var key = string.Concat(words);
        return key.Length <= Longest ? key : key[..Longest];
    }
}
