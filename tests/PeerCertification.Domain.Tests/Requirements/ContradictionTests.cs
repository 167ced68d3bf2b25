using System.Text.Json.Nodes;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Publication;

namespace PeerCertification.Domain.Tests.Requirements;

/// <summary>
/// The twelve contradictions that were found in the texts of boards, one file each under Contradictions/. Where the contradiction stands inside one
/// document, the document is refused for publication under the id of its element, so that the board says which figure it means; put right, it is taken.
/// Where it stands between two texts there is nothing to refuse: the seed states one figure, names the source it has it from, and keeps the other in
/// its notes. Texts that replace one another are two versions, each with its days.
/// </summary>
public class ContradictionTests
{
    private static readonly string Folder = Path.Combine(SeedDocuments.Repository, "tests", "PeerCertification.Domain.Tests", "Requirements", "Contradictions");

    private static readonly Dictionary<string, JsonNode> Files = Directory.EnumerateFiles(Folder, "*.json").ToDictionary(path => Path.GetFileNameWithoutExtension(path), path => JsonNode.Parse(File.ReadAllText(path))!);

    public static TheoryData<string> InOneText => [.. Files.Where(file => file.Value["document"] is not null).Select(file => file.Key).Order(StringComparer.Ordinal)];

    public static TheoryData<string> BetweenTexts => [.. Files.Where(file => file.Value["seed"] is not null).Select(file => file.Key).Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_contradiction_that_was_found_has_a_file_of_one_sort_or_the_other()
    {
        Assert.Equal(Enumerable.Range(1, 12), Files.Values.Select(file => file["contradiction"]!.GetValue<int>()).Order());
        Assert.All(Files.Values, file => Assert.True(file["text"]?.GetValue<string>().Length > 20 && (file["document"] is null) != (file["seed"] is null)));
    }

    [Theory, MemberData(nameof(InOneText))]
    public void A_text_that_contradicts_itself_is_refused_under_the_id_of_its_element_and_taken_once_put_right(string text)
    {
        var (document, refused) = (Files[text]["document"]!.DeepClone(), Files[text]["refused"]!);
        var target = TargetOf(document, Files[text]["publishedUnder"]);
        var refusal = PublicationRule.Read(document.ToJsonString(), target).Refusal;
        Assert.Equal(refused["code"]!.GetValue<string>(), refusal?.Code);
        var (element, problems) = Assert.Single(refusal!.Fields!);
        Assert.Equal(refused["at"]!.GetValue<string>(), element);
        Assert.StartsWith(refused["says"]!.GetValue<string>(), Assert.Single(problems), StringComparison.Ordinal);

        foreach (var (way, value) in Files[text]["mended"]!.AsObject())
        {
            Documents.Change(document, way, value);
        }

        Assert.Null(PublicationRule.Read(document.ToJsonString(), target).Refusal?.Reason);
    }

    [Theory, MemberData(nameof(BetweenTexts))]
    public void Of_two_texts_the_seed_states_one_with_its_source_and_notes_the_other(string text)
    {
        var seed = Files[text]["seed"]!;
        var name = seed["document"]!.GetValue<string>();
        var element = Documents.Objects(JsonNode.Parse(SeedDocuments.Text(name))!).Single(found => (string?)found["id"] == (string)seed["element"]!);
        Assert.NotEmpty(seed["states"]!.AsObject());
        Assert.All(seed["states"]!.AsObject(), stated => Assert.True(JsonNode.DeepEquals(stated.Value, element[stated.Key]), $"{name}: {stated.Key} is {element[stated.Key]} and not {stated.Value}."));
        Assert.NotEmpty(seed["notes"]!.AsArray());
        Assert.All(seed["notes"]!.AsArray(), note => Assert.Contains(SeedDocuments.Set(name).Notes, said => said.Contains((string)note!, StringComparison.Ordinal)));
    }

    /// <summary>Three letters that mean two things do not confuse the registry: a set is known by its board, its type and its version.</summary>
    [Fact]
    public void One_abbreviation_at_several_boards_is_several_credentials()
    {
        var sets = SeedDocuments.Names.Select(SeedDocuments.Set).ToList();
        Assert.All((string[])["CPS", "CRSS", "CPRS"], letters => Assert.True(sets.Where(s => s.CredentialType == letters).Select(s => s.Board).Distinct().Count() > 1));
        Assert.All(sets.GroupBy(s => s.NumberPrefix), of => Assert.Single(of.Select(s => (s.Board, s.CredentialType)).Distinct()));
    }

    [Fact]
    public void Two_texts_of_two_days_are_two_versions_of_which_the_day_chooses()
    {
        RequirementSet Version(int number, string from, string? until, int days)
        {
            var check = Rules.Element("count", $$"""
                "kind": "Statement", "where": { "code": ["bci-check"] }, "atLeast": 1, "window": { "days": {{days}}, "until": "Submission" }
                """);
            return Rules.Read(check, $$"""{ "version": {{number}}, "effectiveFrom": "{{from}}", "effectiveUntil": {{(until is null ? "null" : $"\"{until}\"")}} }""").Value;
        }

        RequirementSet[] ohio = [Version(1, "2015-01-01", "2024-09-15", 30), Version(2, "2024-09-16", null, 365)];
        var halfAYearOld = Entries.Accepted(Entries.Statement(1, "bci-check", Entries.Day("2024-03-01")));
        Assert.Equal((1, false), Judged("2024-09-15"));
        Assert.Equal((2, true), Judged("2024-09-16"));

        (int, bool) Judged(string day) => ohio.Single(v => v.IsInEffectOn(Entries.Day(day))) is var set ? (set.Version, RequirementEvaluator.Evaluate(set, halfAYearOld, Entries.Day(day)).IsMet) : default;
    }

    /// <summary>Where the document belongs: where it says, unless the file says otherwise.</summary>
    private static PublicationTarget TargetOf(JsonNode document, JsonNode? under)
    {
        string Code(string member) => ((under ?? document)[member])!.GetValue<string>();
        return new(Code("board"), Code("credentialType"), Code("numberPrefix"), [], new DateOnly(2018, 1, 1));
    }
}
