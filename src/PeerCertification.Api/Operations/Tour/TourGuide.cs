using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using PeerCertification.Api.Persistence;

namespace PeerCertification.Api.Operations.Tour;

/// <summary>A step of the tour did not come out as it should.</summary>
internal sealed class TourException(string message) : Exception(message);

/// <summary>Sends requests to a running registry, prints each with its answer in one line, and stops the tour at the first that is not as it should be.</summary>
/// <param name="http">A client of the registry's <c>/api/v1/</c>.</param>
internal sealed class TourGuide(HttpClient http, TextWriter output)
{
    private int _step;

    /// <summary>How many requests were sent and answered as they should be.</summary>
    internal int Steps => _step;

    internal void Chapter(string title) => output.WriteLine($"{Environment.NewLine}{title}");

    /// <summary>Sends one request, expects a status, and gives the answer's body.</summary>
    /// <param name="tell">What to print of the answer.</param>
    /// <param name="version">Sent as If-Match where the operation asks for it.</param>
    internal async Task<JsonElement> Send(HttpMethod method, string path, object? body, int expected, string? token, Func<JsonElement, string>? tell = null, int? version = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body as HttpContent ?? (body is null ? null : JsonContent.Create(body, options: RegistryJson.Options));
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (version is { } seen)
        {
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"v{seen.ToString(CultureInfo.InvariantCulture)}\""));
        }

        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        var json = text.Length > 0 && answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true ? JsonDocument.Parse(text).RootElement.Clone() : default;
        if ((int)answer.StatusCode != expected)
        {
            throw new TourException($"{method} {path} answered {(int)answer.StatusCode} instead of {expected}: {text}");
        }

        output.WriteLine($"{++_step,4}  {method,-4} {Short(path),-62} {expected}  {tell?.Invoke(json)}");
        return json;
    }

    internal Task<JsonElement> Get(string path, string? token, Func<JsonElement, string>? tell = null, int expected = 200) => Send(HttpMethod.Get, path, null, expected, token, tell);

    internal Task<JsonElement> Post(string path, object? body, string? token, int expected, Func<JsonElement, string>? tell = null, int? version = null) => Send(HttpMethod.Post, path, body, expected, token, tell, version);

    internal Task<JsonElement> Put(string path, object? body, string? token, int expected, Func<JsonElement, string>? tell = null, int? version = null) => Send(HttpMethod.Put, path, body, expected, token, tell, version);

    /// <summary>The tour goes on only where this holds.</summary>
    internal static void Expect(bool holds, string what)
    {
        if (!holds)
        {
            throw new TourException($"Expected: {what}");
        }
    }

    private static string Short(string path) => path.Length <= 62 ? path : $"{path[..40]}…{path[^20..]}";
}
