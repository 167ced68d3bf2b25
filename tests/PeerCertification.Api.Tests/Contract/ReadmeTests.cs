using System.Text.RegularExpressions;

namespace PeerCertification.Api.Tests.Contract;

public sealed partial class ReadmeTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(ApprovedText.Root, "README.md"));

    [Fact]
    public void It_has_fewer_than_150_lines() => Assert.InRange(Lines.Length, 30, 149);

    [Fact]
    public void Every_command_in_it_is_run_before_anything_lands()
    {
        var run = File.ReadAllText(Path.Combine(ApprovedText.Root, ".ci/run"));
        var commands = Lines.Where(l => l.StartsWith("dotnet ", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(commands);
        Assert.All(commands, command => Assert.Contains(command, run, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_file_that_it_names_exists()
    {
        var names = Lines.SelectMany(l => Link().Matches(l).Select(m => m.Groups[1].Value)).ToList();

        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.True(Path.Exists(Path.Combine(ApprovedText.Root, name)), name));
    }

    [GeneratedRegex(@"\]\((?!http)([^)#]+)\)")]
    private static partial Regex Link();
}
