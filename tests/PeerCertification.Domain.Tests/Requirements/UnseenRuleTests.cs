using System.Text.Json.Nodes;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Domain.Tests.Requirements;

/// <summary>Rules of boards that do not exist, written from the two pages of the language alone: what nobody had in mind when the elements were made can be said too.</summary>
public class UnseenRuleTests
{
    private static readonly Dictionary<string, Unseen> Rules = Directory.EnumerateFiles(Path.Combine(SeedDocuments.Repository, "tests", "PeerCertification.Domain.Tests", "Requirements", "Unseen"), "*.json")
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path), path => RuleCase.Read<Unseen>(File.ReadAllText(path)));

    public static TheoryData<string, string> Cases => [.. Rules.OrderBy(rule => rule.Key, StringComparer.Ordinal).SelectMany(rule => rule.Value.Cases.Select(one => (rule.Key, one.Name)))];

    [Fact]
    public void The_registry_reads_them() => Assert.All(Rules.Values, rule => Assert.Null(RequirementSetReader.Read(rule.Document.ToJsonString()).Refusal?.Reason));

    [Theory, MemberData(nameof(Cases))]
    public void A_rule_comes_out_as_its_board_would_have_it(string rule, string name) => Rules[rule].Cases.Single(one => one.Name == name).Judge(rule, [Rules[rule].Document]);

    /// <param name="Rule">The rule as a board would print it.</param>
    private sealed record Unseen(string Rule, JsonObject Document, IReadOnlyList<RuleCase> Cases);
}
