using System.Text.Json;

namespace PeerCertification.Api.Pages;

/// <summary>What the pages say in other languages, by what they say in English: one file <c>Pages/Texts/xx.json</c> for each beside the program.</summary>
internal sealed class PageTexts
{
    private readonly Dictionary<string, Dictionary<string, string>> _byLanguage =
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Pages", "Texts"), "*.json").ToDictionary(
            path => Path.GetFileNameWithoutExtension(path),
            path => JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path))!,
            StringComparer.Ordinal);

    internal bool Has(string language) => language == "en" || _byLanguage.ContainsKey(language);

    /// <summary>Whether it is one of the texts of this language.</summary>
    internal bool IsSaid(string language, string text) => _byLanguage.TryGetValue(language, out var texts) && texts.ContainsValue(text);

    internal string In(string language, string english) => _byLanguage.TryGetValue(language, out var texts) && texts.TryGetValue(english, out var text) ? text : english;
}
