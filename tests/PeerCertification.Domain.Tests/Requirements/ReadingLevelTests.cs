using System.Text.Json;
using System.Text.RegularExpressions;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Domain.Tests.Requirements;

/// <summary>
/// What applicants read of the seeds, label and cure as findings tell them, is about as plain as a sixth-grader needs. English goes by the grade of
/// Flesch and Kincaid; Spanish by the ease of Fernández Huerta (206.84 - 60 syllables a word - 1.02 words a sentence), where 70 to 80 is read as the
/// sixth grade. A text of a few words has no level of its own, so a document is measured as a whole, and a single text by its length.
/// </summary>
public partial class ReadingLevelTests
{
    private const double HighestGrade = 6;
    private const double LowestEase = 70;
    private const int MostWords = 25;

    private static readonly Phrasebook Spanish = new("es", JsonSerializer.Deserialize<Dictionary<string, string>>(
        File.ReadAllText(Path.Combine(SeedDocuments.Repository, "src", "PeerCertification.Api", "Languages", "es.json")))!);

    public static TheoryData<string> Documents => [.. SeedDocuments.Names];

    [Theory, MemberData(nameof(Documents))]
    public void What_is_told_in_English_is_plain(string document)
    {
        string[][] sentences = [.. Sentences(document, Phrasebook.English)];
        var grade = (0.39 * WordsPerSentence(sentences)) + (11.8 * SyllablesPerWord(sentences, InEnglish)) - 15.59;
        Assert.True(grade <= HighestGrade, $"Grade {grade:0.0} {document}");
        Assert.All(sentences, words => Assert.True(words.Length <= MostWords, string.Join(' ', words)));
    }

    [Theory, MemberData(nameof(Documents))]
    public void What_is_told_in_Spanish_is_plain(string document)
    {
        string[][] sentences = [.. Sentences(document, Spanish)];
        var ease = 206.84 - (60 * SyllablesPerWord(sentences, InSpanish)) - (1.02 * WordsPerSentence(sentences));
        Assert.True(ease >= LowestEase, $"Ease {ease:0.0} {document}");
        Assert.All(sentences, words => Assert.True(words.Length <= MostWords, string.Join(' ', words)));
    }

    [Theory]
    [InlineData("recuperación", 5)]
    [InlineData("guía", 2)]
    [InlineData("quien", 1)]
    [InlineData("título", 3)]
    [InlineData("cuidador", 3)]
    [InlineData("leer", 2)]
    [InlineData("muy", 1)]
    [InlineData("yo", 1)]
    public void Syllables_are_counted_as_Spanish_has_them(string word, int syllables) => Assert.Equal(syllables, InSpanish(word));

    /// <summary>Every label and cure of a document's findings for somebody who has nothing yet, at first and at a renewal.</summary>
    private static IEnumerable<string[]> Sentences(string document, Phrasebook words)
    {
        var set = SeedDocuments.Set(document);
        Requirement[] roots = [set.Root, .. set.Life.Renewal is not { } renewal ? [] : new[] { renewal.Root, renewal.Reinstatement?.Root }.Concat(renewal.Late.Select(band => band.Extra)).OfType<Requirement>()];
        return roots.SelectMany(root => Findings(RequirementEvaluator.Evaluate(set with { Root = root }, new Facts(FactBasis.Claimed, [], null, null), Entries.Today, words).Root))
            .SelectMany(finding => new[] { finding.Label, finding.Cure ?? "" })
            .SelectMany(text => Ends().Split(text)).Select(sentence => Word().Matches(sentence).Select(match => match.Value).ToArray()).Where(sentence => sentence.Length > 0);
    }

    private static IEnumerable<Finding> Findings(Finding finding) => finding.Of.SelectMany(Findings).Prepend(finding);

    private static double WordsPerSentence(string[][] sentences) => (double)sentences.Sum(words => words.Length) / sentences.Length;

    private static double SyllablesPerWord(string[][] sentences, Func<string, int> syllables) => sentences.SelectMany(words => words).Average(syllables);

    private static int InEnglish(string word) => Math.Max(1, EnglishVowels().Count(word) - (word.Length > 2 && word.EndsWith('e') && !word.EndsWith("le", StringComparison.Ordinal) ? 1 : 0));

    /// <summary>One for every strong vowel or stressed weak one, and for a run of weak ones alone; u is silent in que, qui, gue and gui.</summary>
    private static int InSpanish(string word) => Math.Max(1, SpanishVowels().Count(SilentU().Replace(word, "$1")));

    [GeneratedRegex(@"[.:;](\s|$)")]
    private static partial Regex Ends();

    [GeneratedRegex(@"[\p{L}']+")]
    private static partial Regex Word();

    [GeneratedRegex("[aeiouy]+", RegexOptions.IgnoreCase)]
    private static partial Regex EnglishVowels();

    [GeneratedRegex("([qg])u(?=[eiéí])", RegexOptions.IgnoreCase)]
    private static partial Regex SilentU();

    [GeneratedRegex("[iuü]*[aeoáéóíú]([iuü](?![aeoáéó])|y\\b)?|[iuü]+|(?<=[^aeiou])y\\b", RegexOptions.IgnoreCase)]
    private static partial Regex SpanishVowels();
}
