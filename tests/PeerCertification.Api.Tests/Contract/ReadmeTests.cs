using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PeerCertification.Api.Operations.Demo;

namespace PeerCertification.Api.Tests.Contract;

public sealed partial class ReadmeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(ApprovedText.Root, "README.md"));

    [Fact]
    public void It_has_fewer_than_150_lines() => Assert.InRange(Lines.Length, 30, 149);

    [Fact]
    public void Every_command_in_it_is_run_before_anything_lands()
    {
        var run = File.ReadAllText(Path.Combine(ApprovedText.Root, ".ci/run"));
        var commands = Lines.Where(l => l.StartsWith("dotnet ", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(commands);
        Assert.Contains("grep '^curl ' README.md", run, StringComparison.Ordinal);
        Assert.All(commands, command => Assert.Contains(command, run, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_file_that_it_names_exists()
    {
        var names = Lines.SelectMany(l => Link().Matches(l).Select(m => m.Groups[1].Value)).ToList();

        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.True(Path.Exists(Path.Combine(ApprovedText.Root, name)), name));
    }

    [Fact]
    public async Task The_request_in_it_is_answered_as_it_says_but_for_the_moment_of_asking()
    {
        using var api = new SqliteRegistry();
        await DemoAccounts.Create(api.Services, Token);
        await DemoCredential.Create(api.Services, Token);
        var curl = new Uri(Lines.Single(l => l.StartsWith("curl ", StringComparison.Ordinal)).Split('"')[1]);
        var shown = string.Join('\n', Lines.SkipWhile(l => l != "```json").Skip(1).TakeWhile(l => l != "```"));

        foreach (var day in new[] { new DateOnly(2025, 6, 16), new DateOnly(2026, 3, 1), new DateOnly(2060, 1, 1) })
        {
            api.TheDayIs(day);
            var answer = await api.CreateClient().GetStringAsync(curl.PathAndQuery, Token);

            Assert.Equal(AtNoMoment(shown), AtNoMoment(answer));
        }

        static string AtNoMoment(string json)
        {
            var answer = JsonNode.Parse(json)!.AsObject();
            Assert.True(answer.Remove("knownAtUtc") && answer.Remove("answeredAtUtc"));
            return answer.ToJsonString();
        }
    }

    [GeneratedRegex(@"\]\((?!http)([^)#]+)\)")]
    private static partial Regex Link();
}
