using PeerCertification.Domain.Requirements.Publication;

namespace PeerCertification.Domain.Tests.Requirements.Publication;

public class CircularNeedsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("A>B", "")]
    [InlineData("A>B B>C A>C", "")] // two ways to one credential are no cycle
    [InlineData("A>A", "A A")]
    [InlineData("A>B B>A", "A B A")]
    [InlineData("A>B B>C C>B", "B C B")]
    [InlineData("D>A A>B B>C C>A", "A B C A")]
    [InlineData("A>X B>X C>A X>B", "X B X")]
    public void Credentials_that_need_each_other_are_found(string needs, string cycle)
    {
        var graph = needs.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => n.Split('>')).GroupBy(n => n[0])
            .ToDictionary(g => g.Key, IReadOnlyCollection<string> (g) => [.. g.Select(n => n[1])]);

        Assert.Equal(cycle, string.Join(' ', CircularNeeds.Find(graph) ?? []));
    }

    [Fact]
    public void A_chain_of_any_length_is_walked()
    {
        var chain = Enumerable.Range(0, 5_000).ToDictionary(i => $"T{i:D5}", IReadOnlyCollection<string> (i) => [$"T{i + 1:D5}"]);

        Assert.Null(CircularNeeds.Find(chain));
    }
}
