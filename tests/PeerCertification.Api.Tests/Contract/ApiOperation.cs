using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace PeerCertification.Api.Tests.Contract;

/// <summary>One operation as the OpenAPI document tells it: enough to send it without knowing its code.</summary>
internal sealed record ApiOperation(string Name, HttpMethod Method, string Path, string Permission, bool NeedsIfMatch, bool TakesCsv, JsonNode? Body, JsonNode? BodySchema, JsonNode Whole)
{
    internal static async Task<List<ApiOperation>> ReadAll(RegistryApi api)
    {
        var document = await Document(api);
        return [.. from path in document["paths"]!.AsObject()
                   from operation in path.Value!.AsObject()
                   let content = operation.Value!["requestBody"]?["content"]?["application/json"]
                   select new ApiOperation(
                       (string?)operation.Value["operationId"] ?? $"{operation.Key} {path.Key}",
                       new HttpMethod(operation.Key.ToUpperInvariant()),
                       path.Key,
                       (string?)operation.Value["x-permission"] ?? "",
                       operation.Value["parameters"]?.AsArray().Any(p => (string?)p!["name"] == "If-Match" && (bool?)p["required"] == true) == true,
                       operation.Value["requestBody"]?["content"]?["text/csv"] is not null,
                       content?["example"],
                       Resolve(document, content?["schema"]),
                       operation.Value)];
    }

    internal static async Task<JsonNode> Document(RegistryApi api) =>
        JsonNode.Parse(await api.CreateClient().GetStringAsync("/swagger/v1/swagger.json", TestContext.Current.CancellationToken))!;

    /// <summary>The scope that opens it to keys of organisations, or null.</summary>
    internal string? KeyScope => (string?)Whole["x-key-scope"];

    /// <summary>The names of what can be asked for in the query.</summary>
    internal IEnumerable<string> QueryParameters => from p in Whole["parameters"]?.AsArray() ?? [] where (string?)p!["in"] == "query" select (string)p!["name"]!;

    /// <summary>Sends the operation's own example, or another body, with the version of a record that was never changed.</summary>
    /// <param name="asked">A query parameter with its value, in place of the one that an operation is sent by itself.</param>
    internal async Task<HttpResponseMessage> Send(HttpClient client, Func<string, string> fill, JsonNode? body = null, string csv = "no,such,columns", (string Name, string Value)? asked = null, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(Method, fill(Path) + Query(asked));
        if ((body ?? Body) is { } json)
        {
            request.Content = new StringContent(json.ToJsonString(), Encoding.UTF8, "application/json");
        }
        else if (TakesCsv)
        {
            request.Content = new StringContent(csv, Encoding.UTF8, "text/csv");
        }

        if (NeedsIfMatch)
        {
            request.Headers.IfMatch.Add(new EntityTagHeaderValue("\"v1\""));
        }

        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Query parameters without which the operation refuses.</summary>
    private string Query((string Name, string Value)? asked)
    {
        var required = from p in Whole["parameters"]?.AsArray() ?? []
                       where (string?)p!["in"] == "query" && ((bool?)p["required"] == true || (string?)p["name"] == "why") && (string?)p["name"] != asked?.Name
                       select (string)p!["name"]! switch { "board" => "board=ncc-ap", "credentialType" => "credentialType=NCPRSS", "why" => "why=To+judge+the+file", "year" => "year=2026", "since" => "since=2026-02-01", var name => $"{name}=1" };
        var text = string.Join('&', asked is { } one ? required.Append($"{one.Name}={Uri.EscapeDataString(one.Value)}") : required);
        return text.Length == 0 ? "" : "?" + text;
    }

    private static JsonNode? Resolve(JsonNode document, JsonNode? schema) =>
        (string?)schema?["$ref"] is { } reference ? document["components"]!["schemas"]![reference[(reference.LastIndexOf('/') + 1)..]] : schema;
}
