using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PeerCertification.Domain.Tests.Requirements.Life;

/// <summary>Every shape of rule that the table says is about the life of a credential has a test, whose name begins with the shape's number.</summary>
public partial class ShapeCoverageTests
{
    private static readonly string Table = File.ReadAllText(Path.Combine(SeedDocuments.Repository, "tests", "PeerCertification.Domain.Tests", "Requirements", "Shapes", "index.json"));

    [Fact]
    public void No_shape_is_left_out()
    {
        var tested = typeof(ShapeCoverageTests).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(ShapeCoverageTests).Namespace)
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => method.IsDefined(typeof(FactAttribute)))
            .Select(method => Shape().Match(method.Name)).Where(match => match.Success).Select(match => match.Groups["shape"].Value);
        string[] shapes = [.. JsonNode.Parse(Table)!["shapes"]!.AsArray().Where(row => (string?)row!["statedBy"] == "life").Select(row => (string)row!["id"]!)];

        Assert.NotEmpty(shapes);
        Assert.Equal(shapes.Order(StringComparer.Ordinal), tested.Distinct().Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("^(?<shape>[A-Z][0-9]+)_", RegexOptions.ExplicitCapture)]
    private static partial Regex Shape();
}
