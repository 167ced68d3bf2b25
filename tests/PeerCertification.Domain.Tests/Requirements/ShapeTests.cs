using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Publication;

namespace PeerCertification.Domain.Tests.Requirements;

/// <summary>
/// The rule language states every shape of rule that boards really have. Each file under Shapes/ is one shape: a whole requirement set with the real
/// figures of one board, files of evidence on both sides of its boundaries, and what the applicant is told. A shape of a credential's life asks its
/// questions of the functions that the registry asks: what stands on which day, what is owed, and why not.
/// </summary>
public class ShapeTests
{
    private static readonly string Folder = Path.Combine(SeedDocuments.Repository, "tests", "PeerCertification.Domain.Tests", "Requirements", "Shapes");

    private static readonly Dictionary<string, Shape> Stated = Directory.EnumerateFiles(Folder, "*.json")
        .Where(path => Path.GetFileName(path) != "index.json")
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path), path => RuleCase.Read<Shape>(File.ReadAllText(path)));

    private static readonly Index Table = RuleCase.Read<Index>(File.ReadAllText(Path.Combine(Folder, "index.json")));

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var (id, shape) in Stated.OrderBy(s => s.Key, StringComparer.Ordinal))
            {
                foreach (var one in shape.Cases)
                {
                    cases.Add(id, one.Name);
                }
            }

            return cases;
        }
    }

    [Fact]
    public void Every_one_of_the_126_shapes_is_stated_somewhere_or_has_the_reason_why_not()
    {
        Assert.NotEmpty(Stated);
        Assert.Equal(126, Table.Shapes.DistinctBy(s => s.Id).Count());
        Assert.Equal(126, Table.Shapes.Count);
        Assert.Equal(Table.Shapes.Where(s => s.NotStatedBecause is null).Select(s => s.Id).Order(StringComparer.Ordinal), Stated.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_shape_is_beyond_the_language() => Assert.DoesNotContain(Table.Shapes, shape => shape.NotStatedBecause is not null);

    [Fact]
    public void Every_shape_is_a_document_with_cases_that_come_out_both_ways_and_says_the_text_of_the_table()
    {
        foreach (var (id, shape) in Stated)
        {
            Assert.Equal((id, Table.Shapes.Single(s => s.Id == id).Text), (shape.Id, shape.Text));
            Assert.True(shape.Document["sources"]?[shape.Source.Key]?["title"]?.GetValue<string>() == shape.Source.Title, $"{id} names another source than its document.");
            Assert.All(Versions(shape), version => Assert.Null(PublicationRule.Read(version.ToJsonString(), Itself(version)).Refusal?.Reason));
            Assert.Equal([false, true], shape.Cases.Select(c => c.Met).Distinct().Order());
            Assert.Equal(shape.Cases.Count, shape.Cases.DistinctBy(c => c.Name).Count());
            Assert.All(shape.Cases.Where(c => !c.Met), c => Assert.True(c.Says is not null && (c.Asks is not null || c.Finding is not null), $"{id}, {c.Name}: which finding fails, and what does it say?"));
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_file_comes_out_as_the_board_would_have_it(string id, string name) =>
        Stated[id].Cases.Single(c => c.Name == name).Judge(id, [.. Versions(Stated[id])]);

    /// <summary>The place where a document says that it belongs.</summary>
    private static PublicationTarget Itself(JsonObject version)
    {
        string Code(string member) => version[member]!.GetValue<string>();
        return new(Code("board"), Code("credentialType"), Code("numberPrefix"), [], new DateOnly(2015, 1, 1));
    }

    /// <summary>The document, and other versions and credentials of the board that the shape is about, each told by what it says otherwise; null where it says nothing.</summary>
    private static IEnumerable<JsonObject> Versions(Shape shape) => shape.OtherDocuments.Select(other =>
    {
        var version = shape.Document.DeepClone().AsObject();
        foreach (var (member, value) in other)
        {
            if (value is null)
            {
                version.Remove(member);
            }
            else
            {
                version[member] = value.DeepClone();
            }
        }

        return version;
    }).Prepend(shape.Document);

    private sealed record Index(string About, IReadOnlyList<Row> Shapes);

    /// <summary>A shape is stated by the file of its name, unless the table says why it cannot be.</summary>
    private sealed record Row(string Id, string Group, string Text)
    {
        public string? NotStatedBecause { get; init; }
    }

    private sealed record Shape([property: JsonPropertyName("shape")] string Id, string Text, string Example, ShapeSource Source, JsonObject Document, IReadOnlyList<RuleCase> Cases)
    {
        public IReadOnlyList<JsonObject> OtherDocuments { get; init; } = [];
    }

    private sealed record ShapeSource(string Key, string Title);
}
