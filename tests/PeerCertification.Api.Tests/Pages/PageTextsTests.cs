using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using PeerCertification.Api.Features.SavedRosters;
using PeerCertification.Api.Problems;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Organisations;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Api.Tests.Pages;

public sealed partial class PageTextsTests
{
    private static readonly Dictionary<string, string> Spanish =
        JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Pages", "Texts", "es.json")))!;

    private static readonly string[] Named =
    [
        .. Enum.GetNames<Standing>(), .. Enum.GetNames<CredentialActKind>(), .. Enum.GetNames<AttestationAnswer>(),
        .. Enum.GetNames<OrganisationKind>(), .. Enum.GetNames<OrganisationRole>(), .. Enum.GetNames<KeyScope>(),
        .. Enum.GetNames<StandingChangeKind>(), .. Enum.GetNames<WebhookState>(), .. Enum.GetNames<WebhookAnswer>(), .. Enum.GetNames<DigestEvery>(), .. Enum.GetNames<RosterFileState>(), .. StandingSentence.Texts, .. Enum.GetNames<ScopeSays>(), .. ViewRosterChanges.Parts.Keys,
    ];

    [Fact]
    public void Everything_that_the_pages_say_is_there_in_Spanish_and_nothing_else()
    {
        var said = Sources().SelectMany(text => Said().Matches(text).Select(m => m.Groups[1].Value)).Concat(Named).ToHashSet();
        var titles = ProblemCatalog.Entries.Values.Select(e => e.Title).ToHashSet();

        Assert.True(said.Count > 80, $"only {said.Count} texts were found");
        Assert.Equal([], said.Where(text => !Spanish.ContainsKey(text)).Order(StringComparer.Ordinal));
        Assert.Equal([], Spanish.Keys.Where(text => !said.Contains(text) && !titles.Contains(text)).Order(StringComparer.Ordinal));
    }

    /// <summary>The pages do all that the API does with these, and show the title of whatever is refused.</summary>
    [Theory]
    [InlineData("saved_roster.")]
    [InlineData("roster_file.")]
    [InlineData("webhook.")]
    public void Every_refusal_of_what_members_keep_has_its_title_in_Spanish(string area)
    {
        var titles = ProblemCatalog.Entries.Where(e => e.Key.StartsWith(area, StringComparison.Ordinal)).Select(e => e.Value.Title).ToList();

        Assert.NotEmpty(titles);
        Assert.Equal([], titles.Where(title => !Spanish.ContainsKey(title)));
    }

    [Fact]
    public void A_translation_holds_the_values_of_the_text() =>
        Assert.All(Spanish, text => Assert.Equal(Values().Matches(text.Key).Select(m => m.Value).Order(StringComparer.Ordinal), Values().Matches(text.Value).Select(m => m.Value).Order(StringComparer.Ordinal)));

    private static IEnumerable<string> Sources([CallerFilePath] string here = "")
    {
        var pages = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "src", "PeerCertification.Api", "Pages"));
        return Directory.EnumerateFiles(pages, "*.cs*", SearchOption.AllDirectories).Where(p => p.EndsWith(".cs", StringComparison.Ordinal) || p.EndsWith(".cshtml", StringComparison.Ordinal)).Select(File.ReadAllText);
    }

    [GeneratedRegex("(?:T|words)(?:\\.Say\\(|\\[)\"([^\"]+)\"")]
    private static partial Regex Said();

    [GeneratedRegex("\\{[0-9]\\}")]
    private static partial Regex Values();
}
