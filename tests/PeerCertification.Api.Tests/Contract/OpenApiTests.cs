using System.Text.Json;
using System.Text.Json.Nodes;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Contract;

public sealed class OpenApiTests(SqliteRegistry api) : RegistryTest(api), IClassFixture<SqliteRegistry>
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public async Task The_document_is_the_approved_one() =>
        ApprovedText.Matches("tests/PeerCertification.Api.Tests/Contract/openapi.approved.json", (await ApiOperation.Document(Api)).ToJsonString(Indented) + "\n");

    [Fact]
    public async Task Every_operation_has_a_summary_a_name_a_permission_and_answers()
    {
        var operations = await ApiOperation.ReadAll(Api);

        Assert.NotEmpty(operations);
        Assert.All(operations, o =>
        {
            Assert.False(string.IsNullOrWhiteSpace((string?)o.Whole["summary"]), $"{o.Name} has no summary");
            Assert.NotNull(o.Whole["operationId"]);
            Assert.False(o.Permission is "" or "Nobody", $"{o.Name} says nothing of who may");
            Assert.Contains(o.Whole["responses"]!.AsObject(), r => r.Key.StartsWith('2'));
        });
    }

    [Fact]
    public async Task Every_body_and_every_answer_with_a_body_has_an_example_of_whatever_kind_it_is()
    {
        var bodies = (from o in await ApiOperation.ReadAll(Api)
                      from content in Contents(o.Whole["requestBody"]).Concat(o.Whole["responses"]!.AsObject().Where(r => r.Key.StartsWith('2')).SelectMany(r => Contents(r.Value)))
                      select (Body: $"{o.Name}: {content.Key}", content.Value)).ToList();

        Assert.Contains(bodies, b => b.Body == "ImportPractice: text/csv");
        Assert.Contains(bodies, b => b.Body == "UploadDocument: application/pdf");
        Assert.Equal([], bodies.Where(b => b.Value!["example"] is null).Select(b => b.Body));

        static IEnumerable<KeyValuePair<string, JsonNode?>> Contents(JsonNode? body) => body?["content"]?.AsObject() ?? [];
    }

    [Fact]
    public async Task The_CSV_files_that_are_shown_are_taken()
    {
        var (practice, roster) = ((await Example("ImportPractice"))!, (await Example("ImportRoster"))!);
        var kept = await Answered(await (await Api.SomebodyWithARecord()).PostAsync("/api/v1/evidence/practice/import", Csv(practice), Token));
        var provider = await Api.AnApprovedProvider();
        var posted = await provider.Client.PostAsync($"{provider.Path}/courses/{provider.Course}/rosters/2026-02-10", Csv(roster), Token);

        Assert.Equal((1, 0), (kept.GetProperty("kept").GetArrayLength(), kept.GetProperty("refused").GetArrayLength()));
        Assert.Equal(System.Net.HttpStatusCode.Created, posted.StatusCode);

        async Task<string?> Example(string name) => (string?)(await ApiOperation.ReadAll(Api)).Single(o => o.Name == name).Whole["requestBody"]!["content"]!["text/csv"]!["example"];

        static StringContent Csv(string text) => new(text, System.Text.Encoding.UTF8, "text/csv");
    }
}
