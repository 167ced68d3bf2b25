using System.Globalization;
using System.Text.RegularExpressions;

namespace PeerCertification.Api.Tests.Contract;

public sealed partial class OperationsDocumentTests
{
    private static readonly string Source = string.Concat(Directory.EnumerateFiles(Path.Combine(ApprovedText.Root, "src/PeerCertification.Api"), "*.cs", SearchOption.AllDirectories)
        .Where(f => !f.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText));

    private static readonly Dictionary<string, string> Documented =
        File.ReadAllLines(Path.Combine(ApprovedText.Root, "docs/operations.md")).Select(l => Row().Match(l)).Where(m => m.Success).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value.Trim('`'));

    [Fact]
    public void The_settings_table_lists_every_setting_that_the_code_reads_and_nothing_else()
    {
        var read = Sections().SelectMany(s => s.Type.GetProperties().Where(p => p.CanWrite).Select(p => $"{s.Section}:{p.Name}"))
            .Concat(Single().Matches(Source).Select(m => m.Groups[1].Value)).Distinct().Order().ToList();

        Assert.NotEmpty(read);
        Assert.Equal(read, Documented.Keys.Order());
    }

    [Fact]
    public void The_defaults_in_the_table_are_the_defaults_in_the_code()
    {
        var defaults = from section in Sections()
                       let settings = Activator.CreateInstance(section.Type)
                       from property in section.Type.GetProperties().Where(p => p.CanWrite)
                       select (Name: $"{section.Section}:{property.Name}", Default: Convert.ToString(property.GetValue(settings), CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : "—");

        Assert.All(defaults, d => Assert.Equal(d.Default, Documented[d.Name]));
    }

    /// <summary>Every section that is bound to a settings class, as the source says it.</summary>
    private static IEnumerable<(string Section, Type Type)> Sections()
    {
        var types = typeof(Program).Assembly.GetTypes().Where(t => t.Name.EndsWith("Settings", StringComparison.Ordinal)).ToDictionary(t => t.Name);
        return Bound().Matches(Source).Select(m => (m.Groups[2].Value.Length > 0 ? m.Groups[2].Value : m.Groups[3].Value, types[m.Groups[1].Value.Length > 0 ? m.Groups[1].Value : m.Groups[4].Value])).Distinct();
    }

    [GeneratedRegex(@"AddOptions<(\w+Settings)>\(\)[^;]*?\.Bind\([\w.]*GetSection\(""([\w:]+)""\)|GetSection\(""([\w:]+)""\)\.Get<(\w+Settings)>")]
    private static partial Regex Bound();

    [GeneratedRegex(@"(?:GetValue<Uri\?>\(|Configuration\[|GetSection\()""([\w:]+)""(?:\]|\)(?!\)|\.Get<\w+Settings>)| *\) is)")]
    private static partial Regex Single();

    [GeneratedRegex(@"^\| `([A-Z]\w+(?::\w+)*)` \| ([^|]+?) \|")]
    private static partial Regex Row();
}
