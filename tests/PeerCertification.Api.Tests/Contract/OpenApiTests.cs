using System.Text.Json;

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
    public async Task Every_JSON_body_and_every_JSON_answer_has_an_example()
    {
        var missing = from o in await ApiOperation.ReadAll(Api)
                      from content in new[] { o.Whole["requestBody"]?["content"]?["application/json"] }
                          .Concat(o.Whole["responses"]!.AsObject().Where(r => r.Key.StartsWith('2')).Select(r => r.Value?["content"]?["application/json"]))
                      where content is not null && content["example"] is null
                      select o.Name;

        Assert.Equal([], missing.Distinct());
    }
}
