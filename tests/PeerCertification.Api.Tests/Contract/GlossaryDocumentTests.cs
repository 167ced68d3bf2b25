using System.Text.RegularExpressions;
using PeerCertification.Domain;

namespace PeerCertification.Api.Tests.Contract;

public sealed partial class GlossaryDocumentTests
{
    private static readonly List<string[]> Rows =
        [.. File.ReadAllLines(Path.Combine(ApprovedText.Root, "docs/glossary.md")).Where(l => l.StartsWith("| ", StringComparison.Ordinal)).Skip(1).Select(l => l.Split('|', StringSplitOptions.TrimEntries))];

    private static readonly HashSet<string> TypeNames =
        [.. typeof(Program).Assembly.GetTypes().Concat(typeof(Refusal).Assembly.GetTypes()).Where(t => t.Namespace?.StartsWith("PeerCertification.", StringComparison.Ordinal) == true).Select(t => t.Name)];

    [Fact]
    public void Every_name_in_the_glossary_exists()
    {
        var names = Rows.SelectMany(r => Quoted().Matches(r[3]).Select(m => m.Groups[1].Value)).ToList();

        Assert.NotEmpty(names);
        Assert.Equal([], names.Where(n => !TypeNames.Contains(n)));
    }

    [Fact]
    public void No_type_is_named_with_a_word_to_avoid()
    {
        var avoided = Rows.SelectMany(r => r[4].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();

        Assert.NotEmpty(avoided);
        Assert.Equal([], from name in TypeNames from word in avoided where Words().Matches(name).Any(w => w.Value.Equals(word, StringComparison.OrdinalIgnoreCase)) select $"{name}: {word}");
    }

    [GeneratedRegex("`(\\w+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex("[A-Z][a-z]+")]
    private static partial Regex Words();
}
