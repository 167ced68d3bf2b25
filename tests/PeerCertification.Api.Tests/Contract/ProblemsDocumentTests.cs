using System.Text.RegularExpressions;
using PeerCertification.Api.Problems;

namespace PeerCertification.Api.Tests.Contract;

public sealed partial class ProblemsDocumentTests
{
    [Fact]
    public void The_document_lists_every_code_with_its_status_and_title() =>
        ApprovedText.Matches("docs/problems.md", """
            # Problems

            Every refusal is `application/problem+json` (RFC 9457) with `type` `urn:peer-certification:problem:<code>`, `code`, `detail` (one plain sentence), `traceId`, and `errors` by field where that can be said. Callers branch on the code; it never changes its meaning.

            | Code | Status | Title |
            |---|---|---|

            """ + string.Concat(ProblemCatalog.Entries.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => $"| `{e.Key}` | {e.Value.Status} | {e.Value.Title} |\n")));

    [Fact]
    public void Every_code_that_the_source_refuses_with_is_in_the_catalogue_and_the_other_way_round()
    {
        var source = Directory.EnumerateFiles(Path.Combine(ApprovedText.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.EndsWith("ProblemCatalog.cs", StringComparison.Ordinal))
            .SelectMany(f => Code().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value))
            .ToHashSet();

        Assert.NotEmpty(source);
        Assert.Equal([], source.Where(c => c != "registry.db" && Areas.Contains(c.Split('.')[0])).Except(ProblemCatalog.Entries.Keys).Order());
        Assert.Equal([], ProblemCatalog.Entries.Keys.Except(source).Order());
    }

    private static HashSet<string> Areas => [.. ProblemCatalog.Entries.Keys.Select(c => c.Split('.')[0])];

    [GeneratedRegex("\"([a-z_]+\\.[a-z0-9_]+)\"")]
    private static partial Regex Code();
}
