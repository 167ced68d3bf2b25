using System.Text.Json;
using System.Text.RegularExpressions;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Api.Tests.Languages;

public sealed partial class PhrasebooksTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Languages");

    public static TheoryData<string> Others => [.. Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)!)];

    [Fact]
    public void There_is_spanish() => Assert.Contains("es", Others.Select(row => row.Data));

    [Theory, MemberData(nameof(Others))]
    public void Every_language_says_everything_and_leaves_no_value_out(string language)
    {
        var phrases = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(Folder, $"{language}.json")))!;
        Assert.Equal(Phrasebook.Keys.Order(StringComparer.Ordinal), phrases.Keys.Order(StringComparer.Ordinal));
        Assert.All(Phrasebook.Keys, key => Assert.Equal(Values(Phrasebook.English.Text(key)), Values(phrases[key])));
        Assert.All(phrases, phrase => Assert.False(string.IsNullOrWhiteSpace(phrase.Value), phrase.Key));
    }

    /// <summary>Flesch and Kincaid's measure of English, with vowel groups for syllables: about the words that a sixth-grader reads.</summary>
    [Fact]
    public void The_sentences_are_plain()
    {
        var sentences = Phrasebook.Keys.Where(key => key.StartsWith("cure.", StringComparison.Ordinal) || key.StartsWith("not_counted.", StringComparison.Ordinal)).Select(Phrasebook.English.Text)
            .SelectMany(text => text.Split(['.', ':', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        var words = sentences.SelectMany(s => Word().Matches(s).Select(m => m.Value)).ToList();
        var grade = (0.39 * words.Count / sentences.Count) + (11.8 * words.Sum(Syllables) / words.Count) - 15.59;
        Assert.True(grade <= 6, $"Grade {grade:0.0}.");
        Assert.All(sentences, s => Assert.True(Word().Count(s) <= 20, s));
        Assert.DoesNotContain(sentences, s => s.Contains('_', StringComparison.Ordinal));
    }

    private static int Syllables(string word) => Math.Max(1, Vowels().Count(word) - (word.Length > 2 && word.EndsWith('e') && !word.EndsWith("le", StringComparison.Ordinal) ? 1 : 0));

    private static IEnumerable<string> Values(string phrase) => Value().Matches(phrase).Select(m => m.Value).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Value();

    [GeneratedRegex("[A-Za-z']+")]
    private static partial Regex Word();

    [GeneratedRegex("[aeiouy]+", RegexOptions.IgnoreCase)]
    private static partial Regex Vowels();
}
