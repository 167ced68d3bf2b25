using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Tests.Requirements.Life;

namespace PeerCertification.Domain.Tests.Requirements;

/// <summary>
/// The rule language states every shape of rule that boards really have. Each file under Shapes/ is one shape: a whole requirement set with the real
/// figures of one board, files of evidence on both sides of its boundaries, and what the applicant is told. A shape of a credential's life asks its
/// questions of the functions that the registry asks: what stands on which day, what is owed, and why not.
/// </summary>
public class ShapeTests
{
    private static readonly string Folder = Path.Combine(SeedDocuments.Repository, "tests", "PeerCertification.Domain.Tests", "Requirements", "Shapes");

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        AllowOutOfOrderMetadataProperties = true,
    };

    private static readonly Dictionary<string, Shape> Stated = Directory.EnumerateFiles(Folder, "*.json")
        .Where(path => Path.GetFileName(path) != "index.json")
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path), path => Read<Shape>(File.ReadAllText(path)));

    private static readonly Index Table = Read<Index>(File.ReadAllText(Path.Combine(Folder, "index.json")));

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
            Assert.All(Versions(shape), version => Assert.Null(RequirementSetReader.Read(version.ToJsonString()).Refusal?.Reason));
            Assert.Equal([false, true], shape.Cases.Select(c => c.Met).Distinct().Order());
            Assert.Equal(shape.Cases.Count, shape.Cases.DistinctBy(c => c.Name).Count());
            Assert.All(shape.Cases.Where(c => !c.Met), c => Assert.True(c.Says is not null && (c.Asks is not null || c.Finding is not null), $"{id}, {c.Name}: which finding fails, and what does it say?"));
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_file_comes_out_as_the_board_would_have_it(string id, string name)
    {
        var shape = Stated[id];
        var one = shape.Cases.Single(c => c.Name == name);
        if (one.Asks is not null)
        {
            Answers(shape, one);
            return;
        }

        var evaluation = RequirementEvaluator.Evaluate(Under(shape, one), FactsOf(one.Facts), one.On);
        Assert.True(evaluation.IsMet == one.Met, $"{id}, {name}: {string.Join(' ', Findings(evaluation.Root).Select(f => $"[{f.Id} {f.Have}/{f.Need} {f.Cure}]"))}");
        if (one.Finding is not { } wanted)
        {
            return;
        }

        var finding = Findings(evaluation.Root).Single(f => f.Id == wanted);
        Assert.Equal(one.Met, finding.IsMet);
        string[] told = [finding.Cure ?? "", .. finding.NotCounted.Select(r => r.Reason)];
        Assert.True(one.Says is null || told.Any(text => text.Contains(one.Says, StringComparison.Ordinal)), $"{id}, {name}: {wanted} says \"{string.Join("\", \"", told)}\".");
    }

    private static void Answers(Shape shape, Case one)
    {
        RequirementSet[] versions = [.. Sets(shape)];
        var answer = one.Asks!.Ask(shape.Document, Under(shape, one), versions, FactsOf(one.Facts), one.On);
        Assert.True(answer.IsMet == one.Met, $"{shape.Id}, {one.Name}: {answer.Shown} {string.Join(' ', answer.Fails)} {string.Join(' ', answer.Says)}");
        Assert.All(one.Answer ?? [], wanted => Assert.True(
            answer.Shown.ContainsKey(wanted.Key) && JsonNode.DeepEquals(wanted.Value, answer.Shown[wanted.Key]), $"{shape.Id}, {one.Name}: {wanted.Key} is not {wanted.Value} in {answer.Shown}"));
        Assert.True(one.Finding is null || answer.Fails.Contains(one.Finding), $"{shape.Id}, {one.Name}: {one.Finding} is none of {string.Join(' ', answer.Fails)}.");
        Assert.True(one.Says is null || answer.Says.Any(text => text.Contains(one.Says, StringComparison.Ordinal)), $"{shape.Id}, {one.Name}: it says \"{string.Join("\", \"", answer.Says)}\".");
    }

    private static IEnumerable<RequirementSet> Sets(Shape shape) => Versions(shape).Select(version => RequirementSetReader.Read(version.ToJsonString()).Value);

    private static RequirementSet Under(Shape shape, Case one) => Sets(shape).First(set => one.Under is null || set.CredentialType == one.Under);

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

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Json)!;

    private static IEnumerable<Finding> Findings(Finding finding) => finding.Of.SelectMany(Findings).Prepend(finding);

    /// <summary>What a case does not say is as good as it can be: accepted in full, confirmed in full, with its document.</summary>
    private static Facts FactsOf(CaseFacts facts) => new(facts.Basis, [.. facts.Entries.Select((entry, i) => FactOf(i + 1, entry))], facts.RecoverySince, facts.BirthDate)
    {
        Held = facts.Held,
        Days = facts.Days,
        EarlierUses = [.. facts.EarlierUses.Select(use => new EarlierUse(Entries.Id(use.Entry), use.Activity, use.Minutes, use.CredentialType))],
        Waivers = facts.Waivers,
        Payments = facts.Payments,
    };

    private static EvidenceFact FactOf(int number, JsonObject entry)
    {
        var detail = entry["detail"].Deserialize<EvidenceDetail>(Json)!;
        Assert.All(entry, member => Assert.Contains(member.Key, (string[])["detail", "state", "attested", "accepted", "document"]));
        return new EvidenceFact(
            Entries.Id(number),
            detail,
            entry["state"]?.Deserialize<EvidenceState>(Json) ?? EvidenceState.Accepted,
            Minutes("attested"),
            Minutes("accepted"),
            entry["document"]?.GetValue<bool>() ?? true,
            null);

        int? Minutes(string member) => entry.ContainsKey(member) ? entry[member]?.GetValue<int>() : int.MaxValue;
    }

    private sealed record Index(string About, IReadOnlyList<Row> Shapes);

    /// <summary>A shape is stated by the file of its name, unless the table says why it cannot be.</summary>
    private sealed record Row(string Id, string Group, string Text)
    {
        public string? NotStatedBecause { get; init; }
    }

    private sealed record Shape([property: JsonPropertyName("shape")] string Id, string Text, string Example, ShapeSource Source, JsonObject Document, IReadOnlyList<Case> Cases)
    {
        public IReadOnlyList<JsonObject> OtherDocuments { get; init; } = [];
    }

    private sealed record ShapeSource(string Key, string Title);

    private sealed record Case(string Name, DateOnly On, bool Met)
    {
        public CaseFacts Facts { get; init; } = new([]);

        /// <summary>The finding that fails, and words of its cure or of a reason why an entry did not count.</summary>
        public string? Finding { get; init; }

        public string? Says { get; init; }

        /// <summary>What is asked of the credential's life; without it the file is judged by the document's root.</summary>
        public LifeQuestion? Asks { get; init; }

        /// <summary>The credential type that it is about, where the shape has several.</summary>
        public string? Under { get; init; }

        /// <summary>Members of what is answered.</summary>
        public JsonObject? Answer { get; init; }
    }

    private sealed record CaseFacts(IReadOnlyList<JsonObject> Entries)
    {
        public FactBasis Basis { get; init; } = FactBasis.Accepted;

        public DateOnly? RecoverySince { get; init; }

        public DateOnly? BirthDate { get; init; }

        public IReadOnlyList<HeldCredential> Held { get; init; } = [];

        public IReadOnlyDictionary<string, DateOnly> Days { get; init; } = new Dictionary<string, DateOnly>();

        public IReadOnlyList<CaseUse> EarlierUses { get; init; } = [];

        public IReadOnlyList<Waiver> Waivers { get; init; } = [];

        public IReadOnlyList<Payment> Payments { get; init; } = [];
    }

    /// <param name="Entry">Which entry of the case it was, from 1; 0 where it is none of them.</param>
    private sealed record CaseUse(int Minutes, string CredentialType)
    {
        public int Entry { get; init; }

        public string Activity { get; init; } = "";
    }
}
