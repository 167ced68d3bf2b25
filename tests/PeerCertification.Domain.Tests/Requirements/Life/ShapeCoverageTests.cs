using System.Reflection;
using System.Text.RegularExpressions;

namespace PeerCertification.Domain.Tests.Requirements.Life;

/// <summary>Every shape of rule that is about the life of a credential has a test, whose name begins with the shape's number.</summary>
public partial class ShapeCoverageTests
{
    [Fact]
    public void No_shape_is_left_out()
    {
        var tested = typeof(ShapeCoverageTests).Assembly.GetTypes()
            .Where(type => type.Name.StartsWith("ShapesOf", StringComparison.Ordinal))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Select(method => Shape().Match(method.Name)).Where(match => match.Success).Select(match => match.Groups["shape"].Value);
        string[] shapes = [.. Numbered('K', 1, 4), .. Numbered('G', 1, 9), .. Numbered('E', 1, 22), .. Numbered('V', 1, 10), .. Numbered('F', 1, 5), "D1", .. Numbered('D', 7, 10), "T12"];
        Assert.Equal(shapes.Order(StringComparer.Ordinal), tested.Distinct().Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Numbered(char group, int first, int last) => Enumerable.Range(first, last - first + 1).Select(number => $"{group}{number}");

    [GeneratedRegex("^(?<shape>[KGEVFDT][0-9]+)_", RegexOptions.ExplicitCapture)]
    private static partial Regex Shape();
}
