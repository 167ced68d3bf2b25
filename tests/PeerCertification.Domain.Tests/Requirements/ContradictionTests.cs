using System.Text.Json.Nodes;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Domain.Tests.Requirements;

/// <summary>
/// Boards publish rules that contradict themselves. Where the contradiction stands inside one document, the document is refused under the id of its
/// element, so that the board says which figure it means. Where it stands between two texts, there is nothing to refuse:
/// <list type="bullet">
/// <item>One text was replaced by another (Virginia's ethics hours, California's 60 and 90 days, Ohio's 30 days and one year, NAADAC's year and 200 hours):
/// two versions of a document, each with its days, its source and its source's date.</item>
/// <item>A directory and the board disagree (New Mexico's years of recovery, Maine's 72 and 75 hours): the document states one figure, names the source
/// it has it from, and keeps the other in its notes.</item>
/// <item>A text is wrong about a date or a paragraph (Wisconsin's six months that end in August, Washington's citation): days are reckoned by the calendar
/// and never typed in, and the note of the source says what is wrong with it.</item>
/// <item>The same three letters mean two credentials, even at one board (CPS, CRSS, CPRS): a set is known by its board, its type and its version, and never
/// by an abbreviation.</item>
/// </list>
/// </summary>
public class ContradictionTests
{
    private static readonly string Folder = Path.Combine(SeedDocuments.Repository, "tests", "PeerCertification.Domain.Tests", "Requirements", "Contradictions");

    public static TheoryData<string> Texts => [.. Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Fact]
    public void There_are_texts_that_contradict_themselves() => Assert.Equal(["delaware", "kentucky", "utah"], Texts.Select(row => row.Data));

    [Theory, MemberData(nameof(Texts))]
    public void A_text_that_contradicts_itself_is_refused_under_the_id_of_its_element(string text)
    {
        var fixture = Fixture(text);
        var refusal = RequirementSetReader.Read(fixture["document"]!.ToJsonString()).Refusal;
        Assert.Equal("requirement_set.invalid", refusal?.Code);
        var (element, problems) = Assert.Single(refusal!.Fields!);
        Assert.Equal(fixture["refusedAt"]!.GetValue<string>(), element);
        Assert.StartsWith(fixture["says"]!.GetValue<string>(), Assert.Single(problems), StringComparison.Ordinal);
    }

    /// <summary>Utah put its twelve general hours right to eleven; Delaware's domains fit as soon as one of them may overlap.</summary>
    [Theory]
    [InlineData("utah", 3, "11h", false)]
    [InlineData("delaware", 4, "10h", true)]
    public void Put_right_it_is_read(string text, int part, string atLeast, bool shared)
    {
        var document = Fixture(text)["document"]!;
        var mended = document["root"]!["parts"]![part]!;
        (mended["atLeast"], mended["shared"]) = (atLeast, shared);
        Assert.Null(RequirementSetReader.Read(document.ToJsonString()).Refusal?.Reason);
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

    private static JsonNode Fixture(string text) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, $"{text}.json")))!;
}
